import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedNet, meanInterval, netInterval, wilsonInterval } from '../../lib/metrics/intervals.ts';
import { momentsOfCounts } from '../../lib/metrics/moments.ts';

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

  it('holds the shares whose score test does not reject what was seen', () => {
    const { low, high } = wilsonInterval(12, 40);
    const score = (share: number) => (12 / 40 - share) / Math.sqrt((share * (1 - share)) / 40);
    expect(score(low)).toBeCloseTo(1.959964, 5);
    expect(score(high)).toBeCloseTo(-1.959964, 5);
  });
});

describe('netInterval', () => {
  it('adds three to n and three quarters to promoters and detractors', () => {
    // By hand: n' = 39, p' = 15.75 / 39, d' = 8.75 / 39.
    const [p, d] = [15.75 / 39, 8.75 / 39] as const;
    const margin = 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / 39);
    const interval = netInterval(15, 8, 36);
    expect(interval.low).toBeCloseTo(p - d - margin, 12);
    expect(interval.high).toBeCloseTo(p - d + margin, 12);
  });

  it('is the variance of a sample that three more people have joined', () => {
    const counts = { '-1': 8.75, '0': 14.5, '1': 15.75 };
    const population = momentsOfCounts(counts).variance * (38 / 39);
    expect(adjustedNet(15, 8, 36).variance).toBeCloseTo(population / 39, 12);
  });

  it('holds the raw score and stays on the scale, for any counts', () => {
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

  it('is mirrored when up and down change places', () => {
    const { low, high } = netInterval(20, 5, 40);
    const mirrored = netInterval(5, 20, 40);
    expect(mirrored.low).toBeCloseTo(-high, 12);
    expect(mirrored.high).toBeCloseTo(-low, 12);
  });
});

describe('meanInterval', () => {
  it('is the t interval of the extra hours of sleep published by Student', () => {
    // R: t.test(sleep$extra[sleep$group == 2]) gives 0.8976775 to 3.7623225.
    const hours = {
      '-0.1': 1,
      '0.1': 1,
      '0.8': 1,
      '1.1': 1,
      '1.6': 1,
      '1.9': 1,
      '3.4': 1,
      '4.4': 1,
      '4.6': 1,
      '5.5': 1,
    };
    const { low, high } = meanInterval(momentsOfCounts(hours), { min: -24, max: 24 });
    expect(low).toBeCloseTo(0.8976775, 6);
    expect(high).toBeCloseTo(3.7623225, 6);
  });

  it('is cut at the ends of the scale', () => {
    expect(meanInterval(momentsOfCounts({ '1': 1, '5': 1 }), { min: 1, max: 5 })).toEqual({
      low: 1,
      high: 5,
    });
  });

  it('of one rating of 5 does not claim that everybody gives 5', () => {
    const { low, high } = meanInterval(momentsOfCounts({ '5': 1 }), { min: 1, max: 5 });
    expect(low).toBeCloseTo(5 - 4 * (1 - wilsonInterval(1, 1).low), 12);
    expect(high).toBe(5);
  });

  it('narrows with the sample where all ratings are equal, and is never a point', () => {
    const few = meanInterval(momentsOfCounts({ '4': 10 }), { min: 1, max: 5 });
    const many = meanInterval(momentsOfCounts({ '4': 1000 }), { min: 1, max: 5 });
    expect(few.low).toBeLessThan(many.low);
    expect(many.low).toBeLessThan(4);
    expect(many.high).toBeGreaterThan(4);
  });
});
