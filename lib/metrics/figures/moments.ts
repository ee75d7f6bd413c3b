import type { PolarityTally } from '../tally/tally.ts';

/** What the interval of a mean needs. `variance` is the sample's (n − 1); 0 where n is 0 or 1. `mean` is 0 where n is 0. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

const none: Moments = { n: 0, mean: 0, variance: 0 };

/** Counts by value as numbers, in the order of the values, so that sums do not depend on how the record was built. */
const byValue = (counts: Readonly<Record<string, number>>): [value: number, count: number][] =>
  Object.entries(counts)
    .map(([value, count]): [number, number] => [Number(value), count])
    .sort(([left], [right]) => left - right);

/**
 * The moments of ratings, from their counts by value.
 *
 * @example momentsOfCounts({ '1': 1, '5': 3 }) // { n: 4, mean: 4, variance: 4 }
 */
export const momentsOfCounts = (counts: Readonly<Record<string, number>>): Moments => {
  const values = byValue(counts);
  const n = values.reduce((sum, [, count]) => sum + count, 0);
  if (n === 0) return none;
  const mean = values.reduce((sum, [value, count]) => sum + value * count, 0) / n;
  const squares = values.reduce((sum, [value, count]) => sum + count * (value - mean) ** 2, 0);
  return { n, mean, variance: n === 1 ? 0 : squares / (n - 1) };
};

/** The number of answers in a polarity tally. */
export const polarityCount = ({ negative, neutral, positive }: PolarityTally): number =>
  negative + neutral + positive;

/** The moments of sentiment scores, −1..1. */
export const momentsOfScores = (tally: PolarityTally): Moments => {
  const n = polarityCount(tally);
  if (n === 0) return none;
  const squares = tally.scoreSquareSum - tally.scoreSum ** 2 / n;
  return { n, mean: tally.scoreSum / n / 100, variance: n === 1 ? 0 : Math.max(squares, 0) / (n - 1) / 1e4 };
};

/** The moments of net sentiment: 1, 0 and −1 by the label of each answer. */
export const momentsOfLabels = ({ negative, neutral, positive }: PolarityTally): Moments =>
  momentsOfCounts({ '-1': negative, '0': neutral, '1': positive });
