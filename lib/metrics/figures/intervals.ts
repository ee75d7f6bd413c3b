import { tQuantile95, normalQuantile95 as z } from './distributions.ts';
import type { Moments } from './moments.ts';

/** A 95 % interval, in the unit of its figure. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The ends of a scale. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

interface Estimate {
  readonly estimate: number;
  readonly margin: number;
}

/** The interval around an adjusted estimate, on its scale, widened to include the raw value if necessary. */
const around = ({ estimate, margin }: Estimate, raw: number, { min, max }: Bounds): Interval => ({
  low: Math.max(min, Math.min(estimate - margin, raw)),
  high: Math.min(max, Math.max(estimate + margin, raw)),
});

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

/**
 * The interval of a net score `(up − down) / n`, −1..1, by the adjusted Wald method: three people are added, ¾ of one to
 * each of up and down. The raw score is shown; in tiny samples where everyone agrees the interval is widened
 * to include it. `n` is above 0.
 * Source: Rocks, The American Statistician 70 (2016) 365–372.
 *
 * @example netInterval(15, 8, 36) // { low: -0.0628, high: 0.4218 }
 */
export const netInterval = (up: number, down: number, n: number): Interval => {
  const size = n + 3;
  const net = (up - down) / size;
  const variance = ((up + down + 1.5) / size - net ** 2) / size;
  const adjusted = { estimate: net, margin: z * Math.sqrt(variance) };
  return around(adjusted, (up - down) / n, { min: -1, max: 1 });
};

/**
 * The interval of a mean rating: the t interval after three ratings are added, ¾ at each end of the scale and 1½ in its
 * middle. On a scale of −1, 0 and 1 this is the adjustment of {@link netInterval}. A plain t interval holds the true value in
 * only 82 % of samples of 30 where nearly everyone gives the top rating, and is a point where everyone does
 * (measured: docs/adr/0071). Cut at the ends of the scale; `n` is above 0.
 *
 * @example meanInterval({ n: 30, mean: 5, variance: 0 }, { min: 1, max: 5 }) // { low: 4.5644, high: 5 }
 */
export const meanInterval = ({ n, mean, variance }: Moments, scale: Bounds): Interval => {
  const size = n + 3;
  const middle = (scale.min + scale.max) / 2;
  const shifted = (n * mean + 3 * middle) / size;
  const squares = (n - 1) * variance + n * (mean - shifted) ** 2;
  const added = 1.5 * (scale.max - middle) ** 2 + 3 * (middle - shifted) ** 2;
  const error = Math.sqrt((squares + added) / size / size);
  return around({ estimate: shifted, margin: tQuantile95(size - 1) * error }, mean, scale);
};
