import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { readDisclosedSeries } from '../../query/read-disclosed.ts';
import { requireTouchpoint, stageTouchpoints } from '../../query/touchpoint-list.ts';
import { readCalibration } from '../../store/settings/sentiment-config.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { stageSummaries, touchpointSummaries } from '../contract/summaries.ts';
import { type Route, route } from '../route.ts';
import { facetsView } from './facets-view.ts';
import { type SeriesContext, summariesOf, sumSeries } from './period-summaries.ts';

type Asked = ParsedRequest<typeof touchpointSummaries>['query'];

const seriesContext = async ({ effects, configuration, today }: ApiContext): Promise<SeriesContext> => {
  const [settings, calibration] = await Promise.all([
    configuration.metrics(),
    readCalibration(effects.objects),
  ]);
  return { settings, calibration, today: today() };
};

/** Period by period, or by a dimension. */
const readSeries = async (
  api: ApiContext,
  touchpoints: readonly string[],
  { by, grain = 'day', ...span }: Asked,
) => {
  const { summaries } = api.effects;
  const context = await seriesContext(api);
  if (by !== undefined) return facetsView({ ...context, summaries }, touchpoints, { by, ...span });
  const { figures } = thresholdsOf(context.settings);
  const all = await Promise.all(
    touchpoints.map((touchpoint) => readDisclosedSeries(summaries, { touchpoint, grain, span }, figures)),
  );
  return { grain, summaries: summariesOf(sumSeries(all), grain, context) };
};

/** `GET /touchpoints/{touchpoint}/summaries`, `GET /stages/{stage}/summaries` */
export const summaryRoutes = (context: ApiContext): Route[] => [
  route(touchpointSummaries, async ({ params, query }) => {
    const { effects, configuration } = context;
    const touchpoint = await requireTouchpoint(effects.summaries, configuration, params.touchpoint);
    return { touchpoint, ...(await readSeries(context, [touchpoint], query)) };
  }),
  route(stageSummaries, async ({ params: { stage }, query }) => {
    const touchpoints = await stageTouchpoints(context.configuration, stage);
    return { stage, ...(await readSeries(context, touchpoints, query)) };
  }),
];
