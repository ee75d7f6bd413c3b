import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { Usage } from '../../cost/usage.ts';
import { errorCodes, VerbatimError } from '../../errors.ts';
import type { TablePlan } from '../cloud/plan.ts';
import { clientSettings } from './clients.ts';
import type { PortWish } from './loopback.ts';

export interface LocalTables {
  readonly endpoint: string;
  /** What was read and written since the start. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** The first message of the process. */
const readyMessage = z.union([
  z.object({ endpoint: z.string() }),
  z.object({ code: z.enum(errorCodes), message: z.string() }),
]);

const greeting = async (child: ChildProcess): Promise<string> => {
  const [message]: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [{ code: 'internal', message: 'the tables did not start' }]),
  ]);
  const parsed = readyMessage.parse(message);
  if ('endpoint' in parsed) return parsed.endpoint;
  throw new VerbatimError(parsed.code, parsed.message);
};

const usageMessage = z.object({ usage: z.record(z.string(), z.record(z.string(), z.number())) });

/** Ask one at a time: an answer does not say which question it belongs to. */
const usageOf = async (child: ChildProcess): Promise<Usage> => {
  const answer = once(child, 'message');
  child.send('usage');
  const [message]: unknown[] = await answer;
  return usageMessage.parse(message).usage;
};

const keys = (schema: readonly KeySchemaElement[]): string =>
  schema.map((key) => key.AttributeName).join('+');

/** Creates a table unless it exists. An existing one with other keys holds data of another version. */
const ensureTable = async (client: DynamoDBClient, plan: TablePlan): Promise<void> => {
  const { name, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = plan;
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    const found = keys(Table?.KeySchema ?? []);
    if (found === keys(KeySchema)) return;
    throw new VerbatimError('conflict', `the table ${name} is from another version; start with --fresh`, {
      expected: keys(KeySchema),
      got: found,
    });
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  await client.send(
    new CreateTableCommand({
      TableName: name,
      KeySchema,
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(GlobalSecondaryIndexes === undefined
        ? {}
        : { GlobalSecondaryIndexes: [...GlobalSecondaryIndexes] }),
    }),
  );
  // Until it is active, it does not exist for those who write.
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName: name });
};

export interface TablesOptions {
  /** Where the items are kept; undefined keeps them in memory. */
  readonly directory: string | undefined;
  readonly wish: PortWish;
  readonly tables: readonly TablePlan[];
  /** Called when the process ends unexpectedly, with its last output. */
  readonly onEnd: (lastOutput: string) => void;
  /** How long the process has to close its files, before it is killed. What was written is kept either way. Default 10,000. */
  readonly stopMilliseconds?: number;
}

/** Ends the process: asked first, then, if that takes too long, killed. */
const endProcess = async (child: ChildProcess, milliseconds: number): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const killing = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  if (child.connected) child.send('stop');
  await exited;
  clearTimeout(killing);
};

/**
 * Starts DynamoDB with the tables of the plan.
 *
 * @throws VerbatimError `port-in-use`; `conflict` when the directory holds tables with other keys.
 */
export const startTables = async ({
  directory,
  wish: { port, flag },
  tables,
  onEnd,
  stopMilliseconds = 10_000,
}: TablesOptions): Promise<LocalTables> => {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'dynamodb-process.ts'), String(port), flag, ...(directory ? [directory] : [])],
    { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  const lastWords = child.stderr === null ? Promise.resolve('') : text(child.stderr);
  let asked = false;
  child.once('exit', async () => {
    if (!asked) onEnd(await lastWords);
  });
  const stop = async (): Promise<void> => {
    asked = true;
    await endProcess(child, stopMilliseconds);
  };
  try {
    const endpoint = await greeting(child);
    const client = new DynamoDBClient({ ...clientSettings, endpoint });
    await Promise.all(tables.map((table) => ensureTable(client, table)));
    client.destroy();
    return { endpoint, usage: () => usageOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
