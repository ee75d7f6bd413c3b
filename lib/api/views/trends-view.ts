import type { Hono } from 'hono';
import pMap from 'p-map';
import { type DayRange, type DisclosedPeriod, type SeriesGrain, seriesOf } from '../../disclosure/series.ts';
import { VerbatimError } from '../../errors.ts';
import { type TrendPoint, trendOf, warmUpFrom } from '../../insights/changes/trend.ts';
import { lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { journeyRange, readAllMonths } from '../../query/journey-reader.ts';
import { readDisclosedSeries } from '../../query/read-disclosed.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { SummaryStore } from '../../store/summary-store.ts';
import { parseParameters, trendsParameters } from '../query-parameters.ts';
import { scaleOf, scalesOf } from '../scans/drivers-view.ts';
import { sumSeries } from './period-summaries.ts';

export interface TrendView extends DayRange {
  readonly metric: string;
  readonly grain: SeriesGrain;
  readonly touchpoint?: string;
  readonly stage?: string;
  readonly points: readonly TrendPoint[];
}

const touchpointsAtOnce = 8;

/** The scales and their kinds, `volume`, `sentiment:net`, and the two series of a theme. */
const metricPattern = /^(?:volume|sentiment:net|(?:nps|csat|ces|rating)(?::.+)?|theme:.+:(?:share|net))$/;

const checkedMetric = (metric: string): string => {
  if (metricPattern.test(metric)) return metric;
  throw new VerbatimError('usage', 'parameter "metric" is wrong', {
    expected:
      'volume, sentiment:net, nps, csat, ces, rating, the key of a scale such as nps:transactional, theme:<id>:share or theme:<id>:net',
    got: metric,
  });
};

/** The series that is meant: of a kind of score, that on the scale most used. Throws `not-found` where nobody used one. */
const seriesMeant = (metric: string, periods: readonly DisclosedPeriod[]): string => {
  if (metric === 'volume' || metric.includes(':')) return metric;
  const { ratings } = sumTallies(periods.map(({ disclosed }) => disclosed.tally));
  const counts = Object.entries(ratings).map(([key, byValue]): [string, number] => [
    key,
    Object.values(byValue).reduce((sum, count) => sum + count, 0),
  ]);
  return scaleOf({ metric }, scalesOf({ ratings: Object.fromEntries(counts) }, metric));
};

const isOfText = (metric: string): boolean => /^(?:sentiment|theme):/.test(metric);

export const trendRoutes = ['GET /trends?metric&touchpoint|stage&grain=day|week|month&from&to'] as const;

/** The periods of many touchpoints added up; ratings and volume need no more than the headlines. */
const readSummed = async (
  summaries: SummaryStore,
  touchpoints: readonly string[],
  metric: string,
  grain: SeriesGrain,
  range: DayRange,
  threshold: number,
): Promise<DisclosedPeriod[]> => {
  if (touchpoints.length > 1 && !isOfText(metric)) {
    const months = await readAllMonths(summaries, range, threshold);
    const series = touchpoints.map((id) => seriesOf(months.get(id) ?? [], grain, range));
    return sumSeries(series);
  }
  const all = await pMap(
    touchpoints,
    (touchpoint) => readDisclosedSeries(summaries, touchpoint, grain, range, threshold),
    { concurrency: touchpointsAtOnce },
  );
  return sumSeries(all);
};

/** Reads one measure over time. */
export const readTrend = async (
  { summaries }: Pick<Effects, 'summaries'>,
  configuration: Configuration,
  query: Readonly<Record<string, string>>,
  today: string,
): Promise<TrendView> => {
  const { metric: asked, grain, touchpoint, stage, ...span } = parseParameters(trendsParameters, query);
  const [settings, range, touchpoints] = await Promise.all([
    configuration.metrics(),
    journeyRange(summaries, span, today),
    touchpointsIn(summaries, configuration, { touchpoint, stage }),
  ]);
  const read = {
    from: warmUpFrom(grain, range.from),
    to: grain === 'month' ? lastDayOfMonth(range.to.slice(0, 7)) : range.to,
  };
  const series = await readSummed(
    summaries,
    touchpoints,
    checkedMetric(asked),
    grain,
    read,
    thresholdsOf(settings).figures,
  );
  const metric = seriesMeant(asked, series);
  return {
    metric,
    grain,
    ...range,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(stage === undefined ? {} : { stage }),
    points: trendOf(series, metric, { grain, range, today }, settings),
  };
};

/** Adds trends. */
export const addTrends = (
  api: Hono,
  effects: Effects,
  configuration: Configuration,
  today: () => string,
): void => {
  api.get('/trends', async (context) =>
    context.json(await readTrend(effects, configuration, context.req.query(), today())),
  );
};
