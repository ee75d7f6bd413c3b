import { expect, test } from 'vitest';
import { itemBytes } from '../../../lib/store/items/item-size.ts';

test('names and texts count their bytes in UTF-8, undefined counts nothing', () => {
  expect(itemBytes({ text: 'naïve', channel: undefined })).toBe(4 + 6);
});

test.each([
  [0, 1],
  [7, 2],
  [-7, 3],
  [100, 2],
  [12, 2],
  [123, 3],
  [0.25, 2],
])('the number %s takes %s bytes', (value, bytes) => {
  expect(itemBytes({ n: value })).toBe(1 + bytes);
});

test('a map or list takes three bytes and one per entry, a set only its entries', () => {
  expect(itemBytes({ m: { a: true } })).toBe(1 + 3 + 1 + 1 + 1);
  expect(itemBytes({ l: ['a', 'b'] })).toBe(1 + 3 + 2 + 2);
  expect(itemBytes({ s: new Set([1, 2]) })).toBe(1 + 4);
});
