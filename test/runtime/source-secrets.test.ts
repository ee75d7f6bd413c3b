import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { planCloud } from '../../lib/local/cloud/plan.ts';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { startSecrets } from '../../lib/local/emulators/secrets.ts';
import { sourceSecrets } from '../../lib/runtime/source-secrets.ts';

/** The real client against the local Secrets Manager, with a secret as the stack declares it. */

const wish = {
  SecretStringTemplate: '{"survey":"k3y"}',
  GenerateStringKey: 'example',
  ExcludePunctuation: true,
};

const ask = async (of: object, now: () => Date = () => new Date(0)) => {
  const template = {
    Resources: { Keys: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: of } } },
    Outputs: {},
  };
  const { secrets } = planCloud({ template, bundles: new Map() }, (name) => name);
  const server = await startSecrets(undefined, secrets);
  const client = new SecretsManagerClient({ ...clientSettings, endpoint: server.endpoint, maxAttempts: 1 });
  const stop = async (): Promise<void> => {
    client.destroy();
    await server.stop();
  };
  return { secretsOf: sourceSecrets(client, secrets[0]?.arn, now), stop };
};

test('are the secret of each source by its name', async () => {
  const { secretsOf, stop } = await ask(wish);
  try {
    expect(await secretsOf()).toMatchObject({ survey: 'k3y', example: expect.stringMatching(/^\w{32}$/) });
  } finally {
    await stop();
  }
});

test('are kept for a minute, then asked for again', async () => {
  let at = 0;
  const { secretsOf, stop } = await ask(wish, () => new Date(at));
  await secretsOf();
  await stop();
  at = 59_999;
  expect(await secretsOf()).toMatchObject({ survey: 'k3y' });
  at = 60_000;
  await expect(secretsOf()).rejects.toThrow();
});

test('that are not JSON are an error that does not quote them', async () => {
  const { secretsOf, stop } = await ask({ ExcludePunctuation: true });
  try {
    await expect(secretsOf()).rejects.toMatchObject({ message: 'the secret of the sources is invalid' });
  } finally {
    await stop();
  }
});

test('are none where the deployment has none', async () => {
  expect(
    await sourceSecrets(new SecretsManagerClient(clientSettings), undefined, () => new Date(0))(),
  ).toEqual({});
});
