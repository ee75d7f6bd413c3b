import jstat from 'jstat';
import { tP, tQuantile95 } from '../figures/distributions.ts';
import type { Interval } from '../figures/intervals.ts';
import type { DriverMoments, FeatureMoments } from './driver-moments.ts';

/** The association of a feature, all other features held equal. */
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

/** How far a slope may be off: its standard error, and the degrees of freedom behind that. */
interface Uncertainty {
  readonly error: number;
  readonly degrees: number;
}

const coefficient = (feature: string, value: number, { error, degrees }: Uncertainty): Coefficient => {
  const margin = tQuantile95(degrees) * error;
  const p = error === 0 ? Number(value === 0) : tP(value / error, degrees);
  return { feature, value, low: value - margin, high: value + margin, p };
};

/** The features that vary: one that no observation has, or all have, explains nothing. */
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
 * How much the variance of a difference of two means grows if the two groups have different variances (Welch 1947 versus
 * Student): mentions of a complaint among happy customers vary more than the rest. Each group is shrunk by five of both.
 */
const unequalScatter = ({ n, sum, squareSum, features }: DriverMoments, feature: string): number => {
  const having = features[feature] ?? { n: 0, sum: 0, squareSum: 0 };
  const without = { n: n - having.n, sum: sum - having.sum, squareSum: squareSum - having.squareSum };
  const squares = (group: FeatureMoments): number => group.squareSum - group.sum ** 2 / group.n;
  const pooled = (squares(having) + squares(without)) / n;
  if (pooled <= 0) return 1;
  const own = (group: FeatureMoments): number => (squares(group) + 5 * pooled) / (group.n + 5) / group.n;
  return (own(having) + own(without)) / (pooled / having.n + pooled / without.n);
};

const smallerGroup = ({ n, features }: DriverMoments, feature: string): number => {
  const having = features[feature]?.n ?? 0;
  return Math.min(having, n - having);
};

/** A fitted line: the expected outcome, feature by feature. */
export interface Fit {
  readonly features: readonly string[];
  /** By feature, in their order. */
  readonly slopes: readonly number[];
  readonly intercept: number;
  /** Of the penalized products about the means. */
  readonly inverse: Matrix;
  readonly products: Matrix;
  /** Of the residuals. */
  readonly variance: number;
  readonly degrees: number;
}

/**
 * The ridge regression of the outcome on all features at once, from moments alone. The penalty has the weight of `ridge` responses
 * for each feature: it makes features that always occur together solvable, and is negligible compared with real numbers of
 * mentions. Undefined if there are not more responses than features. Features that do not vary are left out.
 *
 * Source: Hoerl and Kennard, Technometrics 12 (1970) 55–67.
 *
 * @param ridge above 0; default 1
 */
export const fitLine = (moments: DriverMoments, ridge = 1): Fit | undefined => {
  const features = varying(moments);
  const degrees = moments.n - features.length - 1;
  if (features.length === 0 || degrees <= 0) return undefined;
  const { products, withOutcome, outcome } = centred(moments, features);
  const inverse = jstat.inv(
    products.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value))),
  );
  const slopes = times(inverse, withOutcome);
  const residual = outcome - 2 * dot(slopes, withOutcome) + dot(slopes, times(products, slopes));
  const means = features.map((feature) => (moments.features[feature]?.n ?? 0) / moments.n);
  const intercept = moments.sum / moments.n - dot(slopes, means);
  return {
    features,
    slopes,
    intercept,
    inverse,
    products,
    variance: Math.max(residual, 0) / degrees,
    degrees,
  };
};

/** The effect of several responses of one respondent or account on the certainty of an effect. */
export interface Clustering {
  /** The variance relative to that of independent responses; at least 1. */
  readonly designEffect: number;
  /** Clusters with the feature, or without it, whichever are fewer. */
  readonly clusters: number;
}

/**
 * The coefficients of a {@link fitLine}; empty where there is none. Intervals by t, with the degrees of freedom of the smaller
 * of the groups with and without the feature, each widened or narrowed by {@link unequalScatter}, and by the clustering
 * of the feature where it is given.
 */
export const regress = (
  moments: DriverMoments,
  ridge = 1,
  clustering: ReadonlyMap<string, Clustering> = new Map(),
): Coefficient[] => {
  const line = fitLine(moments, ridge);
  if (line === undefined) return [];
  return line.features.map((feature, index) => {
    const row = line.inverse[index] ?? [];
    const { designEffect = 1, clusters = Number.POSITIVE_INFINITY } = clustering.get(feature) ?? {};
    const scatter = line.variance * unequalScatter(moments, feature) * designEffect;
    const error = Math.sqrt(scatter * dot(row, times(line.products, row)));
    const degrees = Math.max(1, Math.min(line.degrees, smallerGroup(moments, feature) - 1, clusters - 1));
    return coefficient(feature, line.slopes[index] ?? 0, { error, degrees });
  });
};
