import { readdirSync, readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '../lib/local/emulators/clients.ts';
import { startTables } from '../lib/local/emulators/dynamodb.ts';
import { temporaryDirectory } from './local-cloud.ts';

/**
 * How much memory the local tables take, and how long stopping them takes, after so many rows in 400 touchpoints:
 * `node bench/local-tables.ts`. Each row is a day of its touchpoint, written once and read five times, as summarizing does.
 * Read from /proc, so on Linux only.
 */

const touchpoints = 400;
const readsOfEach = 5;
const atOnce = 16;
const stopsAt = [10_000, 30_000, 48_000];
const TableName = 'feedback';

const tables = [
  {
    name: TableName,
    arn: '',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' as const },
      { AttributeName: 'sk', KeyType: 'RANGE' as const },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' as const },
      { AttributeName: 'sk', AttributeType: 'S' as const },
    ],
  },
];

/** The process of the tables: the only child that is a node. */
const megabytesOfTables = (): number => {
  const children = readdirSync(`/proc/${process.pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${process.pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const pid = children.find((child) =>
    readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('dynamodb-process'),
  );
  return Math.round(
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
  );
};

const partition = (row: number): string => `touchpoint-${row % touchpoints}#${Math.floor(row / touchpoints)}`;
const words = 'w'.repeat(900);

const { directory, remove } = temporaryDirectory();
const { endpoint, stop } = await startTables({
  directory,
  wish: { port: 0, flag: '' },
  tables,
  onEnd: (lastWords) => console.error(lastWords),
});
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...clientSettings, endpoint }));

const write = (from: number) =>
  client.send(
    new BatchWriteCommand({
      RequestItems: {
        [TableName]: Array.from({ length: 25 }, (_, index) => ({
          PutRequest: { Item: { pk: partition(from + index), sk: String(from + index), words } },
        })),
      },
    }),
  );

const read = (row: number) =>
  client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition(row) },
      ConsistentRead: true,
    }),
  );

/** Some at once, as functions do. */
const eachOf = async (
  starts: readonly number[],
  work: (start: number) => Promise<unknown>,
): Promise<void> => {
  const waiting = starts.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const start of waiting) await work(start);
    }),
  );
};

const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: (to - from) / by }, (_, index) => from + index * by);

console.log(`rows       memory of the tables\n0          ${megabytesOfTables()} MB`);
let rows = 0;
for (const until of stopsAt) {
  await eachOf(steps(rows, until, 25), write);
  for (let time = 0; time < readsOfEach; time += 1) await eachOf(steps(rows, until, 1), read);
  rows = until;
  console.log(`${String(rows).padEnd(10)} ${megabytesOfTables()} MB`);
}
const started = performance.now();
await stop();
console.log(`stopped in ${((performance.now() - started) / 1000).toFixed(1)} s`);
client.destroy();
remove();
