import { fP } from '../figures/distributions.ts';
import type { Bounds } from '../figures/intervals.ts';
import type { Moments } from '../figures/moments.ts';

/** Whether groups have the same mean. */
export interface Homogeneity {
  /** Welch's F, and the chance of one as large if all groups have the same mean. */
  readonly statistic: number;
  readonly p: number;
}

/** A mean and its variance after three scores were added, as for its interval: if all scores are equal, the variance is not 0. */
const adjusted = ({ n, mean, variance }: Moments, { min, max }: Bounds) => {
  const size = n + 3;
  const middle = (min + max) / 2;
  const shifted = (n * mean + 3 * middle) / size;
  const squares = (n - 1) * variance + n * (mean - shifted) ** 2;
  const added = 1.5 * (max - middle) ** 2 + 3 * (middle - shifted) ** 2;
  return { mean: shifted, weight: size ** 2 / (squares + added), degrees: size - 1 };
};

/**
 * Tests whether groups of different sizes and variances have the same mean score; for two groups it is Welch's t. A Wald test
 * with degrees of freedom for small groups. Undefined for fewer than two groups.
 *
 * Source: Welch, Biometrika 38 (1951) 330–336.
 *
 * @param groups each with n above 0
 * @param bounds the ends of the scores
 */
export const homogeneityOf = (groups: readonly Moments[], bounds: Bounds): Homogeneity | undefined => {
  const k = groups.length;
  if (k < 2) return undefined;
  const all = groups.map((group) => adjusted(group, bounds));
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const mean = all.reduce((sum, group) => sum + group.weight * group.mean, 0) / total;
  const between = all.reduce((sum, group) => sum + group.weight * (group.mean - mean) ** 2, 0) / (k - 1);
  const unsure = all.reduce((sum, { weight, degrees }) => sum + (1 - weight / total) ** 2 / degrees, 0);
  const statistic = between / (1 + (2 * (k - 2) * unsure) / (k ** 2 - 1));
  return { statistic, p: fP(statistic, k - 1, (k ** 2 - 1) / (3 * unsure)) };
};
