import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Usage, usageCounter, usageSince } from '../../../lib/cost/usage.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';
import { meterTables } from '../../../lib/local/emulators/tables-meter.ts';
import { tablesServer } from '../../../lib/local/emulators/tables-server.ts';

const counter = usageCounter();
const server = tablesServer(undefined);
const TableName = 'cells';
let client: DynamoDBClient;

beforeAll(async () => {
  meterTables(counter);
  client = new DynamoDBClient({
    ...clientSettings,
    endpoint: await listenOnLoopback(server, { port: 0, flag: '' }),
  });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'when'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-when',
          KeySchema: [{ AttributeName: 'when', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['headline'] },
        },
      ],
    }),
  );
});

afterAll(async () => {
  client.destroy();
  await closeServer(server);
});

const usedBy = async (work: () => Promise<unknown>): Promise<Usage> => {
  const before = counter.total();
  await work();
  return usageSince(before, counter.total());
};

const put = (sk: string, attributes: Readonly<Record<string, string>> = {}, condition?: string) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: Object.fromEntries(
        Object.entries({ pk: 'one', sk, ...attributes }).map(([name, value]) => [name, { S: value }]),
      ),
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
    }),
  );

const get = (sk: string, ConsistentRead: boolean) =>
  client.send(new GetItemCommand({ TableName, ConsistentRead, Key: { pk: { S: 'one' }, sk: { S: sk } } }));

const writes = (cells: number, index?: number) => ({
  tableWriteUnits: { cells, ...(index === undefined ? {} : { 'cells/by-when': index }) },
});

test('a write is a unit for each kilobyte begun, by the larger of the old and the new item', async () => {
  expect(await usedBy(() => put('small'))).toEqual(writes(1));
  expect(await usedBy(() => put('large', { words: 'w'.repeat(2000) }))).toEqual(writes(2));
  expect(await usedBy(() => put('large'))).toEqual(writes(2));
});

test('an index is billed where its entry is new, changes or moves, and not where it stays', async () => {
  expect(await usedBy(() => put('i', { when: 'may', headline: 'a' }))).toEqual(writes(1, 1));
  expect(await usedBy(() => put('i', { when: 'may', headline: 'a', words: 'x' }))).toEqual(writes(1));
  expect(await usedBy(() => put('i', { when: 'may', headline: 'b' }))).toEqual(writes(1, 1));
  expect(await usedBy(() => put('i', { when: 'june', headline: 'b' }))).toEqual(writes(1, 2));
  expect(await usedBy(() => put('i'))).toEqual(writes(1, 1));
});

test('a refused write and the deletion of nothing are billed too', async () => {
  await put('taken');
  const refused = await usedBy(() =>
    put('taken', {}, 'attribute_not_exists(pk)').catch((error: unknown) => {
      expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    }),
  );
  expect(refused).toEqual(writes(1));
  const nothing = { TableName, Key: { pk: { S: 'one' }, sk: { S: 'no' } } };
  expect(await usedBy(() => client.send(new DeleteItemCommand(nothing)))).toEqual(writes(1));
});

test('a consistent read is a unit for each four kilobytes begun, a stale one half of it', async () => {
  await put('r', { words: 'w'.repeat(5000) });
  expect(await usedBy(() => get('r', true))).toEqual({ tableReadUnits: { cells: 2 } });
  expect(await usedBy(() => get('r', false))).toEqual({ tableReadUnits: { cells: 1 } });
  expect(await usedBy(() => get('missing', true))).toEqual({ tableReadUnits: { cells: 1 } });
  const keys = ['r', 'missing'].map((sk) => ({ pk: { S: 'one' }, sk: { S: sk } }));
  const batch = new BatchGetItemCommand({ RequestItems: { cells: { Keys: keys, ConsistentRead: true } } });
  expect(await usedBy(() => client.send(batch))).toEqual({ tableReadUnits: { cells: 3 } });
});

test('a query is billed by the sum of what it reads, at least by one read, and answers no more than was asked', async () => {
  const query = (pk: string) =>
    client.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
      }),
    );
  for (const sk of ['a', 'b', 'c']) await put(sk, { words: 'w'.repeat(3000), pk: 'three' });
  expect(await usedBy(() => query('three'))).toEqual({ tableReadUnits: { cells: 3 } });
  expect(await usedBy(() => query('none'))).toEqual({ tableReadUnits: { cells: 1 } });
  expect((await query('three')).ConsumedCapacity).toBeUndefined();
});
