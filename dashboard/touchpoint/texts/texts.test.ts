import { expect, test } from 'vitest';
import { sections } from './texts.ts';

test('no key is in the texts of two sections', () => {
  const keys = sections.flatMap(({ en }) => Object.keys(en));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
