import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { AbstractLevel } from 'abstract-level';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TablePlan } from '../../../lib/local/cloud/plan.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { type LocalTables, startTables, type TablesOptions } from '../../../lib/local/emulators/dynamodb.ts';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';
import { tablesServer } from '../../../lib/local/emulators/tables-server.ts';

let directory: string;
let tables: LocalTables | undefined;
let client: DynamoDBClient;

const keys: Pick<TablePlan, 'KeySchema' | 'AttributeDefinitions'> = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
};

const start = async (options: Partial<TablesOptions> = {}): Promise<void> => {
  const started = await startTables({
    directory,
    wish: { port: 0, flag: '' },
    tables: [
      {
        name: 'cells',
        arn: '',
        ...keys,
      },
    ],
    onEnd: () => {},
    ...options,
  });
  tables = started;
  client = new DynamoDBClient({ ...clientSettings, endpoint: started.endpoint });
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verbatim-tables-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  await tables?.stop();
  await rm(directory, { recursive: true });
});

const put = (pk: string) =>
  client.send(new PutItemCommand({ TableName: 'cells', Item: { pk: { S: pk }, words: { S: 'words' } } }));

const query = (pk: string) =>
  client.send(
    new QueryCommand({
      TableName: 'cells',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );

/** Of the only child that serves tables. Read from /proc, so on Linux only. */
const pidOfTables = async (): Promise<number> => {
  const tasks = await readdir(`/proc/${process.pid}/task`);
  const children = await Promise.all(
    tasks.map((task) => readFile(`/proc/${process.pid}/task/${task}/children`, 'utf8')),
  );
  for (const pid of children.flatMap((line) => line.split(' ')).filter(Boolean)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (command.includes('dynamodb-process') && command.includes(directory)) return Number(pid);
  }
  throw new Error('the tables have no process');
};

const isLinux = process.platform === 'linux';

describe('the local tables', () => {
  test('close everything that queries open, also those that end before the last item', async () => {
    const opened = vi.spyOn(AbstractLevel.prototype, 'attachResource');
    const closed = vi.spyOn(AbstractLevel.prototype, 'detachResource');
    const server = tablesServer(undefined);
    const endpoint = await listenOnLoopback(server, { port: 0, flag: '' });
    client = new DynamoDBClient({ ...clientSettings, endpoint });
    await client.send(
      new CreateTableCommand({ ...keys, TableName: 'cells', BillingMode: 'PAY_PER_REQUEST' }),
    );
    for (const pk of ['delivery', 'checkout', 'returns']) await put(pk);
    for (const pk of ['delivery', 'checkout', 'nowhere']) await query(pk);
    await client.send(new ScanCommand({ TableName: 'cells', Limit: 1 }));
    await vi.waitFor(() => expect(closed.mock.calls.length).toBe(opened.mock.calls.length));
    expect(opened.mock.calls.length).toBeGreaterThanOrEqual(4);
    await closeServer(server);
  });

  test.runIf(isLinux)(
    'end in the time given, also where they do not answer, and keep what was written',
    async () => {
      await start({ stopMilliseconds: 300 });
      await put('delivery');
      process.kill(await pidOfTables(), 'SIGSTOP');
      await tables?.stop();
      client.destroy();
      await start();
      expect((await query('delivery')).Count).toBe(1);
    },
    15_000,
  );
});
