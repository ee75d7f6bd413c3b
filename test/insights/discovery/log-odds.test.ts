import { describe, expect, test } from 'vitest';
import { exactP, logOddsRatio, type TwoShares } from '../../../lib/insights/discovery/log-odds.ts';
import { normalP } from '../../../lib/metrics/figures/distributions.ts';

const shares = (count: number, total: number, earlierCount: number, earlierTotal: number): TwoShares => ({
  count,
  total,
  earlierCount,
  earlierTotal,
});

describe('the exact test', () => {
  test('gives the p of Fisher’s tea: three of four right', () => {
    expect(exactP(shares(3, 4, 1, 4))).toBeCloseTo(34 / 70, 10);
  });

  test('gives the p of a table counted by hand: 5 of 5 against 0 of 5 is 2 of 252 ways', () => {
    expect(exactP(shares(5, 5, 0, 5))).toBeCloseTo(2 / 252, 10);
  });

  test('is the same for increase and decrease', () => {
    expect(exactP(shares(30, 400, 12, 500))).toBeCloseTo(exactP(shares(12, 500, 30, 400)), 12);
  });

  test('agrees with the normal approximation for large counts', () => {
    const [a, n, b, m] = [5200, 50_000, 4900, 50_000];
    const pooled = (a + b) / (n + m);
    const z = (a / n - b / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    expect(exactP(shares(a, n, b, m))).toBeCloseTo(normalP(z), 3);
  });

  test('is 1 where nothing differs', () => {
    expect(exactP(shares(10, 100, 10, 100))).toBe(1);
  });

  test('stays a number for a phrase that never occurred before, in 200,000 responses', () => {
    const p = exactP(shares(40, 100_000, 0, 100_000));
    expect(p / (2 * 0.5 ** 40)).toBeCloseTo(1, 1);
  });
});

describe('the log-odds ratio', () => {
  test('is 0 where the shares are equal', () => {
    expect(logOddsRatio(shares(10, 100, 20, 200)).z).toBeCloseTo(0, 12);
  });

  test('changes sign when periods are swapped', () => {
    const there = logOddsRatio(shares(30, 400, 12, 500));
    const back = logOddsRatio(shares(12, 500, 30, 400));
    expect(there.z).toBeCloseTo(-back.z, 12);
    expect(there.z).toBeGreaterThan(0);
  });

  test('follows the formula of the paper: prior shares of both periods, with the weight of 500 responses', () => {
    // 30 of 1,000 against 10 of 1,000: a prior of 10 of 500; ln(40/1460) − ln(20/1480), variance 1/40 + 1/20.
    const { ratio, z } = logOddsRatio(shares(30, 1000, 10, 1000));
    expect(ratio).toBeCloseTo(Math.log(40 / 1460) - Math.log(20 / 1480), 12);
    expect(z).toBeCloseTo(ratio / Math.sqrt(1 / 40 + 1 / 20), 12);
  });

  test('ranks a rare phrase below a common one with the same ratio', () => {
    expect(logOddsRatio(shares(4, 1000, 2, 1000)).z).toBeLessThan(logOddsRatio(shares(80, 1000, 40, 1000)).z);
  });
});
