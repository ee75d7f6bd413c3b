import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';

/** So long a secret that was replaced is still accepted. */
const keptForMs = 60_000;

const byName = z.record(z.string(), z.string());
type Secrets = z.infer<typeof byName>;

const parsed = (text: string | undefined): Secrets => {
  try {
    return byName.parse(JSON.parse(text ?? ''));
  } catch {
    // Without the cause: it would quote the secret.
    throw new VerbatimError('internal', 'the secret of the webhooks is invalid', {
      expected: 'JSON: the secret of each source by its name',
    });
  }
};

/**
 * The secrets of webhooks, by their sources, kept for a minute; none where the deployment has no webhooks.
 *
 * @param id of the secret: JSON such as `{"shop-survey": "…"}`
 */
export const webhookSecrets = (
  client: SecretsManagerClient,
  id: string | undefined,
  now: () => Date,
): (() => Promise<Secrets>) => {
  let kept: { readonly secrets: Secrets; readonly until: number } | undefined;
  return async () => {
    if (id === undefined) return {};
    if (kept !== undefined && now().getTime() < kept.until) return kept.secrets;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    kept = { secrets: parsed(SecretString), until: now().getTime() + keptForMs };
    return kept.secrets;
  };
};
