import { normalQuantile, tP, tQuantile } from '../figures/distributions.ts';

/** One period of a series: a day's NPS, volume or share. */
export interface SeriesPoint {
  /** Absent if it is not known: nothing was measured, or it is suppressed. A day on which nobody responded has a volume of 0, and no NPS. */
  readonly value?: number | undefined;
  /** The standard error of the value itself, if it is a figure of a sample: (high − low) / 3.92. Default 0. */
  readonly standardError?: number | undefined;
  /** Of how many responses the figure is. Then the errors of all are taken together, as an extreme value tells too little of its own. */
  readonly n?: number | undefined;
  /** The most that a suppressed count can be. It is judged as if it were that, and is no part of later expectations. */
  readonly atMost?: number | undefined;
}

/** How a point compares with what earlier points predict. */
export interface Judged {
  readonly expected: number;
  /** The range of nineteen in twenty ordinary points. */
  readonly low: number;
  readonly high: number;
  /** The distance from the expected value, in standard deviations of a normal series with this p. */
  readonly score: number;
  /** The chance, 0..1, of a point at least this far away in an ordinary series. */
  readonly p: number;
  readonly anomalous: boolean;
}

/** What earlier points predict of the next one. */
export interface Forecast {
  readonly expected: number;
  /** The two-sided chance, 0..1, of a value at least this far away. */
  readonly p: (value: number) => number;
  /** The range that ordinary values leave with this chance. */
  readonly range: (p: number) => { readonly low: number; readonly high: number };
}

/**
 * @param window the points just before, whole seasons of them: the first is of the same phase as the next one (a Monday before a Monday)
 * @param next what is known of the next point but its value
 */
export type Forecaster = (
  window: readonly SeriesPoint[],
  season: number,
  next: SeriesPoint,
) => Forecast | undefined;

export interface AnomalyOptions {
  /** Points in a season. Default 7: days of a week. */
  readonly season?: number;
  /** Number of seasons to look back. Default 8. */
  readonly seasons?: number;
  /** Earlier points of the same season needed to judge. Default 4. */
  readonly minimumSeasons?: number;
  /** The share of ordinary points that are called. Default 0.003. */
  readonly level?: number;
}

const defaults = { season: 7, seasons: 8, minimumSeasons: 4, level: 0.003 };
const tail95 = 0.05;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** The intervals of figures add three responses to the sample, and so do their standard errors. */
const addedResponses = 3;

/** The variance of one response, by all points that say of how many they are; undefined where none does. */
const unitVariance = (points: readonly SeriesPoint[]): number | undefined => {
  const units = points.flatMap(({ value, standardError = 0, n = 0 }) =>
    value === undefined || n === 0 ? [] : [standardError ** 2 * (n + addedResponses)],
  );
  return units.length === 0 ? undefined : meanOf(units);
};

const samplingVariance = ({ standardError = 0, n }: SeriesPoint, unit: number | undefined): number =>
  n === undefined || unit === undefined ? standardError ** 2 : unit / n;

interface Known {
  readonly value: number;
  readonly variance: number;
}

const knownIn = (window: readonly SeriesPoint[], season: number, unit: number | undefined): Known[][] =>
  Array.from({ length: season }, (_, phase) =>
    window
      .filter((_, index) => index % season === phase)
      .flatMap((point) =>
        point.value === undefined ? [] : [{ value: point.value, variance: samplingVariance(point, unit) }],
      ),
  );

/** How far points scatter around the mean of their phase, beyond the sampling error of each: a method-of-moments variance, never below 0. */
const processVariance = (
  phases: readonly Known[][],
): { readonly variance: number; readonly degrees: number } => {
  const degrees = sumOf(phases.map(({ length }) => Math.max(0, length - 1)));
  const excess = phases.flatMap((phase) => {
    const mean = meanOf(phase.map(({ value }) => value));
    return phase.map(({ value, variance }) => (value - mean) ** 2 - variance * (1 - 1 / phase.length));
  });
  return { variance: degrees === 0 ? 0 : Math.max(0, sumOf(excess) / degrees), degrees };
};

