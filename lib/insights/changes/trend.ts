import { type Disclosed, isFullySuppressed, type VersionNames } from '../../disclosure/parts.ts';
import { type DayRange, type DisclosedPeriod, daysOf, type SeriesGrain } from '../../disclosure/series.ts';
import { addDays, addMonths, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { anomaliesOf, type Judged } from '../../metrics/comparisons/anomaly.ts';
import { seriesOf as figuresByName } from '../../metrics/comparisons/changes.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';

/** One period of a trend. Without value and figure nothing was measured: that is not 0. */
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

/** Points in a season, by the length of a period: days of a week, months of a year; weeks are compared with each other. */
const seasons = { day: 7, week: 1, month: 12 } as const;
const seasonsLookedBack = 8;

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
  const points = seasons[grain] * seasonsLookedBack;
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
  return figureMaker(settings.minimumSample ?? defaultMinimumSample).share(0, scored);
};

const measured = (
  metric: TrendMetric,
  disclosed: Disclosed | undefined,
  settings: MetricsSettings,
): Pick<TrendPoint, 'value' | 'figure' | 'suppressed' | 'partial'> => {
  if (disclosed === undefined) return {};
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

/** The version that scored a point, as far as it affects the metric; '' if none does. */
const instrumentOf = (metric: TrendMetric, { sentiment, theme }: VersionNames): string => {
  if (metric === 'sentiment:net') return sentiment.join(' ');
  if (!metric.startsWith('theme:')) return '';
  return metric.endsWith(':net') ? [...sentiment, '·', ...theme].join(' ') : theme.join(' ');
};

/** Whether each point was scored by another version than the last scored one. */
const breaksIn = (metric: TrendMetric, all: readonly (Disclosed | undefined)[]): boolean[] => {
  let last = '';
  return all.map((disclosed) => {
    const now = disclosed === undefined ? '' : instrumentOf(metric, disclosed.versions);
    if (now === '' || now === '·') return false;
    const broken = last !== '' && now !== last;
    last = now;
    return broken;
  });
};

const judgedRun = (run: readonly TrendPoint[], grain: SeriesGrain): TrendPoint[] => {
  const points = run.map(({ value, figure, part }) => ({
    value: part ? undefined : (figure?.value ?? value),
    standardError: figure === undefined ? 0 : (figure.high - figure.low) / (2 * 1.96),
  }));
  const judged = anomaliesOf(points, { season: seasons[grain], seasons: seasonsLookedBack });
  return run.map((point, index) => (judged[index] ? { ...point, judged: judged[index] } : point));
};

/** Points are judged only by those since the last version change. */
const judgedPoints = (points: readonly TrendPoint[], grain: SeriesGrain): TrendPoint[] => {
  const starts = [...points.entries()].filter(([, { broken }]) => broken).map(([index]) => index);
  const bounds = [0, ...starts, points.length];
  return bounds.slice(1).flatMap((end, index) => judgedRun(points.slice(bounds[index], end), grain));
};

/**
 * One metric over time, gaps included: each point with its interval, marked where the version changed, where the period has
 * not ended and where it is an anomaly compared with earlier points.
 *
 * @param series in order, with as much of the past as it takes to judge ({@link warmUpFrom})
 */
export const trendOf = (
  series: readonly DisclosedPeriod[],
  { metric, settings }: { readonly metric: TrendMetric; readonly settings: MetricsSettings },
  { grain, range, today }: TrendTime,
): TrendPoint[] => {
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
  return judgedPoints(points, grain).filter(({ period }) => daysOf(grain, period).from >= range.from);
};
