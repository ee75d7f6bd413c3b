import { expect, test } from 'vitest';
import { keptForAMinute } from '../../lib/runtime/kept.ts';

test('a value is read once a minute', async () => {
  let [at, reads] = [0, 0];
  const value = keptForAMinute(
    async () => {
      reads += 1;
      return reads;
    },
    () => new Date(at),
  );
  expect([await value(), await value()]).toEqual([1, 1]);
  at = 59_999;
  expect(await value()).toBe(1);
  at = 60_000;
  expect(await value()).toBe(2);
});
