import jstat from 'jstat';
import { tP, tQuantile95 } from './distributions.ts';
import type { DriverMoments } from './driver-moments.ts';
import type { Interval } from './intervals.ts';

/** What a feature goes with, all other features held equal. */
export interface Coefficient extends Interval {
  readonly feature: string;
  /** In the unit of the outcome. */
  readonly value: number;
  readonly p: number;
}

type Matrix = readonly (readonly number[])[];

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

const times = (matrix: Matrix, vector: readonly number[]): number[] => matrix.map((row) => dot(row, vector));

/** The features that vary: one that nobody has, or everybody, explains nothing. */
const varying = ({ n, features }: DriverMoments): string[] =>
  Object.entries(features)
    .filter(([, { n: having }]) => having > 0 && having < n)
    .map(([feature]) => feature);

const together = (moments: DriverMoments, one: string, other: string): number => {
  if (one === other) return moments.features[one]?.n ?? 0;
  const [first, second] = one < other ? [one, other] : [other, one];
  return moments.pairs[first]?.[second] ?? 0;
};

/** Sums of squares and products about the means. */
const centred = (moments: DriverMoments, features: readonly string[]) => {
  const having = (feature: string): number => moments.features[feature]?.n ?? 0;
  const products: Matrix = features.map((one) =>
    features.map((other) => together(moments, one, other) - (having(one) * having(other)) / moments.n),
  );
  const withOutcome = features.map(
    (feature) => (moments.features[feature]?.sum ?? 0) - (having(feature) * moments.sum) / moments.n,
  );
  return { products, withOutcome, outcome: moments.squareSum - moments.sum ** 2 / moments.n };
};

/**
 * Ridge regression of the outcome on all features at once, from moments alone. The penalty is worth `ridge` responses
 * for each feature: it keeps features that always come together solvable, and is nothing against real numbers of
 * mentions. Empty where there are not more responses than features. Features that do not vary are left out.
 * Source: Hoerl and Kennard, Technometrics 12 (1970) 55–67; t intervals with n − p − 1 degrees of freedom, one variance for all.
 *
 * @param ridge above 0; default 1
 */
export const regress = (moments: DriverMoments, ridge = 1): Coefficient[] => {
  const features = varying(moments);
  const degrees = moments.n - features.length - 1;
  if (features.length === 0 || degrees <= 0) return [];
  const { products, withOutcome, outcome } = centred(moments, features);
  const inverse = jstat.inv(
    products.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value))),
  );
  const slopes = times(inverse, withOutcome);
  const residual = outcome - 2 * dot(slopes, withOutcome) + dot(slopes, times(products, slopes));
  const variance = Math.max(residual, 0) / degrees;
  const quantile = tQuantile95(degrees);
  return features.map((feature, index) => {
    const value = slopes[index] ?? 0;
    const row = inverse[index] ?? [];
    const error = Math.sqrt(variance * dot(row, times(products, row)));
    const margin = quantile * error;
    const p = error === 0 ? Number(value === 0) : tP(value / error, degrees);
    return { feature, value, low: value - margin, high: value + margin, p };
  });
};
