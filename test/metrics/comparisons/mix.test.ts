import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixOf } from '../../../lib/metrics/comparisons/mix.ts';
import type { Moments } from '../../../lib/metrics/figures/moments.ts';
import { scoreMoments } from '../../../lib/metrics/figures/score.ts';
import { drawCounts, shareTrue } from '../chance.ts';

const of = (n: number, mean: number): Moments => ({ n, mean, variance: 2500 });

describe('mixOf', () => {
  it('reports a mix effect where segments keep their score and change their size', () => {
    const split = mixOf({ web: of(80, 50), store: of(20, 0) }, { web: of(20, 50), store: of(80, 0) });
    expect(split?.difference).toBeCloseTo(-30, 12);
    expect(split?.mix.value).toBeCloseTo(-30, 12);
    expect(split?.customers.value).toBeCloseTo(0, 12);
  });

  it('reports a score effect where segments keep their size and change their score', () => {
    const split = mixOf({ web: of(80, 50), store: of(20, 0) }, { web: of(160, 40), store: of(40, -10) });
    expect(split?.customers.value).toBeCloseTo(-10, 12);
    expect(split?.mix.value).toBeCloseTo(0, 12);
  });

  it('shows a segment that improves in both periods while the total falls (Simpson)', () => {
    const split = mixOf({ web: of(90, 40), store: of(10, -20) }, { web: of(30, 45), store: of(70, -15) });
    expect(split?.difference).toBeCloseTo(-31, 12);
    expect(split?.customers.value).toBeCloseTo(5, 12);
    expect(split?.mix.value).toBeCloseTo(-36, 12);
  });

  it('counts a new or missing segment as mix', () => {
    const split = mixOf({ web: of(50, 40) }, { web: of(50, 40), app: of(50, 0) });
    expect(split?.customers.value).toBe(0);
    expect(split?.mix.value).toBeCloseTo(-20, 12);
  });

  it('lists the segment with the largest contribution first', () => {
    const split = mixOf({ a: of(50, 40), b: of(50, 40) }, { a: of(50, 39), b: of(50, 10) });
    expect(split?.segments.map(({ segment }) => segment)).toEqual(['b', 'a']);
  });

  it('gives no result where one period is empty', () => {
    expect(mixOf({}, { web: of(5, 1) })).toBeUndefined();
    expect(mixOf({ web: of(5, 1) }, { web: of(0, 0) })).toBeUndefined();
  });

  it('adds up to the change, in total and over segments, for any segments', () => {
    const segments = fc.dictionary(
      fc.constantFrom('web', 'store', 'app', 'phone'),
      fc
        .record({ n: fc.integer({ min: 1, max: 99 }), mean: fc.integer({ min: -100, max: 100 }) })
        .map((segment) => ({
          ...segment,
          variance: 100,
        })),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(segments, segments, (before, after) => {
        const split = mixOf(before, after);
        if (split === undefined) throw new Error('both periods have responses');
        expect(split.customers.value + split.mix.value).toBeCloseTo(split.difference, 8);
        const sum = split.segments.reduce((total, { customers, mix }) => total + customers + mix, 0);
        expect(sum).toBeCloseTo(split.difference, 8);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('its intervals hold the true mix and score effects in 93 to 97 of 100 samples', () => {
    // Two segments of NPS: detractors, passives, promoters. True split by the same formula on the true shares and rates.
    const segments = [
      {
        id: 'web',
        size: [0.7, 0.4],
        shares: [
          [0.1, 0.3, 0.6],
          [0.15, 0.3, 0.55],
        ],
      },
      {
        id: 'store',
        size: [0.3, 0.6],
        shares: [
          [0.4, 0.3, 0.3],
          [0.5, 0.3, 0.2],
        ],
      },
    ] as const;
    const sample = (chance: () => number, period: 0 | 1, n: number): Record<string, Moments> => {
      const sizes = drawCounts(chance, [segments[0].size[period], segments[1].size[period]], n);
      return Object.fromEntries(
        segments.map(({ id, shares }, index) => {
          const [low = 0, middle = 0, high = 0] = drawCounts(chance, shares[period], sizes[index] ?? 0);
          return [id, scoreMoments('nps:transactional', { '0': low, '7': middle, '10': high })];
        }),
      );
    };
    const truth = { customers: -(0.55 * 10 + 0.45 * 20), mix: -0.3 * 45 + 0.3 * -20 };
    const covered = (part: 'customers' | 'mix'): number =>
      shareTrue(2000, 4, (chance) => {
        const split = mixOf(sample(chance, 0, 150), sample(chance, 1, 250));
        return split !== undefined && split[part].low <= truth[part] && truth[part] <= split[part].high;
      });
    for (const share of [covered('customers'), covered('mix')]) {
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.97);
    }
  });
});
