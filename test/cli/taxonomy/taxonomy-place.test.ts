import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeEndpoints } from '../../../lib/local/cloud/holder.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { startObjectStore } from '../../../lib/local/emulators/s3.ts';
import type { ObjectStore } from '../../../lib/store/object-store.ts';
import { s3ObjectStore } from '../../../lib/store/objects/s3-object-store.ts';
import { directoryWith, runIn } from '../memory-shell.ts';

let home: string;
let directory: string;
let server: Awaited<ReturnType<typeof startObjectStore>>;
let client: S3Client;
let bucket: ObjectStore;
let pack: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'verbatim-bucket-'));
  const plan = { name: 'box', arn: 'arn:aws:s3:::box' };
  server = await startObjectStore({
    directory: home,
    wish: { port: 0, flag: '' },
    buckets: [plan],
    notify: async () => {},
    onError: () => {},
  });
  const endpoints = { api: '', s3: server.endpoint, sqs: '', dynamodb: '' };
  directory = directoryWith({});
  writeEndpoints(join(directory, '.verbatim'), { pid: process.pid, endpoints, outputs: { Bucket: 'box' } });
  client = new S3Client({ ...clientSettings, endpoint: server.endpoint, forcePathStyle: true });
  bucket = s3ObjectStore(client, 'box');
  pack = await readFile(fileURLToPath(new URL('../../../taxonomies/cx-core.yaml', import.meta.url)), 'utf8');
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

const read = async (key: string): Promise<string | undefined> => (await bucket.read(key))?.toString();

test('the first edit of a deployment starts from the general theme pack, and keeps a copy of it', async () => {
  const { exit, out } = await runIn(directory, ['taxonomy', 'adopt', 'Gift card', '--seed', 'gift card']);
  expect([exit, out]).toEqual([0, 'config/taxonomy.yaml: adopt gift-card\n']);
  expect(await read('config/taxonomy.yaml')).toContain('id: gift-card');
  expect(await read('config/taxonomy/history/2026-06-01T12:00:00.000Z.yaml')).toBe(pack);
});

test('undo works in the deployment too', async () => {
  expect((await runIn(directory, ['taxonomy', 'undo'])).out).toBe(
    'config/taxonomy.yaml: undid "adopt gift-card"\n',
  );
  expect(await read('config/taxonomy.yaml')).not.toContain('gift-card');
});
