import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { documentClient, writeInBatches } from '../../lib/store/dynamodb.ts';

type Batch = { readonly RequestItems: Readonly<Record<string, readonly unknown[]>> };

/** A table that hands back what `handBack` says of each batch, and remembers what it was asked to write. */
const tableThat = async (handBack: (batch: readonly unknown[], call: number) => readonly unknown[]) => {
  const batches: (readonly unknown[])[] = [];
  const server = createServer(async (request, response) => {
    const { RequestItems } = (await json(request)) as Batch;
    const batch = RequestItems['feedback'] ?? [];
    batches.push(batch);
    const left = handBack(batch, batches.length);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ UnprocessedItems: left.length === 0 ? {} : { feedback: left } }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const client = documentClient({ ...clientSettings, endpoint: `http://127.0.0.1:${port}` });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return { client, batches };
};

const puts = (count: number) =>
  Array.from({ length: count }, (_, row) => ({ PutRequest: { Item: { cell: 'delivery', row } } }));

test('items are written as DynamoDB’s JSON, what is undefined left out', async () => {
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

test('25 items are written at a time, and what the table hands back is written again', async () => {
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

test('of nothing nothing is written', async () => {
  const { client, batches } = await tableThat(() => []);
  await writeInBatches(client, 'feedback', []);
  expect(batches).toEqual([]);
});
