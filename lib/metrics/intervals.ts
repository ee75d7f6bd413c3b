import { tQuantile95, normalQuantile95 as z } from './distributions.ts';
import type { Moments } from './moments.ts';

/** A 95 % interval, in the unit of its figure. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The Wilson score interval of a share, 0..1, without continuity correction. `n` is above 0.
 * Source: Wilson 1927; method 3 of Newcombe, Statistics in Medicine 17 (1998) 857–872.
 *
 * @example wilsonInterval(81, 263) // { low: 0.2553, high: 0.3662 }
 */
export const wilsonInterval = (successes: number, n: number): Interval => {
  const share = successes / n;
  const centre = share + z ** 2 / (2 * n);
  const margin = z * Math.sqrt((share * (1 - share)) / n + (z / (2 * n)) ** 2);
  const scale = 1 + z ** 2 / n;
  // At 0 and n the closed form is exactly 0 and 1; floating point is not.
  return {
    low: successes === 0 ? 0 : (centre - margin) / scale,
    high: successes === n ? 1 : (centre + margin) / scale,
  };
};

/** A difference of two shares of one sample (promoters − detractors), −1..1, adjusted, and the variance of its estimate. */
export interface AdjustedNet {
  readonly net: number;
  readonly variance: number;
}

/**
 * The adjusted estimate of `(up − down) / n` and its variance: three are added to n, ¾ of one to each of up and down.
 * Source: Rocks, The American Statistician 70 (2016) 365–372, adjusted Wald. `n` of 0 gives net 0.
 */
export const adjustedNet = (up: number, down: number, n: number): AdjustedNet => {
  const size = n + 3;
  const net = (up - down) / size;
  return { net, variance: ((up + down + 1.5) / size - net ** 2) / size };
};

/**
 * The interval of `(up − down) / n`, −1..1, by {@link adjustedNet}, cut at −1 and 1. The raw difference is what is
 * shown; in tiny samples where everyone agrees the interval is stretched to hold it. `n` is above 0.
 */
export const netInterval = (up: number, down: number, n: number): Interval => {
  const raw = (up - down) / n;
  const { net, variance } = adjustedNet(up, down, n);
  const margin = z * Math.sqrt(variance);
  return {
    low: Math.max(-1, Math.min(net - margin, raw)),
    high: Math.min(1, Math.max(net + margin, raw)),
  };
};

/**
 * The t interval of a mean, cut at the ends of its scale. A sample without any spread (one value, or all equal) says
 * nothing of the variance; there, the share of people that may still differ is bounded by Wilson's interval of n of n,
 * and they are put at the far ends of the scale. `n` is above 0.
 *
 * @example meanInterval({ n: 4, mean: 4, variance: 4 }, { min: 1, max: 5 }) // { low: 1, high: 5 }
 */
export const meanInterval = (
  { n, mean, variance }: Moments,
  { min, max }: { readonly min: number; readonly max: number },
): Interval => {
  if (variance === 0) {
    const unseen = 1 - wilsonInterval(n, n).low;
    return { low: mean - unseen * (mean - min), high: mean + unseen * (max - mean) };
  }
  const margin = tQuantile95(n - 1) * Math.sqrt(variance / n);
  return { low: Math.max(min, mean - margin), high: Math.min(max, mean + margin) };
};
