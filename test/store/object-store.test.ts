import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { startObjectStore } from '../../lib/local/emulators/s3.ts';
import type { ObjectStore } from '../../lib/store/object-store.ts';
import { s3ObjectStore } from '../../lib/store/objects/s3-object-store.ts';
import { readOperations, saveSeries } from '../../lib/store/settings/operations-config.ts';

/** The real client over HTTP to a real server of the S3 API. */

let directory: string;
let server: Awaited<ReturnType<typeof startObjectStore>>;
let clients: S3Client[];
let objects: ObjectStore;
let notified: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verbatim-s3-'));
  notified = [];
  const uploads = { Event: 's3:ObjectCreated:*', Queue: 'arn:work', Filter: prefix('uploads/') };
  const notify = async (_queue: string, body: string): Promise<void> => {
    notified.push(JSON.parse(body).Records[0].s3.object.key);
  };
  server = await startObjectStore({
    directory,
    wish: { port: 0, flag: '' },
    buckets: [
      {
        name: 'box',
        arn: 'arn:aws:s3:::box',
        NotificationConfiguration: { QueueConfigurations: [uploads] },
      },
    ],
    notify,
    onError: () => {},
  });
  const settings = { ...clientSettings, endpoint: server.endpoint, forcePathStyle: true, maxAttempts: 1 };
  clients = [
    new S3Client(settings),
    new S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' }),
  ];
  const [client, presigning] = clients;
  if (client === undefined) throw new Error('no client');
  objects = s3ObjectStore(client, 'box', presigning);
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const prefix = (value: string) => ({ S3Key: { Rules: [{ Name: 'prefix', Value: value }] } });
const textOf = async (key: string): Promise<string | undefined> => (await objects.read(key))?.toString();

test('a copy has the bytes of its source, and triggers the notification of a new object', async () => {
  await objects.write('staging/1/file', 'words');
  await objects.copy('staging/1/file', 'uploads/größe & maß/a b+c.csv');
  expect(await textOf('uploads/größe & maß/a b+c.csv')).toBe('words');
  expect(await textOf('staging/1/file')).toBe('words');
  expect(notified).toEqual(['uploads/gr%C3%B6%C3%9Fe+%26+ma%C3%9F/a+b%2Bc.csv']);
});

test('copying a missing object is an error', async () => {
  await expect(objects.copy('staging/2/file', 'uploads/a.csv')).rejects.toThrow();
  expect(await textOf('uploads/a.csv')).toBeUndefined();
});

test('parts become one object, in their order', async () => {
  const megabytes = 5 * 1024 * 1024;
  await objects.write('staging/4/part-1', Buffer.alloc(megabytes, 'a'));
  await objects.write('staging/4/part-2', Buffer.alloc(megabytes, 'b'));
  await objects.write('staging/4/part-3', 'end');
  await objects.join(
    [1, 2, 3].map((part) => `staging/4/part-${part}`),
    'staging/4/file',
  );
  const joined = await objects.read('staging/4/file');
  expect(joined?.length).toBe(2 * megabytes + 3);
  expect([0, megabytes, 2 * megabytes].map((at) => joined?.subarray(at, at + 1).toString())).toEqual([
    'a',
    'b',
    'e',
  ]);
});

test('a part that is not there is an error, and nothing is written', async () => {
  await objects.write('staging/5/part-1', 'words');
  await expect(objects.join(['staging/5/part-1', 'staging/5/part-2'], 'staging/5/file')).rejects.toThrow();
  expect(await objects.read('staging/5/file')).toBeUndefined();
});

test('a file that is replaced while it is read ends with an error, and never mixes two files', async () => {
  await objects.write('uploads/a.csv', 'first,file');
  const file = await objects.open('uploads/a.csv');
  await objects.write('uploads/a.csv', 'other,file');
  const read = async (start: number, end: number) => {
    const parts: string[] = [];
    for await (const part of file?.bytes(start, end) ?? []) parts.push(String(part));
    return parts.join('');
  };
  await expect(read(0, 5)).rejects.toMatchObject({ code: 'changed-meanwhile' });
  await expect(read(6, 10)).rejects.toMatchObject({ code: 'changed-meanwhile' });
});

