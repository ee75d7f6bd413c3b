import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../lib/metrics/figures/figure.ts';
import { rankOf } from '../../../lib/metrics/figures/rank.ts';

const figure = (low: number, value: number, high: number, n = 100): Figure => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});
const places = (ranking: ReturnType<typeof rankOf>) =>
  ranking.ranked.map(({ id, best, worst }) => `${id} ${best}-${worst}`);

describe('rankOf', () => {
  it('gives certain places where intervals do not overlap', () => {
    const ranking = rankOf([
      { id: 'delivery', figure: figure(0, 5, 10) },
      { id: 'checkout', figure: figure(40, 45, 50) },
      { id: 'returns', figure: figure(20, 25, 30) },
    ]);
    expect(places(ranking)).toEqual(['checkout 1-1', 'returns 2-2', 'delivery 3-3']);
  });

  it('ties those whose intervals overlap', () => {
    const ranking = rankOf([
      { id: 'delivery', figure: figure(0, 10, 20) },
      { id: 'checkout', figure: figure(15, 25, 35) },
    ]);
    expect(places(ranking)).toEqual(['checkout 1-2', 'delivery 1-2']);
  });

  it('separates the two ends of a chain of overlaps', () => {
    const ranking = rankOf([
      { id: 'a', figure: figure(30, 40, 50) },
      { id: 'b', figure: figure(15, 25, 35) },
      { id: 'c', figure: figure(0, 10, 20) },
    ]);
    expect(places(ranking)).toEqual(['a 1-2', 'b 1-3', 'c 2-3']);
  });

  it('lists the lowest first where low is good', () => {
    const ranking = rankOf(
      [
        { id: 'delivery', figure: figure(0, 5, 10) },
        { id: 'checkout', figure: figure(40, 45, 50) },
      ],
      { higherIsBetter: false },
    );
    expect(places(ranking)).toEqual(['delivery 1-1', 'checkout 2-2']);
  });

  it('never ranks items that are under the minimum sample, unread or missing, and says why', () => {
    const ranking = rankOf([
      { id: 'store', figure: figure(90, 95, 100, 29) },
      { id: 'abroad', figure: figure(0, 5, 10), unread: 0.21 },
      { id: 'silent' },
      { id: 'delivery', figure: figure(0, 5, 10), unread: 0.2 },
    ]);
    expect(places(ranking)).toEqual(['delivery 1-1']);
    expect(ranking.unranked).toEqual([
      { id: 'store', reason: 'under-minimum-sample' },
      { id: 'abroad', reason: 'too-much-unread' },
      { id: 'silent', reason: 'nothing-counted' },
    ]);
  });

  it('an empty list gives an empty result', () => {
    expect(rankOf([])).toEqual({ ranked: [], unranked: [] });
  });

  const pairs = fc.array(fc.tuple(fc.nat(100), fc.nat(20), fc.nat(20)), { maxLength: 8 }).map((intervals) => {
    const { ranked } = rankOf(
      intervals.map(([value, below, above], index) => ({
        id: `t${index}`,
        figure: figure(value - below, value, value + above),
      })),
    );
    return ranked.flatMap((one) => ranked.map((other) => ({ one, other })));
  });

  it('gives figures whose intervals overlap a shared place, for any figures', () => {
    fc.assert(
      fc.property(pairs, (all) =>
        all
          .filter(
            ({ one, other }) => one.figure.low <= other.figure.high && other.figure.low <= one.figure.high,
          )
          .every(({ one, other }) => one.best <= other.worst && other.best <= one.worst),
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('ranks an interval that is entirely higher first, for any figures', () => {
    fc.assert(
      fc.property(pairs, (all) =>
        all
          .filter(({ one, other }) => one.figure.low > other.figure.high)
          .every(({ one, other }) => one.best < other.best && one.worst < other.worst),
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
