import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { documentClient } from '../../lib/store/dynamodb.ts';
import { type WireItem, wireItems, wirePages } from '../../lib/store/wire-read.ts';
import { startTestTables, type TestTables } from './dynamo.ts';

let tables: TestTables;

beforeAll(async () => {
  tables = await startTestTables();
  for (const period of ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'])
    await tables.client.send(
      new PutCommand({
        TableName: 'summaries',
        Item: { series: 'wire|day', period, text: 'naïve “é”', n: 7 },
      }),
    );
});
afterAll(() => tables.stop());

const query = (TableName: string, series: string) => ({
  TableName,
  KeyConditionExpression: 'series = :series',
  ExpressionAttributeValues: { ':series': { S: series } },
  Limit: 2,
});

const pagesOf = async (table: string, series: string): Promise<(readonly WireItem[])[]> => {
  const pages: (readonly WireItem[])[] = [];
  for await (const page of wirePages(tables.client, query(table, series))) pages.push(page);
  return pages;
};

test('yields every page, items in wire format', async () => {
  const pages = await pagesOf('summaries', 'wire|day');
  expect(pages.flat().map(({ period }) => period?.S)).toEqual(
    [1, 2, 3, 4, 5].map((day) => `2026-05-0${day}`),
  );
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(pages[0]?.[0]).toMatchObject({ text: { S: 'naïve “é”' }, n: { N: '7' } });
});

test('an empty table yields one empty page', async () => {
  expect(await pagesOf('summaries', 'nothing|day')).toEqual([[]]);
});

test('throws table errors', async () => {
  await expect(pagesOf('nowhere', 'wire|day')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('unprocessed keys are read in another attempt', async () => {
  const key = (period: string) => ({ series: { S: 'wire|day' }, period: { S: period } });
  const answers = [
    { Responses: { summaries: [key('1')] }, UnprocessedKeys: { summaries: { Keys: [key('2')] } } },
    { Responses: { summaries: [key('2')] }, UnprocessedKeys: {} },
  ];
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answers.shift()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const client = documentClient({ ...clientSettings, endpoint: `http://127.0.0.1:${port}` });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const items = await wireItems(client, 'summaries', { Keys: [key('1'), key('2')] });
  expect(items).toEqual([key('1'), key('2')]);
  expect(answers).toEqual([]);
});
