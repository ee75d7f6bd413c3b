import { expect, test } from 'vitest';
import { bucketConfiguration } from '../../lib/runtime/configuration.ts';
import { objectKeys } from '../../lib/store/keys.ts';
import { memoryObjectStore } from '../store/memory.ts';

test('the mark of themes changes with the taxonomy, whose file is not parsed for it', async () => {
  const objects = memoryObjectStore();
  const { themesMark } = bucketConfiguration(objects);
  const shipped = await themesMark();
  await objects.write(objectKeys.taxonomy, 'themes: [{ id: parking, seeds: [car park] }]');
  const own = await themesMark();
  await objects.write(objectKeys.taxonomy, 'themes: 5');
  expect(new Set([shipped, own, await themesMark()]).size).toBe(3);
  await objects.write(objectKeys.taxonomy, 'themes: [{ id: parking, seeds: [car park] }]');
  expect(await themesMark()).toBe(own);
});
