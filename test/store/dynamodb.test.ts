import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { listenOnLoopback } from '../../lib/local/emulators/loopback.ts';
import { documentClient, writeInBatches } from '../../lib/store/dynamodb.ts';
import { wireItems } from '../../lib/store/wire-read.ts';

type Batch = { readonly RequestItems: Readonly<Record<string, readonly unknown[]>> };

/** A table that answers so, and its client. */
const serverThat = async (answer: (request: unknown) => object) => {
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answer(await json(request))));
  });
  const endpoint = await listenOnLoopback(server, { port: 0, flag: '' });
  const client = documentClient({ ...clientSettings, endpoint });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return { client };
};

/** A table that hands back what `handBack` says of each batch, and remembers what it was asked to write. */
const tableThat = async (handBack: (batch: readonly unknown[], call: number) => readonly unknown[]) => {
  const batches: (readonly unknown[])[] = [];
  const { client } = await serverThat((request) => {
    const { RequestItems } = request as Batch;
    const batch = RequestItems['feedback'] ?? [];
    batches.push(batch);
    const left = handBack(batch, batches.length);
    return { UnprocessedItems: left.length === 0 ? {} : { feedback: left } };
  });
  return { client, batches };
};

const puts = (count: number) =>
  Array.from({ length: count }, (_, row) => ({ PutRequest: { Item: { cell: 'delivery', row } } }));

test('items are written as DynamoDB JSON, without undefined attributes', async () => {
  const { client, batches } = await tableThat(() => []);
  await writeInBatches(client, 'feedback', [
    {
      PutRequest: { Item: { cell: 'ä"', row: 1, solicited: true, ratings: { nps: 0 }, channel: undefined } },
    },
    { DeleteRequest: { Key: { cell: 'delivery' } } },
  ]);
  expect(batches).toEqual([
    [
      {
        PutRequest: {
          Item: {
            cell: { S: 'ä"' },
            row: { N: '1' },
            solicited: { BOOL: true },
            ratings: { M: { nps: { N: '0' } } },
          },
        },
      },
      { DeleteRequest: { Key: { cell: { S: 'delivery' } } } },
    ],
  ]);
});

test('writes 25 items at a time, and retries unprocessed ones', async () => {
  const { client, batches } = await tableThat((batch, call) => (call === 1 ? batch.slice(20) : []));
  await writeInBatches(client, 'feedback', puts(25));
  expect(batches.map(({ length }) => length)).toEqual([25, 5]);
  expect(batches[1]).toEqual(batches[0]?.slice(20));
  await writeInBatches(client, 'feedback', puts(26));
  expect(
    batches
      .slice(2)
      .map(({ length }) => length)
      .toSorted(),
  ).toEqual([1, 25]);
});

test('writes nothing without items', async () => {
  const { client, batches } = await tableThat(() => []);
  await writeInBatches(client, 'feedback', []);
  expect(batches).toEqual([]);
});

test('retries unprocessed keys of a read', async () => {
  const asked: unknown[] = [];
  const key = (period: string) => ({ series: { S: 'delivery|day' }, period: { S: period } });
  const { client } = await serverThat((request) => {
    asked.push(request);
    return asked.length === 1
      ? {
          Responses: { summaries: [key('2026-05-01')] },
          UnprocessedKeys: { summaries: { Keys: [key('2026-05-02')], ConsistentRead: true } },
        }
      : { Responses: { summaries: [key('2026-05-02')] }, UnprocessedKeys: {} };
  });
  const keys = { Keys: [key('2026-05-01'), key('2026-05-02')] };
  expect(await wireItems(client, 'summaries', keys)).toEqual(keys.Keys);
  expect(asked).toEqual([
    { RequestItems: { summaries: { ...keys, ConsistentRead: true } } },
    { RequestItems: { summaries: { Keys: [key('2026-05-02')], ConsistentRead: true } } },
  ]);
});
