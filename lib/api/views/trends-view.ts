import pMap from 'p-map';
import { type DayRange, type DisclosedPeriod, type SeriesGrain, seriesOf } from '../../disclosure/series.ts';
import { VerbatimError } from '../../errors.ts';
import { trendOf, warmUpFrom } from '../../insights/changes/trend.ts';
import { lastDayOfMonth } from '../../metrics/calendar/calendar.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import { partRange, readAllMonths } from '../../query/journey-reader.ts';
import { readDisclosedSeries } from '../../query/read-disclosed.ts';
import { touchpointsIn } from '../../query/touchpoint-list.ts';
import type { SummaryStore } from '../../store/summary-store.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { readTrend, type TrendView } from '../contract/changes.ts';
import { type Route, route } from '../route.ts';
import { metricThere, scaleOf, scalesOf } from '../scans/drivers-view.ts';
import { type ComparingContext, keptView } from './compared.ts';
import { sumSeries } from './period-summaries.ts';

const touchpointsAtOnce = 8;

/** The scales and their kinds, `volume`, `sentiment:net`, and the two series of a theme. */
const metricPattern = /^(?:volume|sentiment:net|(?:nps|csat|ces|rating)(?::.+)?|theme:.+:(?:share|net))$/;

const checkedMetric = (metric: string): string => {
  if (metricPattern.test(metric)) return metric;
  throw new VerbatimError('usage', 'parameter "metric" is invalid', {
    expected:
      'volume, sentiment:net, nps, csat, ces, rating, the key of a scale such as nps:transactional, theme:<id>:share or theme:<id>:net',
    got: metric,
  });
};

/**
 * The requested series: of a kind of score, that on the most used scale; by default, the first kind with ratings, otherwise net sentiment. Throws
 * `not-found` if there is none.
 */
const seriesMeant = (asked: string | undefined, periods: readonly DisclosedPeriod[]): string => {
  if (asked === 'volume' || asked?.includes(':')) return asked;
  const { ratings } = sumTallies(periods.map(({ disclosed }) => disclosed.tally));
  const counts = Object.entries(ratings).map(([key, byValue]): [string, number] => [
    key,
    Object.values(byValue).reduce((sum, count) => sum + count, 0),
  ]);
  const there = { ratings: Object.fromEntries(counts) };
  const metric = asked ?? metricThere(there);
  return metric === undefined ? 'sentiment:net' : scaleOf({ metric }, scalesOf(there, metric));
};

const isOfText = (metric: string): boolean => /^(?:sentiment|theme):/.test(metric);

/** The periods of many touchpoints added up; ratings and volume need no more than the headlines. */
const readSummed = async (
  { summaries, threshold }: { readonly summaries: SummaryStore; readonly threshold: number },
  touchpoints: readonly string[],
  {
    metric,
    grain,
    range,
  }: { readonly metric: string; readonly grain: SeriesGrain; readonly range: DayRange },
): Promise<DisclosedPeriod[]> => {
  if (touchpoints.length > 1 && !isOfText(metric)) {
    const months = await readAllMonths(summaries, { range, grain }, threshold);
    const series = touchpoints.map((id) => seriesOf(months.get(id) ?? [], grain, range));
    return sumSeries(series);
  }
  const all = await pMap(
    touchpoints,
    (touchpoint) => readDisclosedSeries(summaries, { touchpoint, grain, span: range }, threshold),
    { concurrency: touchpointsAtOnce },
  );
  return sumSeries(all);
};

const daysRead = (grain: SeriesGrain, { from, to }: DayRange): DayRange => ({
  from: warmUpFrom(grain, from),
  to: grain === 'month' ? lastDayOfMonth(to.slice(0, 7)) : to,
});

type Asked = ParsedRequest<typeof readTrend>['query'];

/** Reads one measure over time. */
const readView = async (
  { effects: { summaries }, configuration, today: now }: ApiContext,
  { metric: asked, grain, touchpoint, stage, ...span }: Asked,
): Promise<TrendView> => {
  const today = now();
  const [settings, touchpoints] = await Promise.all([
    configuration.metrics(),
    touchpointsIn(summaries, configuration, { touchpoint, stage }),
  ]);
  const range = await partRange(summaries, { ...span, touchpoints }, today);
  const series = await readSummed({ summaries, threshold: thresholdsOf(settings).figures }, touchpoints, {
    metric: asked === undefined ? 'nps' : checkedMetric(asked),
    grain,
    range: daysRead(grain, range),
  });
  const metric = seriesMeant(asked, series);
  return {
    metric,
    grain,
    ...range,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(stage === undefined ? {} : { stage }),
    points: trendOf(series, { metric, settings }, { grain, range, today }),
  };
};

/** `GET /trends` */
export const trendRoutes = (context: ComparingContext): Route[] => {
  const view = keptView(context, (query: Asked) => readView(context, query));
  return [route(readTrend, ({ query }) => view(query))];
};
