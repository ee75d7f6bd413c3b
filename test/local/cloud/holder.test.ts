import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  readEndpoints,
  refuseSecond,
  removeEndpoints,
  writeEndpoints,
} from '../../../lib/local/cloud/holder.ts';

const endpoints = { api: 'http://127.0.0.1:1', s3: '', sqs: '', dynamodb: '' };
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'verbatim-holder-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const endedPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
};

test('one process reads what another wrote', () => {
  const file = { pid: process.pid, endpoints, outputs: { Bucket: 'feedback' } };
  writeEndpoints(directory, file);
  expect(readEndpoints(directory)).toEqual(file);
});

test('an unused directory has no endpoints, and may be taken', () => {
  expect(readEndpoints(directory)).toBeUndefined();
  expect(() => refuseSecond(directory)).not.toThrow();
});

test('a directory in use is refused, with the process, its address and what to do', () => {
  writeEndpoints(directory, { pid: process.pid, endpoints, outputs: {} });
  expect(() => refuseSecond(directory)).toThrow(
    new RegExp(`process ${process.pid}.*http://127\\.0\\.0\\.1:1.*delete .*endpoints\\.json`),
  );
});

test('a file left by a crash does not block the directory', async () => {
  writeEndpoints(directory, { pid: await endedPid(), endpoints, outputs: {} });
  expect(readEndpoints(directory)).toBeUndefined();
});

test('a file of another version does not block the directory', () => {
  writeFileSync(join(directory, 'endpoints.json'), '{"pid":1}');
  expect(readEndpoints(directory)).toBeUndefined();
});

test('after a stop the directory is free', () => {
  writeEndpoints(directory, { pid: process.pid, endpoints, outputs: {} });
  removeEndpoints(directory);
  expect(readEndpoints(directory)).toBeUndefined();
});
