import { describe, expect, it } from 'vitest';
import { figureMaker } from '../../lib/metrics/figures/figure.ts';
import type { Interval } from '../../lib/metrics/figures/intervals.ts';
import { momentsOfCounts } from '../../lib/metrics/figures/moments.ts';
import { drawCounts, shareTrue } from './chance.ts';

/** Of 4,000 trials at 95 %, the share that holds strays by less than 0.011 in 999 of 1,000 runs. */
const trials = 4000;
const make = figureMaker(30);
const holds = ({ low, high }: Interval, truth: number): boolean => low <= truth && truth <= high;

const expectCoverage = (share: number): void => {
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.97);
};

describe('95% intervals hold the true value in 93 to 97 of 100 samples', () => {
  it.each([
    { n: 30, detractors: 0.3, promoters: 0.4 },
    { n: 50, detractors: 0.15, promoters: 0.6 },
    { n: 100, detractors: 0.6, promoters: 0.15 },
    { n: 400, detractors: 0.05, promoters: 0.75 },
  ])('NPS of $n with $detractors detractors and $promoters promoters', ({ n, detractors, promoters }) => {
    const truth = 100 * (promoters - detractors);
    const share = shareTrue(trials, n, (chance) => {
      const [down = 0, , up = 0] = drawCounts(chance, [detractors, 1 - detractors - promoters, promoters], n);
      return holds(make.net(up, down, n), truth);
    });
    expectCoverage(share);
  });

  it.each([
    { n: 30, truth: 0.5 },
    { n: 80, truth: 0.2 },
    { n: 200, truth: 0.9 },
    { n: 1000, truth: 0.03 },
  ])('a share of $truth in $n', ({ n, truth }) => {
    const share = shareTrue(trials, n, (chance) => {
      const [successes = 0] = drawCounts(chance, [truth, 1 - truth], n);
      return holds(make.share(successes, n), truth);
    });
    expectCoverage(share);
  });

  it.each([
    { n: 30, probabilities: [0.1, 0.2, 0.3, 0.25, 0.15] },
    { n: 100, probabilities: [0.01, 0.01, 0.03, 0.1, 0.85] },
    { n: 60, probabilities: [0.05, 0.05, 0.1, 0.2, 0.6] },
    { n: 300, probabilities: [0.4, 0.1, 0.05, 0.05, 0.4] },
  ])('the mean of $n ratings of 1 to 5', ({ n, probabilities }) => {
    const truth = probabilities.reduce((sum, probability, index) => sum + probability * (index + 1), 0);
    const share = shareTrue(trials, n, (chance) => {
      const counts = drawCounts(chance, probabilities, n);
      const moments = momentsOfCounts(Object.fromEntries(counts.map((count, index) => [index + 1, count])));
      return holds(make.mean(moments, { min: 1, max: 5 }), truth);
    });
    expectCoverage(share);
  });
});

describe('a mean of 30 ratings that are nearly all equal', () => {
  it.each([
    [0.035, 0, 0, 0, 0.965],
    [0.02, 0, 0, 0.08, 0.9],
    [0.03, 0.01, 0.01, 0.05, 0.9],
  ])('its interval holds the true mean in at least 93 of 100 samples: %f %f %f %f %f', (...probabilities) => {
    const truth = probabilities.reduce((sum, probability, index) => sum + probability * (index + 1), 0);
    const share = shareTrue(trials, 5, (chance) => {
      const counts = drawCounts(chance, probabilities, 30);
      const moments = momentsOfCounts(Object.fromEntries(counts.map((count, index) => [index + 1, count])));
      return holds(make.mean(moments, { min: 1, max: 5 }), truth);
    });
    expect(share).toBeGreaterThanOrEqual(0.93);
  });
});
