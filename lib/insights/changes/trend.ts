import { type Disclosed, isFullySuppressed, type VersionNames } from '../../disclosure/parts.ts';
import { type DayRange, type DisclosedPeriod, daysOf, type SeriesGrain } from '../../disclosure/series.ts';
import { addDays, addMonths, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import {
  anomaliesOf,
  forecastFigure,
  type Judged,
  type SeriesPoint,
} from '../../metrics/comparisons/anomaly.ts';
import { seriesOf as figuresByName } from '../../metrics/comparisons/changes.ts';
import { forecastCount } from '../../metrics/comparisons/count-forecast.ts';
import { textDesignEffect } from '../../metrics/figures/design-effect.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { breaksBetween, breaksSeries } from './version-breaks.ts';

/** One period of a trend. Without value and figure nothing was measured, which is not 0; a period in which nobody responded has a volume of 0. */
export interface TrendPoint {
  readonly period: string;
  /** Suppressed: below the minimum group size. */
  readonly suppressed?: true;
  /** Partly suppressed. */
  readonly partial?: true;
  /** The period has not ended, or ends after the requested range; never judged. */
  readonly part?: true;
  /** Another version scored it than the point before: the two must not be compared. */
  readonly broken?: true;
  /** Only of `volume`: responses. */
  readonly value?: number;
  readonly figure?: Figure;
  /** The range predicted by earlier points; absent if there are too few. */
  readonly judged?: Judged;
}

export interface TrendTime {
  readonly grain: SeriesGrain;
  /** Earlier points are only used to judge. */
  readonly range: DayRange;
  /** In the reporting time zone. */
  readonly today: string;
}

/** The number of responses, the name of a headline, or `theme:<id>:share` and `theme:<id>:net`. */
export type TrendMetric = string;

interface Asked {
  readonly metric: TrendMetric;
  readonly settings: MetricsSettings;
}

/** Points in a season, by the length of a period: days of a week, months of a year; weeks are compared with each other. */
const lookedBack = {
  day: { points: 7, seasons: 8 },
  week: { points: 1, seasons: 16 },
  month: { points: 12, seasons: 8 },
} as const;

const nextPeriod = (grain: SeriesGrain, period: string): string => {
  if (grain === 'month') return addMonths(period, 1);
  return addDays(period, grain === 'week' ? 7 : 1);
};

const firstPeriod = (grain: SeriesGrain, day: string): string => {
  if (grain === 'month') return day.slice(0, 7);
  return grain === 'week' ? firstDayOfWeek(day) : day;
};

/** The first day that must be read to judge points from `from` on. @example warmUpFrom('day', '2026-05-01') // '2026-03-06' */
export const warmUpFrom = (grain: SeriesGrain, from: string): string => {
  const points = lookedBack[grain].points * lookedBack[grain].seasons;
  if (grain === 'month') return `${addMonths(from.slice(0, 7), -points)}-01`;
  return addDays(firstPeriod(grain, from), -points * (grain === 'week' ? 7 : 1));
};

/** Every period from the first with data to the last, so that a gap in time is a gap in the series. */
const withGaps = (
  series: readonly DisclosedPeriod[],
  grain: SeriesGrain,
): [string, Disclosed | undefined][] => {
  const known = new Map(series.map(({ period, disclosed }) => [period, disclosed]));
  const last = series.at(-1)?.period ?? '';
  const all: [string, Disclosed | undefined][] = [];
  for (let period = series[0]?.period ?? '~'; period <= last; period = nextPeriod(grain, period))
    all.push([period, known.get(period)]);
  return all;
};

/** A theme without mentions has a share of 0, if answers were read and nothing is suppressed. */
const unmentioned = (
  metric: TrendMetric,
  disclosed: Disclosed,
  settings: MetricsSettings,
): Figure | undefined => {
  const { scored } = disclosed.tally.answers;
  if (!/^theme:.+:share$/.test(metric) || disclosed.partial || scored === 0) return undefined;
  return figureMaker(settings.minimumSample ?? defaultMinimumSample, textDesignEffect(disclosed.tally)).share(
    0,
    scored,
  );
};

const measured = (
  metric: TrendMetric,
  disclosed: Disclosed | undefined,
  settings: MetricsSettings,
): Pick<TrendPoint, 'value' | 'figure' | 'suppressed' | 'partial'> => {
  if (disclosed === undefined) return metric === 'volume' ? { value: 0 } : {};
  if (isFullySuppressed(disclosed)) return { suppressed: true };
  const partial = disclosed.incomplete ? { partial: true as const } : {};
  if (metric === 'volume') return { value: disclosed.tally.responses, ...partial };
  const figure =
    figuresByName(figuresOf(disclosed.tally, settings)).get(metric) ??
    unmentioned(metric, disclosed, settings);
  // A missing theme may be one that is suppressed.
  if (figure === undefined && metric.startsWith('theme:') && disclosed.partial) return { suppressed: true };
  return { ...(figure && { figure }), ...partial };
};

/** Whether each point was scored by another version than the last scored one, or by several: what `/changes` does not compare. */
const breaksIn = (metric: TrendMetric, all: readonly (Disclosed | undefined)[]): boolean[] => {
  let last: VersionNames = { sentiment: [], theme: [] };
  return all.map((disclosed) => {
    const now = disclosed?.versions ?? { sentiment: [], theme: [] };
    const isScored = now.sentiment.length + now.theme.length > 0;
    const isFirst = last.sentiment.length + last.theme.length === 0;
    const broken = isScored && !isFirst && breaksSeries(breaksBetween(last, now), metric);
    if (isScored) last = now;
    return broken;
  });
};

/** A suppressed day is below the minimum group size, or next to one that is. */
const countPoint = ({ value, suppressed, part }: TrendPoint, fewest: number): SeriesPoint => {
  if (part) return {};
  return suppressed ? { atMost: fewest - 1 } : { value };
};

const figurePoint = ({ figure, part }: TrendPoint): SeriesPoint =>
  part || figure === undefined
    ? {}
    : { value: figure.value, standardError: (figure.high - figure.low) / (2 * 1.96), n: figure.n };

const judgedRun = (run: readonly TrendPoint[], { metric, settings }: Asked, grain: SeriesGrain) => {
  const { points: season, seasons } = lookedBack[grain];
  const fewest = thresholdsOf(settings).figures;
  const judged =
    metric === 'volume'
      ? anomaliesOf(
          run.map((point) => countPoint(point, fewest)),
          forecastCount,
          { season, seasons },
        )
      : anomaliesOf(run.map(figurePoint), forecastFigure, { season, seasons });
  return run.map((point, index): TrendPoint => (judged[index] ? { ...point, judged: judged[index] } : point));
};

/** Points are judged only by those since the last version change. */
const judgedPoints = (points: readonly TrendPoint[], asked: Asked, grain: SeriesGrain): TrendPoint[] => {
  const starts = [...points.entries()].filter(([, { broken }]) => broken).map(([index]) => index);
  const bounds = [0, ...starts, points.length];
  return bounds.slice(1).flatMap((end, index) => judgedRun(points.slice(bounds[index], end), asked, grain));
};

/**
 * One metric over time, gaps included: each point with its interval, marked where the version changed, where the period has
 * not ended and where it is an anomaly compared with earlier points.
 *
 * @param series in order, with as much of the past as it takes to judge ({@link warmUpFrom})
 */
export const trendOf = (
  series: readonly DisclosedPeriod[],
  asked: Asked,
  { grain, range, today }: TrendTime,
): TrendPoint[] => {
  const { metric, settings } = asked;
  const periods = withGaps(series, grain);
  const breaks = breaksIn(
    metric,
    periods.map(([, disclosed]) => disclosed),
  );
  const points = periods.map(([period, disclosed], index): TrendPoint => {
    const { to } = daysOf(grain, period);
    return {
      period,
      ...measured(metric, disclosed, settings),
      ...(to >= today || to > range.to ? { part: true } : {}),
      ...(breaks[index] ? { broken: true } : {}),
    };
  });
  return judgedPoints(points, asked, grain).filter(({ period }) => daysOf(grain, period).from >= range.from);
};
