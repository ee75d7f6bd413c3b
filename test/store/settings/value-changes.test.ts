import { expect, test } from 'vitest';
import { valueChanges } from '../../../lib/store/settings/files/value-changes.ts';

test('a value that is new, gone or another is named by its path', () => {
  const before = { a: 1, b: { c: 'x' }, d: [1, 2] };
  const after = { b: { c: 'y' }, d: [1, 3], e: true };
  expect(valueChanges(before, after)).toEqual([
    { path: 'a', before: '1' },
    { path: 'b.c', before: 'x', after: 'y' },
    { path: 'd', before: '[1,2]', after: '[1,3]' },
    { path: 'e', after: 'true' },
  ]);
});

test('entries with ids are compared by them, and another order is one change', () => {
  const before = {
    all: [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
      { id: 'c', n: 1 },
    ],
  };
  const after = {
    all: [
      { id: 'b', n: 2 },
      { id: 'a', n: 1 },
      { id: 'd', n: 1 },
    ],
  };
  expect(valueChanges(before, after)).toEqual([
    { path: 'all', before: 'a, b', after: 'b, a' },
    { path: 'all.b.n', before: '1', after: '2' },
    { path: 'all.c', before: '{"id":"c","n":1}' },
    { path: 'all.d', after: '{"id":"d","n":1}' },
  ]);
});

test('what is the same has no changes', () => {
  expect(valueChanges({ a: [{ id: 'x' }] }, { a: [{ id: 'x' }] })).toEqual([]);
});
