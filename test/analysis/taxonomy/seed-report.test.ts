import { describe, expect, test } from 'vitest';
import { createSeedProbe } from '../../../lib/analysis/taxonomy/seed-probe.ts';
import { seedReport } from '../../../lib/analysis/taxonomy/seed-report.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';

const taxonomy = loadTaxonomy(
  `
related: false
themes:
  - id: delivery
    seeds: [parcel, late delivery, driver, cold]
  - id: damage
    parent: delivery
    seeds: [broken parcel, smashed]
  - id: food
    seeds: [cold food, soup, cold]
    excludes: [cold shoulder]
  - id: staff
    seeds: [waiter, cold shoulder]
`,
  'test.yaml',
);

const report = (comments: readonly string[]) => seedReport(taxonomy, comments);

test('each firing names the seed and its place', () => {
  const probe = createSeedProbe(taxonomy);
  const text = 'The soup was nice.';
  expect(
    probe.fire(text).map(({ seed, start, end }) => [probe.seeds[seed]?.seed, text.slice(start, end)]),
  ).toEqual([['soup', 'soup']]);
});

test('a longer seed hides a shorter one inside it, as in the taxonomy', () => {
  const probe = createSeedProbe(taxonomy);
  expect(probe.fire('a broken parcel').map(({ seed }) => probe.seeds[seed]?.seed)).toEqual(['broken parcel']);
});

test('an exclude hides every seed of its theme', () => {
  const probe = createSeedProbe(taxonomy);
  const themes = probe.fire('I got the cold shoulder').map(({ seed }) => probe.seeds[seed]?.theme);
  expect(themes).toEqual([3]);
});

describe('the report', () => {
  test('lists seeds that no comment contains', () => {
    expect(report(['parcel and soup', 'cold food']).dead).toEqual([
      { theme: 'delivery', seed: 'late delivery' },
      { theme: 'delivery', seed: 'driver' },
      { theme: 'delivery', seed: 'cold' },
      { theme: 'damage', seed: 'broken parcel' },
      { theme: 'damage', seed: 'smashed' },
      { theme: 'food', seed: 'cold' },
      { theme: 'staff', seed: 'waiter' },
      { theme: 'staff', seed: 'cold shoulder' },
    ]);
  });

  test('names a wording that two themes claim, with or without comments', () => {
    expect(report([]).claims).toEqual([{ wording: 'cold', themes: ['delivery', 'food'] }]);
  });

  test('counts the comments in which two themes claim the same words', () => {
    expect(report(['so cold', 'it was cold', 'soup']).overlaps).toEqual([
      {
        seeds: [
          { theme: 'delivery', seed: 'cold' },
          { theme: 'food', seed: 'cold' },
        ],
        comments: 2,
      },
    ]);
  });

  test('finds no overlap between a theme and the one above it', () => {
    const family = loadTaxonomy(
      'related: false\nthemes: [{ id: a, seeds: [parcel] }, { id: b, parent: a, seeds: [parcel] }]',
      'family.yaml',
    );
    expect(seedReport(family, ['parcel'])).toMatchObject({ claims: [], overlaps: [] });
  });

  test('suspects a seed that mostly occurs with another theme', () => {
    const comments = [
      ...Array.from({ length: 8 }, () => 'The soup was nice and so was the driver'),
      ...Array.from({ length: 4 }, () => 'The driver'),
      ...Array.from({ length: 8 }, () => 'The waiter'),
    ];
    expect(report(comments).ambiguous).toEqual([
      { theme: 'delivery', seed: 'driver', comments: 12, supported: 0, other: 'food', besideOther: 8 },
    ]);
  });

  test('does not suspect a seed because of a theme that everybody mentions', () => {
    const comments = Array.from({ length: 12 }, () => 'The soup was nice and so was the driver');
    expect(report(comments).ambiguous).toEqual([]);
  });

  test('does not suspect a seed whose own theme occurs as often without it', () => {
    const comments = Array.from({ length: 12 }, () => 'The driver dropped the parcel into the soup');
    expect(report(comments).ambiguous.map(({ seed }) => seed)).not.toContain('driver');
  });

  test('judges no seed by fewer than ten comments', () => {
    expect(report(Array.from({ length: 9 }, () => 'The driver brought soup')).ambiguous).toEqual([]);
  });

  test('calls every seed unused without comments', () => {
    expect(report([])).toMatchObject({ comments: 0, seeds: 11, overlaps: [], ambiguous: [] });
    expect(report([]).dead).toHaveLength(11);
  });
});
