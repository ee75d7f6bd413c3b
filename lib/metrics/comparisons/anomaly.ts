import { normalP, normalQuantile95 } from '../figures/distributions.ts';

/** One period of a series: a day's NPS, volume or share. */
export interface SeriesPoint {
  /** Absent where nothing was measured: a day without feedback is not a day of 0. */
  readonly value?: number | undefined;
  /** The standard error of the value itself, where it is a figure of a sample: (high − low) / 3.92. Default 0. */
  readonly standardError?: number | undefined;
}

/** What the baseline says of a point. */
export interface Judged {
  /** What the same season's earlier points let one expect. */
  readonly expected: number;
  /** Where nineteen in twenty ordinary points fall. */
  readonly low: number;
  readonly high: number;
  /** How many robust standard deviations the value is from what was expected. */
  readonly score: number;
  /** The chance, 0..1, of a score at least this far from 0 in an ordinary series. */
  readonly p: number;
  readonly anomalous: boolean;
}

export interface AnomalyOptions {
  /** Points in a season. Default 7: days of a week. */
  readonly season?: number;
  /** Seasons looked back on. Default 8. */
  readonly seasons?: number;
  /** Earlier points of the same season that it takes to judge. Default 4. */
  readonly minimumSeasons?: number;
  /** The score from which a point is anomalous. Default 3.5 (Iglewicz and Hoaglin 1993). */
  readonly limit?: number;
}

const defaults = { season: 7, seasons: 8, minimumSeasons: 4, limit: 3.5 };
type Settings = Required<AnomalyOptions>;

const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** The median of sorted values, of which the one at index `without` is left out. Not for fewer than one value that stays. */
const medianOfSorted = (sorted: Float64Array, without = sorted.length): number => {
  const last = sorted.length - (without < sorted.length ? 2 : 1);
  const at = (place: number): number => sorted[place < without ? place : place + 1] ?? Number.NaN;
  return (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2;
};

/** The values of a window by the season's phase (the weekday), so that phases are never compared with one another. */
const byPhase = (window: readonly SeriesPoint[], season: number): Float64Array[] => {
  const phases = Array.from({ length: season }, (): number[] => []);
  for (const [index, { value }] of window.entries())
    if (value !== undefined) phases[index % season]?.push(value);
  return phases.map(ascending);
};

/** How far each value is from the median of the others of its phase: as far as the next one may be from all of them. */
const deviationsIn = (phase: Float64Array): number[] =>
  phase.length < 2 ? [] : Array.from(phase, (value, index) => Math.abs(value - medianOfSorted(phase, index)));

/**
 * The standard deviation of an ordinary point around the median of its phase: from the median of the deviations, or
 * where more than half of them are 0, from their mean (Iglewicz and Hoaglin 1993).
 */
const scatterOf = (phases: readonly Float64Array[]): number => {
  const deviations = ascending(phases.flatMap(deviationsIn));
  if (deviations.length === 0) return 0;
  const middle = medianOfSorted(deviations);
  if (middle > 0) return 1.4826 * middle;
  return (1.2533 * deviations.reduce((sum, deviation) => sum + deviation, 0)) / deviations.length;
};

/** What part of the scatter is not the sampling error that the points had themselves. */
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
 * Judges each point of a series by the points before it: by the median of the same phase of the last seasons (the last
 * eight Mondays), and by how widely points scatter around the medians of their phases. Medians keep one past anomaly
 * from hiding the next. `undefined` for a point without a value, with too short a past, or in a series without any scatter.
 *
 * Source: median and MAD with a limit of 3.5 as in Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993).
 *
 * @example anomaliesOf(days.map(({ nps }) => ({ value: nps?.value })))[60]?.anomalous
 */
export const anomaliesOf = (
  points: readonly SeriesPoint[],
  options: AnomalyOptions = {},
): (Judged | undefined)[] => points.map((_, at) => judge(points, at, { ...defaults, ...options }));
