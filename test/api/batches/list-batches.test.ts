import { expect, test } from 'vitest';
import type { BatchList } from '../../../lib/api/contract/batches.ts';
import { canaryPrefix } from '../../../lib/store/keys.ts';
import { exampleHeader } from '../../store/examples.ts';
import { apiWorld } from '../world.ts';

/** Ten files of a team, and a canary after each, all but the last of which arrived and were taken back. */
const withCanaries = async () => {
  const { ask, effects } = apiWorld();
  const begin = (objectKey: string, day: number) =>
    effects.batches.begin({
      ...exampleHeader(),
      ...{ batchId: objectKey, contentHash: objectKey, objectKey },
      uploadedAt: `2026-06-${day + 10}T00:00:00.000Z`,
    });
  for (let day = 0; day < 10; day += 1) {
    await begin(`uploads/${day}.csv`, day);
    const { batchId } = await begin(`${canaryPrefix}${day}.csv`, day);
    if (day < 9) await effects.batches.withdraw(batchId, 'undone');
  }
  const list = async (query: string): Promise<{ keys: string[]; cursor: string | undefined }> => {
    const { batches, cursor } = (await ask<BatchList>(`/batches?${query}`)).body;
    return { keys: batches.map(({ objectKey }) => objectKey), cursor };
  };
  return { list };
};

test('a list of batches has no canary that was taken back, and pages as long as asked for', async () => {
  const { list } = await withCanaries();
  const first = await list('limit=4');
  expect(first.keys).toHaveLength(4);
  expect(first.keys).toContain(`${canaryPrefix}9.csv`);
  const rest = await list(`limit=100&cursor=${first.cursor}`);
  expect([...first.keys, ...rest.keys].filter((key) => key.startsWith(canaryPrefix))).toHaveLength(1);
  expect(new Set([...first.keys, ...rest.keys]).size).toBe(11);
  expect(rest.cursor).toBeUndefined();
});

test('a canary that was taken back is found by its key', async () => {
  const { list } = await withCanaries();
  expect((await list(`object=${canaryPrefix}3.csv`)).keys).toEqual([`${canaryPrefix}3.csv`]);
});
