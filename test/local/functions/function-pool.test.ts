import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FunctionPool } from '../../../lib/local/functions/function-pool.ts';
import { limits } from '../../../lib/store/limits.ts';

const quoted = 2;

/** A function that answers with as many bytes as it is asked for. */
const answering = async (): Promise<FunctionPool> => {
  const directory = mkdtempSync(join(tmpdir(), 'function-pool-'));
  writeFileSync(
    join(directory, 'answer.mjs'),
    `export const handler = async ({ bytes }) => 'x'.repeat(bytes - ${quoted});`,
  );
  const plan = {
    ...{ name: 'answer', arn: 'arn:aws:lambda:eu-west-1:000000000000:function:answer', bundle: directory },
    ...{ Handler: 'answer.handler', MemorySize: 256, Timeout: 20 },
  };
  const pool = new FunctionPool(plan, {
    environment: {},
    logDirectory: directory,
    invocationsPerProcess: Number.POSITIVE_INFINITY,
    maxWorkers: 1,
    onFailure: () => undefined,
  });
  await pool.start();
  onTestFinished(async () => {
    await pool.stop();
    rmSync(directory, { recursive: true });
  });
  return pool;
};

test('a response may have 6 MB, and fails above, as in Lambda', async () => {
  const pool = await answering();
  const largest = await pool.invoke({ bytes: limits.invocationBytes });
  expect(largest.ok).toBe(true);
  expect(await pool.invoke({ bytes: limits.invocationBytes + 1 })).toEqual({
    ok: false,
    errorType: 'Function.ResponseSizeTooLarge',
  });
});
