import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaksIn, type Person, publishedOf } from '../../bench/audit/leaks.ts';
import type { Analysis } from '../../lib/analysis/analysis.ts';
import { disclosedFacets } from '../../lib/disclosure/disclosed-facets.ts';
import { sumTallies, type Tally, tallyOf } from '../../lib/metrics/tally/tally.ts';
import { heard, people, versions } from '../insights/responses.ts';

interface Customer {
  readonly values: Person;
  /** Whether they rated, and said something of a theme. */
  readonly rated: boolean;
  readonly said: boolean;
}

const complaint: Analysis = {
  status: 'scored',
  language: 'en',
  sentiment: { label: 'negative', score: -0.6, mixed: false },
  themes: [{ id: 'lateness', confidence: 1, sentiment: { label: 'negative', score: -0.6 }, spans: [[0, 1]] }],
  signals: [{ id: 'refund', spans: [[0, 1]] }],
};

const answered = ({ rated, said }: Customer, index: number): Tally =>
  tallyOf(
    people(`${index}x`, 1, {
      ...(rated ? { nps: 9 } : {}),
      said: said ? complaint : heard('neutral'),
    }),
  );

const valueIn = (values: Person, dimension: string): string =>
  dimension
    .split('+')
    .map((name) => values[name] ?? '')
    .join(' + ');

const facetsOf = (customers: readonly Customer[], dimensions: readonly string[]) => {
  const tallies = customers.map(answered);
  const facet = (dimension: string): Record<string, Tally> => {
    const groups = Map.groupBy(customers.keys(), (index) =>
      valueIn(customers[index]?.values ?? {}, dimension),
    );
    return Object.fromEntries(
      [...groups].map(([value, indices]) => [
        value,
        sumTallies(indices.flatMap((index) => tallies[index] ?? [])),
      ]),
    );
  };
  const facets = Object.fromEntries(dimensions.map((dimension) => [dimension, facet(dimension)]));
  return disclosedFacets({ whole: sumTallies(tallies), versions, facets }, 5);
};

const leaksOf = (customers: readonly Customer[], dimensions: readonly string[]): string[] => {
  const facets = facetsOf(customers, dimensions);
  const valuesOf = (of: readonly Customer[]): Person[] => of.map(({ values }) => values);
  const rated = customers.filter((one) => one.rated);
  const saying = customers.filter((one) => one.said);
  return [
    leaksIn(
      valuesOf(customers),
      publishedOf(facets, ({ tally }) => tally.responses > 0),
      5,
    ),
    leaksIn(
      valuesOf(rated),
      publishedOf(facets, ({ tally }) => 'nps:transactional' in tally.ratings),
      5,
    ),
    leaksIn(
      valuesOf(saying),
      publishedOf(facets, ({ tally }) => 'lateness' in tally.themes),
      5,
    ),
    leaksIn(
      valuesOf(saying),
      publishedOf(facets, ({ tally }) => 'refund' in tally.signals),
      5,
    ),
  ].flat();
};

const times = (count: number, values: Person): Customer[] =>
  Array.from({ length: count }, () => ({ values, rated: true, said: true }));

const plans = (counts: Readonly<Record<string, number>>): Customer[] =>
  Object.entries(counts).flatMap(([both, count]) => {
    const [plan = '', channel = ''] = both.split('/');
    return times(count, { plan, channel });
  });

type Group = [count: number, plan: string, channel: string, region: string];

const surveyed = (groups: readonly Group[]): Customer[] =>
  groups.flatMap(([count, plan, channel, region]) => times(count, { plan, channel, region }));

describe('of a month by all dimensions and pairs together reveal no group of fewer than five people', () => {
  const declared = ['plan', 'channel', 'plan+channel'];

  test('where the month minus a plan minus another plan in a channel would be three people', () => {
    const month = plans({
      'blue/web': 1,
      'blue/app': 5,
      'gold/web': 3,
      'gold/app': 4,
      'black/web': 1,
      'black/app': 1,
    });
    expect(leaksOf(month, declared)).toEqual([]);
  });

  test('where the month minus a plan minus another plan in a channel would be two people', () => {
    const month = plans({ 'blue/web': 23, 'blue/app': 3, 'gold/web': 6, 'gold/app': 1, 'black/web': 1 });
    expect(leaksOf(month, declared)).toEqual([]);
  });

  test('where some combinations are empty, so that one pair follows from another', () => {
    const groups: Group[] = [
      [5, 'p0', 'c1', 'north'],
      [4, 'p0', 'c1', 'south'],
      [2, 'p0', 'c2', 'north'],
      [14, 'p1', 'c0', 'north'],
      [12, 'p1', 'c0', 'south'],
      [2, 'p2', 'c1', 'north'],
      [1, 'p2', 'c1', 'south'],
    ];
    expect(
      leaksOf(surveyed(groups), ['channel', 'region', 'plan+channel', 'channel+region', 'plan+region']),
    ).toEqual([]);
  });

  test('where three pairs give how many have all of three values or none of them', () => {
    const groups: Group[] = [
      [2, 'gold', 'web', 'north'],
      [1, 'blue', 'app', 'south'],
      [6, 'gold', 'web', 'south'],
      [6, 'gold', 'app', 'north'],
      [6, 'gold', 'app', 'south'],
      [6, 'blue', 'web', 'north'],
      [6, 'blue', 'web', 'south'],
      [6, 'blue', 'app', 'north'],
    ];
    expect(leaksOf(surveyed(groups), ['plan+channel', 'channel+region', 'plan+region'])).toEqual([]);
  });

  test('in any table, for any declaration of dimensions and pairs, in counts, ratings, themes and signals', () => {
    const corners = ['p0', 'p1', 'p2'].flatMap((plan) =>
      ['c0', 'c1', 'c2'].flatMap((channel) => ['r0', 'r1'].map((region) => ({ plan, channel, region }))),
    );
    const often = fc.integer({ min: 0, max: 3 }).map((chance) => chance > 0);
    const count = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.nat(3) },
      { weight: 1, arbitrary: fc.integer({ min: 4, max: 15 }) },
    );
    const table = fc.tuple(...corners.map(() => count)).chain((counts) => {
      const values = corners.flatMap((corner, index) =>
        Array.from({ length: counts[index] ?? 0 }, () => corner),
      );
      return fc.tuple(
        ...values.map((one) => fc.record({ values: fc.constant(one), rated: often, said: often })),
      );
    });
    const declaration = fc.subarray(
      ['plan', 'channel', 'region', 'plan+channel', 'channel+region', 'plan+region'],
      { minLength: 1 },
    );
    fc.assert(
      fc.property(table, declaration, (customers, dimensions) => {
        expect(leaksOf(customers, dimensions)).toEqual([]);
      }),
      { seed: 18, numRuns: 250 },
    );
  });
});
