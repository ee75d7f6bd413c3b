import { sortBy } from 'remeda';
import { normalQuantile95 } from '../figures/distributions.ts';
import type { Interval } from '../figures/intervals.ts';
import type { Moments } from '../figures/moments.ts';

/** A part of a change, in the unit of the score, with its 95 % interval. */
export interface Effect extends Interval {
  readonly value: number;
}

export interface SegmentEffect {
  readonly segment: string;
  readonly customers: number;
  readonly mix: number;
}

/** The parts of a change of a mean score. `customers + mix = difference`, except for rounding. */
export interface MixSplit {
  readonly difference: number;
  /** The change with the same mix of segments: customers of a segment score differently. */
  readonly customers: Effect;
  /** The change from the shift between segments: different customers responded. */
  readonly mix: Effect;
  /** The same by segment, the largest first. */
  readonly segments: readonly SegmentEffect[];
  readonly before: { readonly n: number; readonly mean: number };
  readonly after: { readonly n: number; readonly mean: number };
}

/** The scores of a segment in one period. */
export interface MixSegment extends Moments {
  /** How many scores count as one independent score (`designEffectOf`). Default 1. */
  readonly designEffect?: number;
  /** Of a random score, how many its respondent gave: respondents move between segments, not scores. Default 1. */
  readonly meanClusterSize?: number;
}

type Segments = Readonly<Record<string, MixSegment>>;

/** One segment in both periods: its weight (share of its period) and rate (mean score), and the variance of each rate. */
interface Cell {
  readonly segment: string;
  readonly weights: readonly [before: number, after: number];
  readonly rates: readonly [before: number, after: number];
  readonly rateVariance: { readonly ofDifference: number; readonly ofMean: number };
}

interface Period {
  readonly segments: Segments;
  readonly n: number;
  readonly mean: number;
  /** The variance within segments. */
  readonly pooled: number;
  readonly meanClusterSize: number;
}

const periodOf = (segments: Segments): Period => {
  const all = Object.values(segments);
  const n = all.reduce((sum, segment) => sum + segment.n, 0);
  const mean = all.reduce((sum, segment) => sum + segment.n * segment.mean, 0) / n;
  const meanClusterSize =
    all.reduce((sum, segment) => sum + segment.n * (segment.meanClusterSize ?? 1), 0) / n;
  return { segments, n, mean, pooled: pooledVariance(segments), meanClusterSize };
};

const pooledVariance = (segments: Segments): number => {
  const all = Object.values(segments);
  const degrees = all.reduce((sum, { n }) => sum + Math.max(n - 1, 0), 0);
  const squares = all.reduce((sum, { n, variance }) => sum + Math.max(n - 1, 0) * variance, 0);
  return degrees === 0 ? 0 : squares / degrees;
};

/** The variance of a segment's mean. Few respondents give a poor estimate of it, so three ratings from all are added. */
const meanVariance = ({ n, variance, designEffect = 1 }: MixSegment, pooled: number): number =>
  ((Math.max(n - 1, 0) * variance + 3 * pooled) / (n + 2) / n) * designEffect;

const nobody: Moments = { n: 0, mean: 0, variance: 0 };

const cellOf = (segment: string, before: Period, after: Period): Cell => {
  const [earlier, later] = [before.segments[segment] ?? nobody, after.segments[segment] ?? nobody];
  const weights = [earlier.n / before.n, later.n / after.n] as const;
  // A new or missing segment has no rate in one period: the whole effect is mix.
  if (earlier.n === 0 || later.n === 0) {
    const known = earlier.n === 0 ? later : earlier;
    const ofMean = meanVariance(known, (earlier.n === 0 ? after : before).pooled);
    return { segment, weights, rates: [known.mean, known.mean], rateVariance: { ofDifference: 0, ofMean } };
  }
  const sum = meanVariance(earlier, before.pooled) + meanVariance(later, after.pooled);
  const rateVariance = { ofDifference: sum, ofMean: sum / 4 };
  return { segment, weights, rates: [earlier.mean, later.mean], rateVariance };
};

