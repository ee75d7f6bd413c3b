import { describe, expect, it } from 'vitest';
import { changeOf } from '../../../lib/metrics/comparisons/change.ts';
import { type Figure, figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { momentsOfCounts } from '../../../lib/metrics/figures/moments.ts';
import { drawCounts, shareTrue } from '../chance.ts';

const make = figureMaker(30);
const npsOf = (chance: () => number, detractors: number, promoters: number, n: number): Figure => {
  const [down = 0, , up = 0] = drawCounts(chance, [detractors, 1 - detractors - promoters, promoters], n);
  return make.net(up, down, n);
};
const starsOf = (chance: () => number, probabilities: readonly number[], n: number): Figure => {
  const counts = drawCounts(chance, probabilities, n);
  const moments = momentsOfCounts(Object.fromEntries(counts.map((count, index) => [index + 1, count])));
  return make.mean(moments, { min: 1, max: 5 });
};

describe('changeOf', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
  it.each([
    { after: { up: 56, n: 70 }, before: { up: 48, n: 80 }, low: 0.0524, high: 0.3339 },
    { after: { up: 9, n: 10 }, before: { up: 3, n: 10 }, low: 0.1705, high: 0.809 },
    { after: { up: 10, n: 10 }, before: { up: 0, n: 10 }, low: 0.6075, high: 1 },
  ])(
    'gives the published interval of $after.up of $after.n against $before.up of $before.n',
    ({ after, before, low, high }) => {
      const change = changeOf(make.share(before.up, before.n), make.share(after.up, after.n));
      expect(change.low).toBeCloseTo(low, 4);
      expect(change.high).toBeCloseTo(high, 4);
    },
  );

  it('p is under 0.05 exactly when the interval excludes 0', () => {
    for (let successes = 0; successes <= 80; successes += 1) {
      const { low, high, p } = changeOf(make.share(40, 80), make.share(successes, 80));
      expect(p < 0.05).toBe(low > 0 || high < 0);
    }
  });

  it('is close to the p of the score test for two shares', () => {
    // R: prop.test(c(56, 48), c(70, 80), correct = FALSE): p = 0.008271.
    expect(changeOf(make.share(48, 80), make.share(56, 70)).p).toBeCloseTo(0.0083, 3);
  });

  it('equal figures differ by 0 with p = 1', () => {
    expect(changeOf(make.net(10, 5, 40), make.net(10, 5, 40))).toMatchObject({ difference: 0, p: 1 });
  });

  it('changes sign when before and after are swapped', () => {
    const there = changeOf(make.net(10, 20, 50), make.net(40, 5, 60));
    const back = changeOf(make.net(40, 5, 60), make.net(10, 20, 50));
    expect(back.difference).toBeCloseTo(-there.difference, 12);
    expect(back.low).toBeCloseTo(-there.high, 12);
    expect(back.p).toBeCloseTo(there.p, 12);
  });

  it('has a sufficient sample only where both periods have one', () => {
    expect(changeOf(make.share(5, 29), make.share(5, 30)).enough).toBe(false);
    expect(changeOf(make.share(5, 30), make.share(5, 30)).enough).toBe(true);
  });

  it.each([
    { n: 30, m: 30 },
    { n: 40, m: 400 },
    { n: 200, m: 200 },
  ])('gives a false positive for NPS with n = $n and $m in at most 6 of 100 pairs', ({ n, m }) => {
    const alarms = shareTrue(3000, n + m, (chance) => {
      return changeOf(npsOf(chance, 0.2, 0.5, n), npsOf(chance, 0.2, 0.5, m)).p < 0.05;
    });
    expect(alarms).toBeLessThan(0.06);
    expect(alarms).toBeGreaterThan(0.03);
  });

  it('gives a false positive for skewed ratings in at most 6 of 100 pairs', () => {
    const stars = [0.03, 0.02, 0.05, 0.2, 0.7];
    const alarms = shareTrue(3000, 8, (chance) => {
      return changeOf(starsOf(chance, stars, 40), starsOf(chance, stars, 60)).p < 0.05;
    });
    expect(alarms).toBeLessThan(0.06);
  });

  it('finds a drop of 20 NPS points between two samples of 300 in at least 80 of 100 pairs', () => {
    const found = shareTrue(1000, 9, (chance) => {
      return changeOf(npsOf(chance, 0.2, 0.5, 300), npsOf(chance, 0.3, 0.4, 300)).high < 0;
    });
    expect(found).toBeGreaterThan(0.8);
  });
});
