import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilProcessed } from '../../lib/store/until-processed.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes so many of a batch at a time, and remembers what it was sent. */
const tableTaking = (count: number) => {
  const sent: number[][] = [];
  const send = async (batch: number[]): Promise<number[] | undefined> => {
    sent.push(batch);
    return batch.length > count ? batch.slice(count) : undefined;
  };
  return { sent, send };
};

test('what is processed at once is sent once, without a pause', async () => {
  const { sent, send } = tableTaking(3);
  await untilProcessed([1, 2, 3], send);
  expect(sent).toEqual([[1, 2, 3]]);
});

test('unprocessed items are sent again after a growing pause of one to two times its length', async () => {
  const { sent, send } = tableTaking(1);
  const done = untilProcessed([1, 2, 3], send);
  await vi.advanceTimersByTimeAsync(24);
  expect(sent).toEqual([[1, 2, 3]]);
  await vi.advanceTimersByTimeAsync(26);
  expect(sent).toEqual([
    [1, 2, 3],
    [2, 3],
  ]);
  await vi.advanceTimersByTimeAsync(100);
  await done;
  expect(sent.at(-1)).toEqual([3]);
});

test('a table that never processes everything is unreachable after 25 attempts and at most 21 seconds', async () => {
  const { sent, send } = tableTaking(0);
  const failed = expect(untilProcessed([1], send)).rejects.toMatchObject({ code: 'unreachable' });
  await vi.advanceTimersByTimeAsync(21_000);
  await failed;
  expect(sent).toHaveLength(25);
});

test('a table error is thrown at once', async () => {
  await expect(
    untilProcessed([1], async () => {
      throw new Error('no such table');
    }),
  ).rejects.toThrow('no such table');
});
