import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BucketPlan } from '../../../lib/local/cloud/plan.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { encodeKey, startObjectStore } from '../../../lib/local/emulators/s3.ts';

const bucket: BucketPlan = {
  name: 'box',
  arn: 'arn:aws:s3:::box',
  NotificationConfiguration: {
    QueueConfigurations: [
      {
        Event: 's3:ObjectCreated:*',
        Queue: 'arn:work',
        Filter: {
          S3Key: {
            Rules: [
              { Name: 'prefix', Value: 'uploads/' },
              { Name: 'suffix', Value: '.csv' },
            ],
          },
        },
      },
    ],
  },
};

let directory: string;
let store: Awaited<ReturnType<typeof startObjectStore>>;
let client: S3Client;
let sent: { queue: string; key: string }[];
let failing: boolean;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verbatim-objects-'));
  sent = [];
  failing = false;
  const notify = async (queue: string, body: string): Promise<void> => {
    if (failing) throw new Error('the queue is gone');
    sent.push({ queue, key: JSON.parse(body).Records[0].s3.object.key });
  };
  store = await startObjectStore({
    directory,
    wish: { port: 0, flag: '' },
    buckets: [bucket],
    notify,
    onError: () => {},
  });
  client = new S3Client({ ...clientSettings, endpoint: store.endpoint, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await store.stop();
  await rm(directory, { recursive: true, force: true });
});

const put = (Key: string, Body: string, conditions: { IfNoneMatch?: string; IfMatch?: string } = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'box', Key, Body, ...conditions }));
const read = async (Key: string): Promise<string | undefined> =>
  (await client.send(new GetObjectCommand({ Bucket: 'box', Key }))).Body?.transformToString();

test('an object is notified to the queue when prefix and suffix match, once', async () => {
  await put('uploads/a.csv', '1');
  await put('uploads/a.txt', '1');
  await put('config/a.csv', '1');
  expect(sent).toEqual([{ queue: 'arn:work', key: 'uploads/a.csv' }]);
});

test('an object uploaded in parts is notified once, when it is complete', async () => {
  const Body = Buffer.alloc(6 * 1024 * 1024, 'x');
  await new Upload({ client, params: { Bucket: 'box', Key: 'uploads/big.csv', Body } }).done();
  expect(sent).toEqual([{ queue: 'arn:work', key: 'uploads/big.csv' }]);
});

test('a put whose notification cannot be sent fails, so that it is retried', async () => {
  failing = true;
  await expect(put('uploads/a.csv', '1')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
});

test.each([
  ['uploads/a b+c.csv', 'uploads/a+b%2Bc.csv'],
  ['uploads/größe.csv', 'uploads/gr%C3%B6%C3%9Fe.csv'],
])('the key %s is notified as %s', (key, encoded) => {
  expect(encodeKey(key)).toBe(encoded);
});

test('If-None-Match: * writes a new object and keeps an existing one', async () => {
  await put('config/a', 'first', { IfNoneMatch: '*' });
  await expect(put('config/a', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  expect(await read('config/a')).toBe('first');
});

test('If-Match overwrites the version that was read, and no other', async () => {
  const { ETag = '' } = await put('config/a', 'first');
  await put('config/a', 'second', { IfMatch: ETag });
  await expect(put('config/a', 'third', { IfMatch: ETag })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  expect(await read('config/a')).toBe('second');
});

test('when many put a new object at once, one succeeds', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => put('config/a', String(index), { IfNoneMatch: '*' })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

const preflight = async (origin: string, method = 'PUT'): Promise<number> =>
  (
    await fetch(`${store.endpoint}/box/staging/may.csv`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method },
    })
  ).status;

test('a page may upload files once it is allowed to, only from its origin, and nothing else', async () => {
  const page = 'http://127.0.0.1:4704';
  expect(await preflight(page)).toBe(403);
  await store.allowPage(page);
  expect(await preflight(page)).toBe(200);
  expect(await preflight('http://127.0.0.1:4705')).toBe(403);
  expect(await preflight(page, 'GET')).toBe(403);
});

test('an object is read whole while it is overwritten again and again', async () => {
  const bodies = ['{"a":1}', `{"long":"${'x'.repeat(20_000)}"}`];
  await put('config/a.json', bodies[0] ?? '');
  const seen = new Set<string | undefined>();
  await Promise.all([
    ...Array.from({ length: 40 }, (_, index) => put('config/a.json', bodies[index % 2] ?? '')),
    ...Array.from({ length: 80 }, async () => seen.add(await read('config/a.json'))),
  ]);
  expect([...seen].filter((body) => !bodies.includes(body ?? ''))).toEqual([]);
});

test('an object whose stored description is broken is still read, and does not stop the store', async () => {
  await put('config/a.json', '{"a":1}');
  await writeFile(join(directory, 'box/config/a.json._S3rver_metadata.json'), '');
  expect(await read('config/a.json')).toBe('{"a":1}');
});
