import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { SecretPlan } from '../cloud/plan.ts';
import { closeServer, listenOnLoopback, localOnly } from './loopback.ts';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

const templateObject = z.record(z.string(), z.unknown());

/** A value as Secrets Manager would generate it from the settings in the template. */
const generate = ({ GenerateSecretString: wish }: SecretPlan): string => {
  const letters = [...alphabet].filter(
    (letter) => !wish.ExcludeCharacters.includes(letter) && !(wish.ExcludeUppercase && /[A-Z]/.test(letter)),
  );
  const value = Array.from({ length: wish.PasswordLength }, () => letters[randomInt(letters.length)]).join(
    '',
  );
  const { SecretStringTemplate: template, GenerateStringKey: key } = wish;
  return template === undefined || key === undefined
    ? value
    : JSON.stringify({ ...templateObject.parse(JSON.parse(template)), [key]: value });
};

const savedValues = z.record(z.string(), z.string());
type Values = z.infer<typeof savedValues>;

const getRequest = z.object({ SecretId: z.string().default('') });

/** The values by ARN, generated once and stored: another key would make every known response a new one. */
const loadValues = (path: string | undefined, secrets: readonly SecretPlan[]): Values => {
  const known =
    path !== undefined && existsSync(path) ? savedValues.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  const values = Object.fromEntries(
    secrets.map((secret) => [secret.arn, known[secret.arn] ?? generate(secret)]),
  );
  if (path !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(values), { mode: 0o600 });
  }
  return values;
};

const answer = async (values: Values, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { SecretId } = getRequest.parse(await json(request));
  const SecretString = values[SecretId];
  const isGet = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  if (isGet && SecretString !== undefined) response.end(JSON.stringify({ ARN: SecretId, SecretString }));
  else response.writeHead(400).end(JSON.stringify({ __type: 'ResourceNotFoundException' }));
};

/**
 * Serves `GetSecretValue` for the secrets of the plan.
 *
 * @param path file in which the values are kept, readable by its owner only; undefined draws new ones at each start.
 */
export const startSecrets = async (
  path: string | undefined,
  secrets: readonly SecretPlan[],
): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  const values = loadValues(path, secrets);
  const server = createServer(
    localOnly((request, response) => {
      answer(values, request, response).catch(() => response.destroy());
    }),
  );
  const endpoint = await listenOnLoopback(server, { port: 0, flag: '' });
  return { endpoint, stop: () => closeServer(server) };
};
