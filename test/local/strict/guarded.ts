import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { account, region } from '../../../lib/local/cloud/intrinsics.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';
import { startObjectStore } from '../../../lib/local/emulators/s3.ts';
import { tablesServer } from '../../../lib/local/emulators/tables-server.ts';
import type { Call } from '../../../lib/local/strict/action.ts';
import { startGuard } from '../../../lib/local/strict/guard.ts';

/** A bucket and a table behind a guard, with real clients that sign as a function does. */

const secret = 'a-secret-of-the-test';

export interface GuardedOptions {
  /** Whether the policies allow a call; everything unless set. */
  readonly isAllowed?: (call: Call) => boolean;
  /** Milliseconds since 1970; the system's unless set. */
  readonly now?: () => number;
  /** Never a batch in part unless set. */
  readonly chance?: () => number;
}

export const guarded = async ({
  isAllowed = () => true,
  now = Date.now,
  chance = () => 0.99,
}: GuardedOptions = {}) => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-guard-'));
  const anyPort = { port: 0, flag: '' };
  const objects = await startObjectStore({
    directory: join(directory, 's3'),
    wish: anyPort,
    buckets: [{ name: 'box', arn: 'arn:aws:s3:::box' }],
    notify: async () => {},
    onError: () => {},
  });
  const tables = tablesServer(undefined);
  const dynamodb = await listenOnLoopback(tables, anyPort);
  const calls: Call[] = [];
  const guard = await startGuard({
    target: (service) => ({ s3: objects.endpoint, dynamodb })[service],
    keys: new Map([[`arn:aws:dynamodb:${region}:${account}:table/items`, 'cell']]),
    holderOf: (key) => (key === 'LOCAL-ingest' ? { secret, principal: 'ingest' } : undefined),
    isAllowed: async (call) => {
      calls.push(call);
      return isAllowed(call);
    },
    now,
    skewSeconds: 900,
    chance,
    onError: (error) => {
      throw error;
    },
  });
  const settings = (accessKeyId: string, secretAccessKey: string) => ({
    ...clientSettings,
    credentials: { accessKeyId, secretAccessKey },
    endpoint: guard.endpoint,
    maxAttempts: 1,
  });
  const owner = new DynamoDBClient({ ...clientSettings, endpoint: dynamodb });
  await owner.send(
    new CreateTableCommand({
      TableName: 'items',
      KeySchema: [
        { AttributeName: 'cell', KeyType: 'HASH' },
        { AttributeName: 'copy', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'cell', AttributeType: 'S' },
        { AttributeName: 'copy', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  onTestFinished(async () => {
    owner.destroy();
    await guard.stop();
    await objects.stop();
    await closeServer(tables);
    rmSync(directory, { recursive: true });
  });
  return {
    calls,
    s3: (key = 'LOCAL-ingest', its = secret) => new S3Client({ ...settings(key, its), forcePathStyle: true }),
    tables: (key = 'LOCAL-ingest', its = secret) => new DynamoDBClient(settings(key, its)),
  };
};
