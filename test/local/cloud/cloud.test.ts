import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../lib/local/cloud/cloud.ts';
import { readEndpoints } from '../../../lib/local/cloud/holder.ts';
import type { LocalCloudOptions, LocalEvent } from '../../../lib/local/cloud/options.ts';
import type { Synthesized, Template } from '../../../lib/local/cloud/template.ts';
import { clientSettings } from '../../../lib/local/emulators/clients.ts';
import { eventSource, fixtureFunction, fixtureStack } from '../fixtures/stack.ts';

// Child processes start as fast as the machine lets them.
vi.setConfig({ testTimeout: 120_000 });

const anyPorts = { api: 0, s3: 0, sqs: 0, dynamodb: 0 };
let synthesized: Synthesized;
let directory: string;
let cloud: LocalCloud | undefined;
let events: LocalEvent[];

const start = async (options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> => {
  cloud = await startLocalCloud({
    directory,
    ports: anyPorts,
    synthesized,
    inMemory: true,
    retryAfterSeconds: 0,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return cloud;
};

const withResource = (id: string, resource: Template['Resources'][string]): Synthesized => ({
  ...synthesized,
  template: { ...synthesized.template, Resources: { ...synthesized.template.Resources, [id]: resource } },
});

const put = async (to: LocalCloud, key: string, text: string): Promise<void> => {
  const client = new S3Client({ ...clientSettings, endpoint: to.endpoints.s3 });
  await client.send(new PutObjectCommand({ Bucket: to.outputs['Bucket'], Key: key, Body: text }));
  client.destroy();
};

const read = async (
  from: LocalCloud,
  name: string,
): Promise<{ status: number; text?: string; secret?: string }> => {
  const response = await fetch(`${from.endpoints.api}/items?name=${encodeURIComponent(name)}`);
  return { status: response.status, ...((await response.json()) as object) };
};

// fetch() sets Host and Origin on its own.
const statusOf = async (endpoint: string, headers: OutgoingHttpHeaders): Promise<number | undefined> => {
  const [response] = await once(get(endpoint, { headers }), 'response');
  response.resume();
  return response.statusCode;
};

beforeAll(async () => {
  synthesized = await fixtureStack();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verbatim-cloud-'));
  events = [];
});
afterEach(async () => {
  await cloud?.stop(0);
  cloud = undefined;
  await rm(directory, { recursive: true, force: true });
});
afterAll(async () => {
  for (const bundle of synthesized.bundles.values()) await rm(bundle, { recursive: true, force: true });
});

describe('from an uploaded object to an answer', () => {
  test('an object under the prefix is processed, and its result can be read over HTTP', async () => {
    const up = await start();
    await put(up, 'in/May 2026 – größer+.csv', 'parcel came late');
    await up.idle();
    expect(await read(up, 'in/May 2026 – größer+.csv')).toMatchObject({
      status: 200,
      text: 'parcel came late',
    });
  });

  test('an object outside the prefix starts nothing', async () => {
    const up = await start();
    await put(up, 'out/a.csv', 'text');
    await up.idle();
    expect(await read(up, 'out/a.csv')).toMatchObject({ status: 404 });
  });

  test('a secret has the length and the characters that the template defines', async () => {
    const up = await start();
    await put(up, 'in/a.csv', 'text');
    await up.idle();
    expect((await read(up, 'in/a.csv')).secret).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a function that fails over HTTP answers 500 without the cause', async () => {
    const up = await start();
    const response = await fetch(`${up.endpoints.api}/items`);
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });
});

describe('failures', () => {
  test.each(['throw', 'crash'])(
    'a message whose handler says %s is given up after its two tries',
    async (what) => {
      const up = await start();
      await put(up, 'in/bad', what);
      await up.idle();
      expect(await read(up, 'in/bad')).toMatchObject({ status: 404 });
      expect(await read(up, 'given-up in/bad')).toMatchObject({ status: 200 });
    },
  );

  test('a handler that exceeds its timeout is stopped, and its message becomes a dead letter after two attempts', async () => {
    const up = await start({ synthesized: withResource('StoreObject', fixtureFunction('store-object', 1)) });
    await put(up, 'in/bad', 'hang');
    await up.idle();
    expect(events).toContainEqual({
      kind: 'invocation-failed',
      function: 'store-object',
      errorType: 'Sandbox.Timedout',
    });
    expect(await read(up, 'given-up in/bad')).toMatchObject({ status: 200 });
  });

  test('a failed message reported in the response does not affect others in the batch', async () => {
    const inPairs = {
      BatchSize: 2,
      MaximumBatchingWindowInSeconds: 2,
      ScalingConfig: { MaximumConcurrency: 1 },
    };
    const up = await start({
      synthesized: withResource('WorkToStore', eventSource('Work', 'StoreObject', inPairs)),
      maxBatchingSeconds: 2,
    });
    await Promise.all([put(up, 'in/bad', 'throw'), put(up, 'in/good', 'fine')]);
    await up.idle();
    expect(await read(up, 'in/good')).toMatchObject({ status: 200 });
    expect(await read(up, 'given-up in/good')).toMatchObject({ status: 404 });
    expect(await read(up, 'given-up in/bad')).toMatchObject({ status: 200 });
  });

  test('a bundle that does not load fails its messages instead of restarting forever', async () => {
    const broken = withResource('StoreObject', {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Key: 'does-not-load.zip' }, Handler: 'index.handler' },
    });
    const up = await start({ synthesized: broken });
    await put(up, 'in/a', 'fine');
    await up.idle();
    expect(events).toContainEqual({
      kind: 'invocation-failed',
      function: 'store-object',
      errorType: 'Runtime.InitError',
    });
    expect(await read(up, 'given-up in/a')).toMatchObject({ status: 200 });
  });

  test.each([
    ['a page of another origin', { origin: 'https://example.org' }],
    ['a name that only resolves to this machine', { host: 'rebound.example.org' }],
  ])('%s is refused by every service', async (_what, headers) => {
    const up = await start();
    const statuses = await Promise.all(
      Object.values(up.endpoints).map((endpoint) => statusOf(endpoint, headers)),
    );
    expect(statuses).toEqual([403, 403, 403, 403]);
  });

  test('the output of a function goes to its log file', async () => {
    const up = await start();
    await put(up, 'in/bad', 'throw');
    await up.idle();
    expect(readFileSync(join(directory, 'logs/store-object.log'), 'utf8')).toContain('as it was told');
  });
});

describe('starting and stopping', () => {
  test('a second start finds items, objects and secrets again', async () => {
    const first = await start({ inMemory: false });
    await put(first, 'in/a', 'kept');
    await first.idle();
    const before = await read(first, 'in/a');
    await first.stop();
    const second = await start({ inMemory: false });
    expect(await read(second, 'in/a')).toEqual(before);
  });

  test('an object that was accepted and not processed before a stop is processed after the next start', async () => {
    const first = await start({ inMemory: false });
    await put(first, 'in/a', 'slow');
    await first.stop(0);
    const second = await start({ inMemory: false });
    await second.idle();
    expect(await read(second, 'in/a')).toMatchObject({ status: 200, text: 'slow' });
  });

  test('a stop lets running work finish', async () => {
    const first = await start({ inMemory: false });
    await put(first, 'in/a', 'slow');
    const log = join(directory, 'logs/store-object.log');
    await expect.poll(() => readFileSync(log, 'utf8'), { timeout: 60_000 }).toContain('a slow one has begun');
    await first.stop(60);
    const second = await start({ inMemory: false });
    expect(await read(second, 'in/a')).toMatchObject({ status: 200 });
  });

  test('endpoints.json exists while the cloud is running and is removed afterwards', async () => {
    const up = await start();
    expect(readEndpoints(directory)).toEqual({
      pid: process.pid,
      endpoints: up.endpoints,
      outputs: up.outputs,
    });
    await up.stop();
    expect(existsSync(join(directory, 'endpoints.json'))).toBe(false);
  });

  test('a second start in the same directory names the process that uses it', async () => {
    await start();
    await expect(
      startLocalCloud({ directory, ports: anyPorts, synthesized, inMemory: true }),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });

  test.each(['api', 's3', 'sqs', 'dynamodb'] as const)(
    'a taken %s port is named with its flag',
    async (which) => {
      const holder = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => holder.once('listening', resolve));
      const { port } = holder.address() as AddressInfo;
      const flag = which === 'api' ? '--port' : `--${which}-port`;
      const starting = startLocalCloud({
        directory,
        ports: { ...anyPorts, [which]: port },
        synthesized,
        inMemory: true,
      });
      await expect(starting).rejects.toMatchObject({
        code: 'port-in-use',
        message: `port ${port} on 127.0.0.1 is in use; choose another with ${flag}`,
      });
      holder.close();
    },
  );

  test('an unsupported resource prevents the start', async () => {
    const strange = withResource('Stream', { Type: 'AWS::Kinesis::Stream', Properties: {} });
    await expect(start({ synthesized: strange })).rejects.toMatchObject({
      code: 'unknown-resource',
      details: { got: 'AWS::Kinesis::Stream' },
    });
  });
});
