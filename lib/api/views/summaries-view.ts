import type { Hono } from 'hono';
import type { SeriesGrain } from '../../disclosure/series.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { readDisclosedSeries } from '../../query/read-disclosed.ts';
import { requireTouchpoint, stageTouchpoints } from '../../query/touchpoint-list.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { readCalibration } from '../../store/settings/sentiment-config.ts';
import { parseParameters, summariesParameters } from '../query-parameters.ts';
import { facetsView } from './facets-view.ts';
import { type PeriodSummary, type SeriesContext, summariesOf, sumSeries } from './period-summaries.ts';

export interface SummarySeries {
  readonly touchpoint?: string;
  readonly stage?: string;
  readonly grain: SeriesGrain;
  readonly summaries: readonly PeriodSummary[];
}

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
      touchpoints.map((touchpoint) => readDisclosedSeries(summaries, touchpoint, grain, span, figures)),
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