/**
 * A figure is predicted by the mean of its phase, each point by its own precision. Its variance is the sampling error of the point itself, so that days
 * with few responses scatter as they do, and what days scatter beyond that (DerSimonian and Laird, Controlled Clinical Trials 7 (1986)
 * 177–188). The error of the mean, and that of the scatter by Student's t, are allowed for.
 */
export const forecastFigure: Forecaster = (window, season, next) => {
  const unit = unitVariance(window);
  const phases = knownIn(window, season, unit);
  const { variance, degrees } = processVariance(phases);
  const own = (phases[0] ?? []).map((known) => ({ ...known, weight: 1 / (known.variance + variance) }));
  const weight = sumOf(own.map((known) => known.weight));
  if (degrees === 0 || own.length === 0) return undefined;
  const isConstant = !Number.isFinite(weight);
  const expected = isConstant
    ? meanOf(own.map(({ value }) => value))
    : sumOf(own.map((known) => known.value * known.weight)) / weight;
  const deviation = Math.sqrt(variance + samplingVariance(next, unit) + (isConstant ? 0 : 1 / weight));
  if (deviation === 0) return undefined;
  return {
    expected,
    p: (value) => tP((value - expected) / deviation, degrees),
    range: (p) => {
      const margin = tQuantile(1 - p / 2, degrees) * deviation;
      return { low: expected - margin, high: expected + margin };
    },
  };
};

const judge = (value: number, forecast: Forecast, level: number): Judged => {
  const { expected } = forecast;
  const p = forecast.p(value);
  const distance = p >= 1 ? 0 : -normalQuantile(Math.max(p, Number.MIN_VALUE) / 2);
  return {
    expected,
    ...forecast.range(tail95),
    score: value < expected ? -distance : distance,
    p,
    anomalous: p <= level,
  };
};

/** What was called counts as the end of the range that it left. */
const cleaned = (point: SeriesPoint, forecast: Forecast | undefined, level: number): SeriesPoint => {
  if (forecast === undefined || point.value === undefined) return point;
  const { low, high } = forecast.range(level);
  return { ...point, value: Math.min(high, Math.max(low, point.value)) };
};

/** A suppressed point differs from the expectation only if even its largest possible value is too low. */
const judgePoint = (
  { value, atMost }: SeriesPoint,
  forecast: Forecast,
  level: number,
): Judged | undefined => {
  if (value !== undefined) return judge(value, forecast, level);
  if (atMost === undefined) return undefined;
  const judged = judge(atMost, forecast, level);
  return judged.anomalous && judged.score < 0 ? judged : undefined;
};

/**
 * Judges each point of a series by what the points before it predict: the same phases of the last seasons (the last eight Mondays).
 * A point that is called counts in later predictions as the end of the range that it left, so that one anomaly neither hides the next nor
 * is forgotten where it stays. `undefined` for a point that is not known, with too little history, or in a series without any variation.
 *
 * Source: one-step-ahead cleaning as in Gelper, Fried and Croux, Journal of Forecasting 29 (2010) 285–300.
 *
 * @param forecast {@link forecastFigure} or, for volumes, `forecastCount`
 * @example anomaliesOf(days.map(({ nps }) => ({ value: nps?.value })), forecastFigure)[60]?.anomalous
 */
export const anomaliesOf = (
  points: readonly SeriesPoint[],
  forecast: Forecaster,
  options: AnomalyOptions = {},
): (Judged | undefined)[] => {
  const { season, seasons, minimumSeasons, level } = { ...defaults, ...options };
  const past: SeriesPoint[] = [];
  return points.map((point, at) => {
    // A window of whole seasons that ends just before the point: its first phase is the phase of the point.
    const window = past.slice(at - Math.min(seasons, Math.floor(at / season)) * season);
    const own = window.filter(({ value }, index) => index % season === 0 && value !== undefined);
    const predicted = own.length < minimumSeasons ? undefined : forecast(window, season, point);
    const judged = predicted && judgePoint(point, predicted, level);
    past.push(judged?.anomalous ? cleaned(point, predicted, level) : point);
    return judged;
  });
};
