import { sortBy } from 'remeda';
import { type ClusterSample, sumsOf } from '../tally/cluster-sample.ts';
import type { Tally } from '../tally/tally.ts';
import { normalQuantile95, tQuantile95 } from './distributions.ts';
import { type Moments, momentsOfCounts, momentsOfLabels } from './moments.ts';

/** Respondents with as many answers each, and how many of them there are: more than the sample if it represents others. */
interface Cluster {
  readonly n: number;
  readonly sum: number;
  readonly squareSum: number;
  readonly times: number;
}

const total = (clusters: readonly Cluster[], each: (cluster: Cluster) => number): number =>
  clusters.reduce((sum, cluster) => sum + cluster.times * each(cluster), 0);

/** The respondents of the sample, each for the number that it represents; in an order that does not depend on their names, because sums round. */
const clustersOf = ({ n, people }: ClusterSample): Cluster[] => {
  const sampled = sortBy(
    Object.values(people).map(sumsOf),
    ([count]) => count,
    ([, sum]) => sum,
    ([, , squareSum]) => squareSum,
  );
  const times = n / sampled.reduce((sum, [count]) => sum + count, 0);
  return sampled.map(([count, sum, squareSum]) => ({ n: count, sum, squareSum, times }));
};

/** The variance of the mean over that of independent answers, at least 1. Of answers that are all equal, each respondent counts once. */
const varianceRatioOf = (
  clusters: readonly Cluster[],
  alone: number,
  { n, mean, variance }: Moments,
): number => {
  const count = total(clusters, () => 1) + alone;
  if (variance === 0 || count <= 1) return n / count;
  const squares = (n - 1) * variance;
  const own = total(clusters, (one) => one.squareSum - 2 * mean * one.sum + one.n * mean ** 2);
  const between = total(clusters, (one) => (one.sum - one.n * mean) ** 2);
  return Math.max(1, ((between + Math.max(0, squares - own)) / squares) * (count / (count - 1)));
};

/** Degrees of freedom of the variance between clusters of unequal sizes (Satterthwaite), for answers as alike as the design effect says. */
const degreesOf = (clusters: readonly Cluster[], alone: number, designEffect: number): number => {
  const answers = total(clusters, ({ n }) => n) + alone;
  const meanSize = (total(clusters, ({ n }) => n ** 2) + alone) / answers;
  const alike = Math.min(1, (designEffect - 1) / (meanSize - 1));
  const variance = ({ n }: Cluster): number => n * (1 + (n - 1) * alike);
  const sum = total(clusters, variance) + alone;
  const squareSum = total(clusters, (one) => variance(one) ** 2) + alone;
  return sum ** 2 / squareSum - 1;
};

/**
 * How many answers of a sample count as one independent answer, at least 1 and at most all: the design effect of several answers of one respondent, with the
 * quantile of t for few respondents. 1 where everyone gave one, and where nothing is known of respondents.
 *
 * Sources: Kish, Survey Sampling (Wiley 1965); Rao and Scott, Annals of Statistics 12 (1984) 46–60; Korn and Graubard,
 * Survey Methodology 24 (1998) 193–201 (degrees of freedom).
 *
 * @param moments of all answers, in the unit of the sample
 * @example designEffectOf({ n: 4, people: { ann: [2, 2, 2], bob: [2, -2, 2] } }, { n: 4, mean: 0, variance: 4 / 3 }) // 4
 */
export const designEffectOf = (sample: ClusterSample | undefined, moments: Moments): number => {
  if (
    sample === undefined ||
    Object.values(sample.people).every((contributed) => sumsOf(contributed)[0] === 1)
  )
    return 1;
  const clusters = clustersOf(sample);
  const alone = Math.max(0, moments.n - sample.n);
  const varianceRatio = varianceRatioOf(clusters, alone, moments);
  return Math.min(moments.n, varianceRatio * forFewClusters(clusters, alone, varianceRatio));
};

/** What few respondents add to the design effect. */
const forFewClusters = (clusters: readonly Cluster[], alone: number, designEffect: number): number => {
  const isComplete = clusters.every(({ times }) => times === 1);
  const degrees = degreesOf(clusters, alone, designEffect);
  const known = isComplete ? degrees : Math.min(degrees, clusters.length - 1);
  return (tQuantile95(Math.max(1, known)) / normalQuantile95) ** 2;
};

