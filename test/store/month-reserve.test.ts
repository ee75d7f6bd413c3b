import { expect, test } from 'vitest';
import { memoryBatchStore } from './memory.ts';

test('a month of many batches names the latest thousand at most, and its sum is exact', async () => {
  const store = memoryBatchStore();
  let mostNamed = 0;
  let sum = 0;
  for (let batch = 0; batch < 2_500; batch += 1)
    await store.reserve({ month: '2031-01', batchId: `batch-${batch}`, responses: 2 }, (others) => {
      mostNamed = Math.max(mostNamed, Object.keys(others).length);
      sum = Object.values(others).reduce((total, count) => total + count, 0);
      return true;
    });
  expect([mostNamed < 1_000, sum]).toEqual([true, 2 * 2_499]);
});
