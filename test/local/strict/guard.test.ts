import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import { guarded } from './guarded.ts';

const put = (client: S3Client, Key = 'uploads/größe +1.csv') =>
  client.send(new PutObjectCommand({ Bucket: 'box', Key, Body: 'nps\n9\n' }));

const item = (cell: string, copy: number, text = '') => ({
  cell: { S: cell },
  copy: { S: String(copy) },
  text: { S: text },
});

/** A clock that stands still. */
const frozen = (): (() => number) => {
  const at = Date.now();
  return () => at;
};

describe('a signature', () => {
  test('of a known key is accepted, for objects and for tables', async () => {
    const { s3, tables } = await guarded();
    await put(s3());
    await tables().send(new PutItemCommand({ TableName: 'items', Item: item('a', 1) }));
    const read = new GetItemCommand({ TableName: 'items', Key: { cell: { S: 'a' }, copy: { S: '1' } } });
    expect((await tables().send(read)).Item).toEqual(item('a', 1));
  });

  test('of a wrong secret is refused, and so is an unknown key', async () => {
    const { s3, tables, calls } = await guarded();
    await expect(put(s3('LOCAL-ingest', 'another'))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(put(s3('LOCAL-nobody'))).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    const query = new GetItemCommand({ TableName: 'items', Key: { cell: { S: 'a' }, copy: { S: '1' } } });
    await expect(tables('LOCAL-ingest', 'another').send(query)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    await expect(tables('LOCAL-nobody').send(query)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    expect(calls).toEqual([]);
  });

  test('older than a quarter of an hour is refused', async () => {
    const minutes = (count: number) => () => Date.now() + count * 60_000;
    await expect(put((await guarded({ now: minutes(14) })).s3())).resolves.toBeDefined();
    await expect(put((await guarded({ now: minutes(16) })).s3())).rejects.toMatchObject({
      name: 'RequestTimeTooSkewed',
    });
  });

  test('of a presigned URL holds for its key and its time, and for nothing else', async () => {
    let later = 0;
    const { s3 } = await guarded({ now: () => Date.now() + later });
    const of = (Key: string) =>
      getSignedUrl(s3(), new PutObjectCommand({ Bucket: 'box', Key }), { expiresIn: 60 });
    const [url, other] = [await of('staging/a b.csv'), await of('staging/c.csv')];
    const status = async (where: string) => (await fetch(where, { method: 'PUT', body: 'nps' })).status;
    expect(await status(url)).toBe(200);
    const tampered = url.replace('a%20b.csv', 'c.csv');
    expect(tampered).not.toBe(url);
    expect(await status(tampered)).toBe(403);
    later = 61_000;
    expect(await status(other)).toBe(403);
  });

  test('is required', async () => {
    const { s3 } = await guarded();
    await put(s3(), 'uploads/a.csv');
    const endpoint = await s3().config.endpoint?.();
    const answer = await fetch(`http://${endpoint?.hostname}:${endpoint?.port}/box/uploads/a.csv`);
    expect(answer.status).toBe(403);
  });
});

describe('a call that the policies do not allow', () => {
  test('is answered as the service would, and names action and resource', async () => {
    const { s3, tables, calls } = await guarded({ isAllowed: () => false });
    await expect(put(s3())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'ingest is not authorized to perform s3:PutObject on arn:aws:s3:::box/uploads/größe +1.csv',
    });
    const query = new QueryCommand({
      TableName: 'items',
      KeyConditionExpression: '#cell = :cell AND copy > :from',
      ExpressionAttributeNames: { '#cell': 'cell' },
      ExpressionAttributeValues: { ':cell': { S: 'delivery#2026-05-01' }, ':from': { S: '0' } },
    });
    await expect(tables().send(query)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(calls.at(-1)).toMatchObject({
      action: 'dynamodb:Query',
      resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/items',
      context: { 'dynamodb:LeadingKeys': ['delivery#2026-05-01'] },
    });
  });

  test('to list a bucket hides which objects are absent', async () => {
    const get = new GetObjectCommand({ Bucket: 'box', Key: 'uploads/none.csv' });
    const { s3 } = await guarded();
    await expect(s3().send(get)).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { s3: blind } = await guarded({ isAllowed: ({ action }) => action !== 's3:ListBucket' });
    await expect(blind().send(get)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a partition', () => {
  const writeOf = (cell: string, copy: number) =>
    new PutItemCommand({ TableName: 'items', Item: item(cell, copy, 'x'.repeat(99_000)) });

  test('takes 1,000 units of writes in a second, and more in the next', async () => {
    let now = Date.now();
    const { tables } = await guarded({ now: () => now });
    const client = tables();
    // 97 units each: the eleventh brings the partition over 1,000.
    for (let copy = 0; copy < 11; copy += 1) await client.send(writeOf('hot', copy));
    await expect(client.send(writeOf('hot', 11))).rejects.toMatchObject({ name: 'ThrottlingException' });
    await client.send(writeOf('another', 0));
    now += 1000;
    await client.send(writeOf('hot', 11));
  });

  test('gives 3,000 units of reads in a second', async () => {
    let now = Date.now();
    const { tables } = await guarded({ now: () => now });
    const client = tables();
    for (let copy = 0; copy < 10; copy += 1) await client.send(writeOf('hot', copy));
    now += 1000;
    const all = new QueryCommand({
      TableName: 'items',
      ConsistentRead: true,
      KeyConditionExpression: 'cell = :cell',
      ExpressionAttributeValues: { ':cell': { S: 'hot' } },
    });
    let reads = 0;
    const refused = await (async () => {
      for (; reads < 100; reads += 1) await client.send(all);
      return undefined;
    })().catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'ThrottlingException' });
    // 990 KB are 242 units.
    expect(reads).toBe(13);
  });

  test('that has no units left leaves its part of a batch unprocessed, and the rest is done', async () => {
    const { tables } = await guarded({ now: frozen() });
    const client = tables();
    for (let copy = 0; copy < 11; copy += 1) await client.send(writeOf('hot', copy));
    const answer = await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          items: [{ PutRequest: { Item: item('hot', 99) } }, { PutRequest: { Item: item('cold', 1) } }],
        },
      }),
    );
    expect(answer.UnprocessedItems).toEqual({ items: [{ PutRequest: { Item: item('hot', 99) } }] });
  });
});

describe('a batch', () => {
  test('is done in part sometimes, and what is left is what was not done', async () => {
    const { tables } = await guarded({ chance: () => 0.2 });
    const client = tables();
    const items = Array.from({ length: 10 }, (_, copy) => item(`cell-${copy}`, copy));
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { items: items.map((Item) => ({ PutRequest: { Item } })) } }),
    );
    // One, and a fifth of the nine others.
    expect(UnprocessedItems?.['items']).toHaveLength(8);
    const Keys = items.map(({ cell, copy }) => ({ cell, copy }));
    const read = await client.send(new BatchGetItemCommand({ RequestItems: { items: { Keys } } }));
    expect(read.Responses?.['items']).toHaveLength(2);
    expect(read.UnprocessedKeys?.['items']?.Keys).toEqual(Keys.slice(2));
  });
});
