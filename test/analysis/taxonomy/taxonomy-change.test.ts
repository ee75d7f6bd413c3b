import { expect, test } from 'vitest';
import { taxonomyChange } from '../../../lib/analysis/taxonomy/taxonomy-change.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';

const taxonomyOf = (themes: string) => loadTaxonomy(`related: false\nthemes: ${themes}`, 'test.yaml');

const before = taxonomyOf('[{ id: delivery, seeds: [parcel, courier] }, { id: staff, seeds: [waiter] }]');
const after = taxonomyOf(
  '[{ id: delivery, seeds: [parcel] }, { id: driver, seeds: [courier] }, { id: staff, seeds: [waiter, clerk] }]',
);
const comments = ['my parcel', 'the courier', 'courier with a parcel', 'a clerk', 'nothing of this'];

test('reports gains and losses by theme, with their comments', () => {
  expect(taxonomyChange(before, after, comments).themes).toEqual([
    { theme: 'driver', before: 0, after: 2, gained: [1, 2], lost: [] },
    { theme: 'delivery', before: 3, after: 2, gained: [], lost: [1] },
    { theme: 'staff', before: 0, after: 1, gained: [3], lost: [] },
  ]);
});

test('reports where comments move', () => {
  expect(taxonomyChange(before, after, comments).moves).toEqual([
    { from: 'delivery', to: 'driver', comments: 1 },
  ]);
});

test('counts the comments with a theme, before and after', () => {
  expect(taxonomyChange(before, after, comments)).toMatchObject({
    comments: 5,
    coveredBefore: 3,
    coveredAfter: 4,
    changed: 3,
  });
});

test('equal taxonomies have no differences', () => {
  expect(taxonomyChange(before, before, comments)).toMatchObject({ changed: 0, themes: [], moves: [] });
});

test('no comments give zeros', () => {
  expect(taxonomyChange(before, after, [])).toEqual({
    comments: 0,
    coveredBefore: 0,
    coveredAfter: 0,
    changed: 0,
    themes: [],
    moves: [],
  });
});
