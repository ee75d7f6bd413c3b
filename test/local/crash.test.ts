import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../lib/local/cloud/cloud.ts';
import type { Synthesized } from '../../lib/local/cloud/template.ts';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { fixtureStack } from './fixtures/stack.ts';

// Child processes start as fast as the machine lets them.
vi.setConfig({ testTimeout: 120_000 });

let synthesized: Synthesized;
let directory: string;
let running: ChildProcess | undefined;

/** Starts the cloud in a process of its own. */
const startApart = async (): Promise<Pick<LocalCloud, 'endpoints' | 'outputs'>> => {
  const stackFile = join(directory, 'stack.json');
  const { template, bundles } = synthesized;
  await writeFile(stackFile, JSON.stringify({ template, bundles: [...bundles] }));
  running = fork(join(import.meta.dirname, 'fixtures/run-cloud.ts'), [join(directory, 'data'), stackFile], {
    execArgv: [],
  });
  const [cloud] = await once(running, 'message');
  return cloud;
};

const kill = async (): Promise<void> => {
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  const exited = once(running, 'exit');
  running.kill('SIGKILL');
  await exited;
};

beforeEach(async () => {
  synthesized = await fixtureStack();
  directory = await mkdtemp(join(tmpdir(), 'verbatim-crash-'));
});
afterEach(async () => {
  await kill();
  for (const bundle of synthesized.bundles.values()) await rm(bundle, { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
});

test('work that was killed in the middle is completed after the next start', async () => {
  const first = await startApart();
  const client = new S3Client({ ...clientSettings, endpoint: first.endpoints.s3 });
  const keys = Array.from({ length: 5 }, (_, index) => `in/${index}`);
  for (const Key of keys) {
    await client.send(new PutObjectCommand({ Bucket: first.outputs['Bucket'], Key, Body: 'slow' }));
  }
  client.destroy();
  await kill();

  const second = await startLocalCloud({
    directory: join(directory, 'data'),
    ports: { api: 0, s3: 0, sqs: 0, dynamodb: 0 },
    synthesized,
  });
  await second.idle();
  const statuses = await Promise.all(
    keys.map(async (key) => (await fetch(`${second.endpoints.api}/?name=${encodeURIComponent(key)}`)).status),
  );
  await second.stop();
  expect(statuses).toEqual(keys.map(() => 200));
});
