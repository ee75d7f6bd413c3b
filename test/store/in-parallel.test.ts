import { expect, test } from 'vitest';
import { inParallel } from '../../lib/store/in-parallel.ts';

test('results stand in the order of the items, whoever is first', async () => {
  const results = await inParallel([3, 1, 2], 2, async (count) => {
    for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
    return count * 10;
  });
  expect(results).toEqual([30, 10, 20]);
});

test('no more run at once than allowed', async () => {
  let running = 0;
  let most = 0;
  await inParallel(Array.from({ length: 20 }), 3, async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });
  expect(most).toBe(3);
});

test('a failure is thrown', async () => {
  const work = inParallel([1, 2], 1, async (item) => {
    if (item === 2) throw new Error('two');
  });
  await expect(work).rejects.toThrow('two');
});

test('no items, no results', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([]);
});
