import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FunctionPool } from '../../../lib/local/functions/function-pool.ts';
import { limits } from '../../../lib/store/limits.ts';

const quoted = 2;

/** A function of these lines, with these limits. */
const running = async (
  handler: string,
  limit: { readonly MemorySize: number; readonly Timeout: number } = { MemorySize: 256, Timeout: 20 },
): Promise<FunctionPool> => {
  const directory = mkdtempSync(join(tmpdir(), 'function-pool-'));
  writeFileSync(join(directory, 'answer.mjs'), `export const handler = ${handler};`);
  const plan = {
    ...{ name: 'answer', arn: 'arn:aws:lambda:eu-west-1:000000000000:function:answer', bundle: directory },
    ...{ Handler: 'answer.handler', ...limit },
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
  const pool = await running(`async ({ bytes }) => 'x'.repeat(bytes - ${quoted})`);
  const largest = await pool.invoke({ bytes: limits.invocationBytes });
  expect(largest.ok).toBe(true);
  expect(await pool.invoke({ bytes: limits.invocationBytes + 1 })).toEqual({
    ok: false,
    errorType: 'Function.ResponseSizeTooLarge',
  });
});

test('a function that runs out of memory fails its call, and answers the next one in a new process', async () => {
  const pool = await running(
    `async ({ rows }) => {
      const all = [];
      for (let row = 0; row < rows; row += 1) all.push({ row, text: String(row).repeat(20) });
      return all.length;
    }`,
    { MemorySize: 32, Timeout: 20 },
  );
  expect(await pool.invoke({ rows: 20_000_000 })).toEqual({ ok: false, errorType: 'Runtime.ExitError' });
  expect(await pool.invoke({ rows: 10 })).toEqual({ ok: true, payload: 10 });
});

test('a function that runs out of time fails its call, and answers the next one in a new process', async () => {
  const pool = await running(
    `({ hangs }) => (hangs ? new Promise(() => setInterval(() => 0, 1000)) : 'done')`,
    {
      MemorySize: 256,
      Timeout: 1,
    },
  );
  expect(await pool.invoke({ hangs: true })).toEqual({ ok: false, errorType: 'Sandbox.Timedout' });
  expect(await pool.invoke({ hangs: false })).toEqual({ ok: true, payload: 'done' });
});
