import { normalP, normalQuantile95 } from '../figures/distributions.ts';

/** One period of a series: a day's NPS, volume or share. */
export interface SeriesPoint {
  /** Absent if nothing was measured: a day without feedback is not a day of 0. */
  readonly value?: number | undefined;
  /** The standard error of the value itself, if it is a figure of a sample: (high − low) / 3.92. Default 0. */
  readonly standardError?: number | undefined;
}

/** How a point compares with its baseline. */
export interface Judged {
  /** What the earlier points of the same season predict. */
  readonly expected: number;
  /** The range of nineteen in twenty normal points. */
  readonly low: number;
  readonly high: number;
  /** The distance from the expected value, in robust standard deviations. */
  readonly score: number;
  /** The chance, 0..1, of a score at least this far from 0 in a normal series. */
  readonly p: number;
  readonly anomalous: boolean;
}

export interface AnomalyOptions {
  /** Points in a season. Default 7: days of a week. */
  readonly season?: number;
  /** Number of seasons to look back. Default 8. */
  readonly seasons?: number;
  /** Earlier points of the same season needed to judge. Default 4. */
  readonly minimumSeasons?: number;
  /** The score from which a point is anomalous. Default 3.5 (Iglewicz and Hoaglin 1993). */
  readonly limit?: number;
}

const defaults = { season: 7, seasons: 8, minimumSeasons: 4, limit: 3.5 };
type Settings = Required<AnomalyOptions>;

const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** The median of sorted values without the one at index `without`. At least one value must remain. */
const medianOfSorted = (sorted: Float64Array, without = sorted.length): number => {
  const last = sorted.length - (without < sorted.length ? 2 : 1);
  const at = (place: number): number => sorted[place < without ? place : place + 1] ?? Number.NaN;
  return (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2;
};

/** The values of a window by the season's phase (the weekday), so that phases are never compared with each other. */
const byPhase = (window: readonly SeriesPoint[], season: number): Float64Array[] => {
  const phases = Array.from({ length: season }, (): number[] => []);
  for (const [index, { value }] of window.entries())
    if (value !== undefined) phases[index % season]?.push(value);
  return phases.map(ascending);
};

/** The distance of each value from the median of the others of its phase. */
const deviationsIn = (phase: Float64Array): number[] =>
  phase.length < 2 ? [] : Array.from(phase, (value, index) => Math.abs(value - medianOfSorted(phase, index)));

/**
 * The standard deviation of a normal point around the median of its phase: from the median of the deviations, or
 * if more than half of them are 0, from their mean (Iglewicz and Hoaglin 1993).
 */
const scatterOf = (phases: readonly Float64Array[]): number => {
  const deviations = ascending(phases.flatMap(deviationsIn));
  if (deviations.length === 0) return 0;
  const middle = medianOfSorted(deviations);
  if (middle > 0) return 1.4826 * middle;
  return (1.2533 * deviations.reduce((sum, deviation) => sum + deviation, 0)) / deviations.length;
};

/** The share of the spread that is not sampling error of the points themselves. */
const processVariance = (window: readonly SeriesPoint[], scatter: number): number => {
  const errors = window.flatMap(({ value, standardError = 0 }) =>
    value === undefined ? [] : [standardError],
  );
  return Math.max(0, scatter ** 2 - medianOfSorted(ascending(errors)) ** 2);
};

const judge = (
  points: readonly SeriesPoint[],
  at: number,
  { season, seasons, minimumSeasons, limit }: Settings,
): Judged | undefined => {
  const { value, standardError = 0 } = points[at] ?? {};
  // A window of whole seasons that ends just before the point: its first phase is the phase of the point.
  const length = Math.min(seasons, Math.floor(at / season)) * season;
  const window = points.slice(at - length, at);
  const phases = byPhase(window, season);
  const [own] = phases;
  if (value === undefined || own === undefined || own.length < minimumSeasons) return undefined;
  const expected = medianOfSorted(own);
  const variance = processVariance(window, scatterOf(phases)) + standardError ** 2;
  if (variance === 0) return undefined;
  const deviation = Math.sqrt(variance);
  const score = (value - expected) / deviation;
  return {
    expected,
    low: expected - normalQuantile95 * deviation,
    high: expected + normalQuantile95 * deviation,
    score,
    p: normalP(score),
    anomalous: Math.abs(score) >= limit,
  };
};

/**
 * Judges each point of a series by the points before it: by the median of the same phase in the last seasons (the last
 * eight Mondays), and by the spread of points around the medians of their phases. Medians keep one past anomaly
 * from hiding the next. `undefined` for a point without a value, with too little history, or in a series without any variation.
 *
 * Source: median and MAD with a limit of 3.5 as in Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993).
 *
 * @example anomaliesOf(days.map(({ nps }) => ({ value: nps?.value })))[60]?.anomalous
 */
export const anomaliesOf = (
  points: readonly SeriesPoint[],
  options: AnomalyOptions = {},
): (Judged | undefined)[] => points.map((_, at) => judge(points, at, { ...defaults, ...options }));
