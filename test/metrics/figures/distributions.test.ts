import { cumulativeStdNormalProbability } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { normalP, tP, tQuantile95 } from '../../../lib/metrics/figures/distributions.ts';

describe('tQuantile95', () => {
  // Student's t, two-sided 95 %, as in any printed table.
  it.each([
    [1, 12.7062],
    [2, 4.3027],
    [10, 2.2281],
    [30, 2.0423],
    [120, 1.9799],
    [1_000_000, 1.96],
  ])('of %i degrees of freedom is %f', (degreesOfFreedom, quantile) => {
    expect(tQuantile95(degreesOfFreedom)).toBeCloseTo(quantile, 4);
  });

  it('does not jump where it switches to the normal quantile', () => {
    expect(tQuantile95(99_999)).toBeCloseTo(tQuantile95(100_000), 4);
  });
});

describe('normalP', () => {
  it.each([0, 0.5, 1, 1.96, 2.58, 3])('agrees with simple-statistics at %f', (z) => {
    expect(normalP(z)).toBeCloseTo(2 * (1 - cumulativeStdNormalProbability(z)), 3);
  });

  it('is 0.05 at the 95% quantile, on both sides', () => {
    expect(normalP(1.959963984540054)).toBeCloseTo(0.05, 9);
    expect(normalP(-1.959963984540054)).toBeCloseTo(0.05, 9);
  });
});

describe('tP', () => {
  it('gives the p of the published sleep data', () => {
    // R: t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p = 0.07939.
    expect(tP(-1.8608134, 17.776474)).toBeCloseTo(0.07939414, 6);
  });

  it('is 0.05 at its own quantile, with few and many degrees of freedom', () => {
    for (const degreesOfFreedom of [3, 29.5, 500, 99_999, 10_000_000])
      expect(tP(tQuantile95(degreesOfFreedom), degreesOfFreedom)).toBeCloseTo(0.05, 6);
  });
});
