import type { Hono } from 'hono';
import { sumShown } from '../../disclosure/parts.ts';
import { daysOf, type SeriesGrain, type ShownPeriod } from '../../disclosure/series.ts';
import { type View, viewOf } from '../../insights/journey/period-view.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Configuration, Effects } from '../../pipeline/effects.ts';
import { readShownSeries } from '../../query/shown-reader.ts';
import { requireTouchpoint, stageTouchpoints } from '../../query/touchpoint-list.ts';
import { readCalibration, type StoredCalibration } from '../../store/settings/sentiment-config.ts';
import { parseParameters, summariesParameters } from '../query-parameters.ts';
import { facetsView } from './facets-view.ts';
import { type SentimentShares, sentimentSharesOf } from './sentiment-shares.ts';

/** One period of a series. */
export type PeriodSummary = View & {
  /** `2026-05-31`, the Monday of a week, or `2026-05`. */
  readonly period: string;
  /** The period is not over yet, or what was asked for begins or ends inside it. */
  readonly part?: true;
  /** Only where a calibration of the version that scored is stored. */
  readonly sentimentShares?: SentimentShares;
};

export interface SummarySeries {
  readonly touchpoint?: string;
  readonly stage?: string;
  readonly grain: SeriesGrain;
  readonly summaries: readonly PeriodSummary[];
}

/** What a view of a series depends on beside the series. */
export interface SeriesContext {
  readonly settings: MetricsSettings;
  readonly calibration: StoredCalibration | undefined;
  /** In the reporting zone: `2026-05-31`. */
  readonly today: string;
}

const summaryOf = (
  { period, shown }: ShownPeriod,
  grain: SeriesGrain,
  { settings, calibration, today }: SeriesContext,
): PeriodSummary => ({
  period,
  ...(daysOf(grain, period).to >= today ? { part: true } : {}),
  ...viewOf(shown, settings),
  ...sentimentSharesOf(shown, calibration),
});

export const summariesOf = (
  series: readonly ShownPeriod[],
  grain: SeriesGrain,
  context: SeriesContext,
): PeriodSummary[] => series.map((one) => summaryOf(one, grain, context));

/** Series added up period by period: what is shown of a stage is the sum of what is shown of its touchpoints. */
export const sumSeries = (all: readonly (readonly ShownPeriod[])[]): ShownPeriod[] =>
  [...Map.groupBy(all.flat(), ({ period }) => period)]
    .map(([period, same]) => ({ period, shown: sumShown(same.map(({ shown }) => shown)) }))
    .toSorted((left, right) => (left.period < right.period ? -1 : 1));

export const summaryRoutes = [
  'GET /touchpoints/{touchpoint}/summaries?grain=day|week|month&from&to',
  'GET /touchpoints/{touchpoint}/summaries?by={dimension}&from&to',
  'GET /stages/{stage}/summaries?grain=day|week|month&by&from&to',
] as const;

/** Adds the series of touchpoints and stages. */
export const addSummaries = (
  api: Hono,
  { summaries, objects }: Effects,
  configuration: Configuration,
  today: () => string,
): void => {
  const contextOf = async (): Promise<SeriesContext> => {
    const [settings, calibration] = await Promise.all([configuration.metrics(), readCalibration(objects)]);
    return { settings, calibration, today: today() };
  };

  const readSeries = async (touchpoints: readonly string[], query: Record<string, string>) => {
    const { by, grain = 'day', ...span } = parseParameters(summariesParameters, query);
    const context = await contextOf();
    if (by !== undefined) return facetsView(summaries, touchpoints, by, span, context);
    const { figures } = thresholdsOf(context.settings);
    const all = await Promise.all(
      touchpoints.map((touchpoint) => readShownSeries(summaries, touchpoint, grain, span, figures)),
    );
    return { grain, summaries: summariesOf(sumSeries(all), grain, context) };
  };

  api.get('/touchpoints/:touchpoint/summaries', async (context) => {
    const touchpoint = await requireTouchpoint(summaries, configuration, context.req.param('touchpoint'));
    return context.json({ touchpoint, ...(await readSeries([touchpoint], context.req.query())) });
  });

  api.get('/stages/:stage/summaries', async (context) => {
    const stage = context.req.param('stage');
    const touchpoints = await stageTouchpoints(configuration, stage);
    return context.json({ stage, ...(await readSeries(touchpoints, context.req.query())) });
  });
};