/** A score by value: its best prediction from a value and its square, as deviations from the mean, and how much of its variance that is. */
const predictionOf = (counts: Readonly<Record<string, number>>, scoreOf: (value: number) => number) => {
  const all = Object.entries(counts).map(([value, count]) => [Number(value), count] as const);
  const n = all.reduce((sum, [, count]) => sum + count, 0);
  const meanOf = (each: (value: number) => number): number =>
    all.reduce((sum, [value, count]) => sum + count * each(value), 0) / n;
  const [mean, square] = [meanOf((value) => value), meanOf((value) => value ** 2)];
  const score = meanOf(scoreOf);
  const [x, z] = [(value: number) => value - mean, (value: number) => value ** 2 - square];
  const [xx, xz, zz] = [
    meanOf((value) => x(value) ** 2),
    meanOf((value) => x(value) * z(value)),
    meanOf((value) => z(value) ** 2),
  ];
  const [xs, zs] = [
    meanOf((value) => x(value) * (scoreOf(value) - score)),
    meanOf((value) => z(value) * (scoreOf(value) - score)),
  ];
  const determinant = xx * zz - xz ** 2;
  // Two values have no curve, and one has no slope.
  const isCurved = determinant > 1e-9 * xx * zz;
  const slope = xx === 0 ? 0 : xs / xx;
  const linear = isCurved ? (xs * zz - zs * xz) / determinant : slope;
  const curve = isCurved ? (zs * xx - xs * xz) / determinant : 0;
  const sumOf = (count: number, sum: number, squareSum: number): number =>
    linear * (sum - count * mean) + curve * (squareSum - count * square);
  const predicted = meanOf((value) => sumOf(1, value, value ** 2) ** 2);
  return { n, sumOf, predicted, variance: meanOf((value) => (scoreOf(value) - score) ** 2) };
};

/** Less of the variance of a score says nothing of how alike the scores of a person are. */
const minPredicted = 0.1;

/**
 * The same of a score of ratings, such as promoters: a sample knows of each respondent the sum of ratings and of their squares, and so how alike the best prediction of
 * the score from both is. Two people with one mean may differ in how often they give the top rating.
 *
 * @param counts of all ratings, by value
 */
export const scoreDesignEffect = (
  sample: ClusterSample | undefined,
  counts: Readonly<Record<string, number>>,
  scoreOf: (value: number) => number,
): number => {
  if (sample === undefined) return 1;
  const { n, sumOf, predicted, variance } = predictionOf(counts, scoreOf);
  if (!(predicted >= minPredicted * variance)) return designEffectOf(sample, momentsOfCounts(counts));
  const people = Object.entries(sample.people).map(([mark, contributed]) => {
    const [count, sum, squareSum] = sumsOf(contributed);
    return [mark, [count, sumOf(count, sum, squareSum), count * predicted] as const] as const;
  });
  return designEffectOf(
    { n: sample.n, people: Object.fromEntries(people) },
    { n, mean: 0, variance: n > 1 ? (predicted * n) / (n - 1) : 0 },
  );
};

/**
 * The same of a share if it is known how often each person mentions a topic: the sample says only how many answers people gave.
 *
 * @param n all answers
 * @param mentions answers of each person that mention it, above 0; others do not mention it
 */
export const mentionDesignEffect = (
  sample: ClusterSample | undefined,
  n: number,
  mentions: readonly number[],
): number => {
  const hits = mentions.reduce((sum, count) => sum + count, 0);
  if (sample === undefined || hits === 0) return 1;
  const clusters = clustersOf(sample);
  const alone = Math.max(0, n - sample.n);
  const sizeSquares = total(clusters, (one) => one.n ** 2) + alone;
  if (sizeSquares <= n) return 1;
  const share = hits / n;
  const count = total(clusters, () => 1) + alone;
  // Σ (own − share × size)², where Σ own × size is expected to be share × Σ size².
  const between = mentions.reduce((sum, own) => sum + own ** 2, 0) - share ** 2 * sizeSquares;
  const designEffect =
    share >= 1 ? n / count : Math.max(1, (between / (n * share * (1 - share))) * (count / (count - 1)));
  return Math.min(n, designEffect * forFewClusters(clusters, alone, designEffect));
};

/** Answers by respondents: of a random answer, how many its respondent gave in all. 1 where everyone gave one, and where nothing is known of respondents. */
export const meanClusterSize = (sample: ClusterSample | undefined, n: number): number => {
  if (sample === undefined || n === 0) return 1;
  return Math.max(1, (total(clustersOf(sample), (one) => one.n ** 2) + Math.max(0, n - sample.n)) / n);
};

/** How many answers count as one independent answer, of net sentiment. */
export const textDesignEffect = ({ clusters, sentiment }: Pick<Tally, 'clusters' | 'sentiment'>): number =>
  designEffectOf(clusters?.['text'], momentsOfLabels(sentiment));
