import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { keptForAMinute } from './kept.ts';

const byName = z.record(z.string(), z.string());
type Secrets = z.infer<typeof byName>;

const parsed = (text: string | undefined): Secrets => {
  try {
    return byName.parse(JSON.parse(text ?? ''));
  } catch {
    // Without the cause: it would quote the secret.
    throw new VerbatimError('internal', 'the secret of the sources is invalid', {
      expected: 'JSON: the secret of each source by its name',
    });
  }
};

/**
 * The secrets of webhooks or connectors, by their sources, kept for a minute; none where the deployment has none.
 *
 * @param id of the secret: JSON such as `{"shop-survey": "…"}`
 */
export const sourceSecrets = (
  client: SecretsManagerClient,
  id: string | undefined,
  now: () => Date,
): (() => Promise<Secrets>) =>
  keptForAMinute(async () => {
    if (id === undefined) return {};
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return parsed(SecretString);
  }, now);
