import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tQuantile95 } from '../../../lib/metrics/figures/distributions.ts';
import { meanInterval, netInterval, wilsonInterval } from '../../../lib/metrics/figures/intervals.ts';
import { momentsOfCounts } from '../../../lib/metrics/figures/moments.ts';

const runs = { seed: 1, numRuns: 500 };

describe('wilsonInterval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    { successes: 81, n: 263, low: 0.2553, high: 0.3662 },
    { successes: 15, n: 148, low: 0.0624, high: 0.1605 },
    { successes: 0, n: 20, low: 0, high: 0.1611 },
    { successes: 1, n: 29, low: 0.0061, high: 0.1718 },
  ])('gives the published interval of $successes of $n', ({ successes, n, low, high }) => {
    const interval = wilsonInterval(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('ends at exactly 0 and 1', () => {
    expect(wilsonInterval(0, 7).low).toBe(0);
    expect(wilsonInterval(7, 7).high).toBe(1);
  });

  it('contains the shares that the score test does not reject', () => {
    const { low, high } = wilsonInterval(12, 40);
    const score = (share: number) => (12 / 40 - share) / Math.sqrt((share * (1 - share)) / 40);
    expect(score(low)).toBeCloseTo(1.959964, 5);
    expect(score(high)).toBeCloseTo(-1.959964, 5);
  });
});

describe('netInterval', () => {
  it('adds 3 to n and 0.75 to both promoters and detractors', () => {
    // By hand: n' = 39, p' = 15.75 / 39, d' = 8.75 / 39.
    const [p, d] = [15.75 / 39, 8.75 / 39] as const;
    const margin = 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / 39);
    const interval = netInterval(15, 8, 36);
    expect(interval.low).toBeCloseTo(p - d - margin, 12);
    expect(interval.high).toBeCloseTo(p - d + margin, 12);
  });

  it('contains the raw score and stays on the scale, for any counts', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(60), (up, down, between) => {
        const n = up + down + between + 1;
        const { low, high } = netInterval(up, down, n);
        const raw = (up - down) / n;
        expect(-1 <= low && low <= raw && raw <= high && high <= 1).toBe(true);
      }),
      runs,
    );
  });

  it('is mirrored when positive and negative counts are swapped', () => {
    const { low, high } = netInterval(20, 5, 40);
    const mirrored = netInterval(5, 20, 40);
    expect(mirrored.low).toBeCloseTo(-high, 12);
    expect(mirrored.high).toBeCloseTo(-low, 12);
  });
});

describe('meanInterval', () => {
  it('is the t interval of the sample with three ratings added', () => {
    // Each person four times, so that ¾ and 1½ become whole: 3 more at each end, 6 in the middle.
    const fourfold = momentsOfCounts({ '1': 4 * 2 + 3, '2': 4 * 5, '3': 4 * 9 + 6, '5': 4 * 14 + 3 });
    const error = Math.sqrt((fourfold.variance * (fourfold.n - 1)) / fourfold.n / 33);
    const { low, high } = meanInterval(momentsOfCounts({ '1': 2, '2': 5, '3': 9, '5': 14 }), {
      min: 1,
      max: 5,
    });
    expect(low).toBeCloseTo(fourfold.mean - tQuantile95(32) * error, 10);
    expect(high).toBeCloseTo(fourfold.mean + tQuantile95(32) * error, 10);
  });

  it('equals the interval of the net score on a scale of -1, 0 and 1, except for t', () => {
    const mean = meanInterval(momentsOfCounts({ '-1': 800, '0': 1300, '1': 1500 }), { min: -1, max: 1 });
    const net = netInterval(1500, 800, 3600);
    expect(mean.low).toBeCloseTo(net.low, 4);
    expect(mean.high).toBeCloseTo(net.high, 4);
  });

  it('approaches the plain t interval in large samples', () => {
    // R: t.test of 10,000 ratings, 4,000 of 2 and 6,000 of 4: 3.2 ± 0.0192.
    const { low, high } = meanInterval(momentsOfCounts({ '2': 4000, '4': 6000 }), { min: 1, max: 5 });
    expect(low).toBeCloseTo(3.2 - 0.0192, 3);
    expect(high).toBeCloseTo(3.2 + 0.0192, 3);
  });

  it('is cut off at the ends of the scale', () => {
    expect(meanInterval(momentsOfCounts({ '1': 1, '5': 1 }), { min: 1, max: 5 })).toEqual({
      low: 1,
      high: 5,
    });
  });

  it('for ratings that are all 5 does not claim that everyone gives 5', () => {
    const few = meanInterval(momentsOfCounts({ '5': 1 }), { min: 1, max: 5 });
    const many = meanInterval(momentsOfCounts({ '5': 1000 }), { min: 1, max: 5 });
    expect(few.low).toBeLessThan(3);
    expect(many.low).toBeGreaterThan(4.97);
    expect(many.low).toBeLessThan(5);
    expect([few.high, many.high]).toEqual([5, 5]);
  });

  it('contains the raw mean and stays on the scale, for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 40 }), (values) => {
        const moments = momentsOfCounts(
          Object.fromEntries(values.map((value, index) => [value + index / 1e9, 1])),
        );
        const { low, high } = meanInterval(moments, { min: 1, max: 8 });
        expect(1 <= low && low <= moments.mean && moments.mean <= high && high <= 8).toBe(true);
      }),
      runs,
    );
  });
});
