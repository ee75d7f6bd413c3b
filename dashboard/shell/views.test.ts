import { expect, test } from 'vitest';
import { isReadable, views } from './views.ts';

const readable = (limits: Parameters<typeof isReadable>[0]): string[] =>
  views.filter(({ to }) => isReadable(limits, to)).map(({ name }) => name);

test('a reader of one touchpoint has the views that can be of one touchpoint', () => {
  expect(readable({ touchpoints: ['returns'] })).toEqual(['findings', 'comments', 'themes']);
  expect(isReadable({ touchpoints: ['returns'] }, '/touchpoints/returns')).toBe(true);
});

test('a reader of one segment has comments', () => {
  expect(readable({ segments: ['channel:web'] })).toEqual(['comments']);
});

test('other readers have every view', () => {
  expect(readable({})).toHaveLength(views.length);
});