test('a download URL answers the object as a file of its name', async () => {
  await objects.write('exports/1/verbatim-feedback.csv', 'a,b');
  const url = await objects.downloadUrl('exports/1/verbatim-feedback.csv', {
    name: 'verbatim-feedback.csv',
    contentType: 'text/csv; charset=utf-8',
    expiresInSeconds: 900,
  });
  const answer = await fetch(url);
  expect([answer.status, await answer.text(), answer.headers.get('content-disposition')]).toEqual([
    200,
    'a,b',
    'attachment; filename="verbatim-feedback.csv"',
  ]);
});

test('of two imports at once, both are in the list of imports', async () => {
  const series = (name: string) => ({ name, importedAt: '2026-06-01T00:00:00.000Z', values: [] });
  await Promise.all(['waiting', 'stock', 'price'].map((name) => saveSeries(objects, series(name))));
  expect((await readOperations(objects)).series).toEqual(['price', 'stock', 'waiting']);
});

test('an upload URL fixes the number of bytes and no checksum, and accepts a plain PUT', async () => {
  const url = await objects.uploadUrl('staging/3/file', 5, 900);
  const { searchParams } = new URL(url);
  expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host');
  expect(searchParams.get('X-Amz-Expires')).toBe('900');
  expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  expect((await fetch(url, { method: 'PUT', body: 'words' })).status).toBe(200);
  expect(await textOf('staging/3/file')).toBe('words');
  expect(notified).toEqual([]);
});

test('an object is replaced only while it is as it was read, with its history', async () => {
  expect(await objects.replace('config/a.yaml', 'one', { tag: undefined, notes: { by: 'Zoë' } })).toBe(true);
  const one = await objects.readTagged('config/a.yaml');
  expect([one?.body.toString(), one?.notes]).toEqual(['one', { by: 'Zoë' }]);
  expect(await objects.replace('config/a.yaml', 'two', { tag: undefined, notes: {} })).toBe(false);
  expect(await objects.replace('config/a.yaml', 'two', { tag: one?.tag, notes: {} })).toBe(true);
  expect(await objects.replace('config/a.yaml', 'three', { tag: one?.tag, notes: {} })).toBe(false);
  expect(await textOf('config/a.yaml')).toBe('two');
  await objects.remove('config/a.yaml');
  expect(await objects.replace('config/a.yaml', 'four', { tag: one?.tag, notes: {} })).toBe(false);
  expect(await objects.readTagged('config/a.yaml')).toBeUndefined();
});

test.each([
  ['at once', 5],
  ['in parts', 6 * 1024 * 1024],
])('a stream that is written %s replaces only the version that was opened', async (_how, bytes) => {
  const key = 'lake/a.parquet';
  const body = (letter: string) => Readable.from([Buffer.alloc(bytes, letter)]);
  await objects.writeStream(key, body('a'), { tag: undefined });
  const tag = (await objects.open(key))?.tag;
  const refused = { code: 'changed-meanwhile' };
  await expect(objects.writeStream(key, body('b'), { tag: undefined })).rejects.toMatchObject(refused);
  await objects.writeStream(key, body('c'), { tag });
  await expect(objects.writeStream(key, body('d'), { tag })).rejects.toMatchObject(refused);
  await objects.writeStream(key, body('e'));
  expect((await textOf(key))?.slice(0, 5)).toBe('eeeee');
});

test('of two who replace the same state at once, one does', async () => {
  await objects.write('config/a.yaml', 'start');
  const tag = (await objects.readTagged('config/a.yaml'))?.tag;
  const done = await Promise.all(
    ['left', 'right'].map((body) => objects.replace('config/a.yaml', body, { tag, notes: {} })),
  );
  expect(done.toSorted()).toEqual([false, true]);
});

test('a list has the objects whose key begins so, in order, and goes on after one', async () => {
  await Promise.all(['stream/b', 'stream/a', 'stream', 'streams/c'].map((key) => objects.write(key, key)));
  expect(await objects.list('stream/')).toEqual([
    { key: 'stream/a', sizeBytes: 8 },
    { key: 'stream/b', sizeBytes: 8 },
  ]);
  expect(await objects.list('stream/', 'stream/a')).toEqual([{ key: 'stream/b', sizeBytes: 8 }]);
  expect(await objects.list('stream/', 'stream/b')).toEqual([]);
});