const segmentsOf = ({ segments }: Period): string[] =>
  Object.keys(segments).filter((segment) => segments[segment]?.n !== 0);

const cellsOf = (before: Period, after: Period): Cell[] =>
  [...new Set([...segmentsOf(before), ...segmentsOf(after)])]
    .sort()
    .map((segment) => cellOf(segment, before, after));

const sumOf = (cells: readonly Cell[], term: (cell: Cell) => number): number =>
  cells.reduce((sum, cell) => sum + term(cell), 0);

const meanWeight = ({ weights }: Cell): number => (weights[0] + weights[1]) / 2;
const meanRate = ({ rates }: Cell): number => (rates[0] + rates[1]) / 2;
const weightChange = ({ weights }: Cell): number => weights[1] - weights[0];
const rateChange = ({ rates }: Cell): number => rates[1] - rates[0];

/** The variance that the random sizes of the segments give to `Σ weight × value` in one period, times its responses. */
const weightVariance = (cells: readonly Cell[], period: 0 | 1, value: (cell: Cell) => number) => {
  const mean = sumOf(cells, (cell) => cell.weights[period] * value(cell));
  return sumOf(cells, (cell) => cell.weights[period] * (value(cell) - mean) ** 2);
};

const effect = (value: number, variance: number): Effect => {
  const margin = normalQuantile95 * Math.sqrt(variance);
  return { value, low: value - margin, high: value + margin };
};

/**
 * How much of the change of a mean score is mix (different segments responded) and how much is customers (the same segments
 * score differently). The score is any mean over responses: NPS, CSAT, low effort, stars, sentiment (`scoreMoments`).
 * `undefined` if one period is empty. A segment in only one period counts as mix.
 *
 * Sources: Kitagawa, JASA 50 (1955) 1168–1194, the two-component form with mean weights and mean rates; Oaxaca,
 * International Economic Review 14 (1973) 693–709. Intervals by the delta method, weights and rates both random.
 *
 * @example mixOf({ web: { n: 80, mean: 50, … }, store: { n: 20, mean: 0, … } }, { web: { n: 20, … }, store: { n: 80, … } })
 */
export const mixOf = (before: Segments, after: Segments): MixSplit | undefined => {
  const [earlier, later] = [periodOf(before), periodOf(after)];
  if (earlier.n === 0 || later.n === 0) return undefined;
  const cells = cellsOf(earlier, later);
  const both = (value: (cell: Cell) => number): number =>
    (weightVariance(cells, 0, value) * earlier.meanClusterSize) / earlier.n +
    (weightVariance(cells, 1, value) * later.meanClusterSize) / later.n;
  const middle = (earlier.mean + later.mean) / 2;
  const segments = cells.map((cell) => ({
    segment: cell.segment,
    customers: meanWeight(cell) * rateChange(cell),
    // Relative to the overall mean: a larger weight helps only if the segment scores better than the others.
    mix: weightChange(cell) * (meanRate(cell) - middle),
  }));
  return {
    difference: later.mean - earlier.mean,
    customers: effect(
      segments.reduce((sum, { customers }) => sum + customers, 0),
      sumOf(cells, (cell) => meanWeight(cell) ** 2 * cell.rateVariance.ofDifference) + both(rateChange) / 4,
    ),
    mix: effect(
      segments.reduce((sum, { mix }) => sum + mix, 0),
      sumOf(cells, (cell) => weightChange(cell) ** 2 * cell.rateVariance.ofMean) + both(meanRate),
    ),
    segments: sortBy(segments, [({ customers, mix }) => Math.abs(customers + mix), 'desc']),
    before: { n: earlier.n, mean: earlier.mean },
    after: { n: later.n, mean: later.mean },
  };
};
