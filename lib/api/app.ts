import { Hono } from 'hono';
import { errorView, statusOf, VerbatimError } from '../errors.ts';
import { thresholdsOf } from '../metrics/figures/metrics-settings.ts';
import type { Effects } from '../pipeline/effects.ts';
import { listTouchpoints, requireTouchpoint } from '../query/touchpoint-list.ts';
import type { Batch } from '../store/batches/batch.ts';
import type { Configuration } from '../store/settings/configuration.ts';
import { batchView, mappingOf } from './batches/batch-view.ts';
import { addReanalyses, reanalysisRoutes } from './batches/reanalyses.ts';
import { addRejects, rejectsRoutes } from './batches/rejected-rows.ts';
import { uploadRoutes } from './batches/uploads.ts';
import { addExport, exportRoutes } from './export/export-view.ts';
import { batchesParameters, feedbackParameters, parseParameters } from './query-parameters.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { addScans, scanRoutes } from './scans/scans.ts';
import { addChanges, changeRoutes } from './views/changes-view.ts';
import { addDiscoveredThemes, discoveredRoutes } from './views/discovered-themes.ts';
import { addPersonas, personaRoutes } from './views/facets-view.ts';
import { feedbackPage } from './views/feedback-page.ts';
import { addJourney, journeyRoutes } from './views/journey-view.ts';
import { addScorecard, scorecardRoutes } from './views/scorecard-view.ts';
import { addSummaries, summaryRoutes } from './views/summaries-view.ts';
import { addTrends, trendRoutes } from './views/trends-view.ts';

const routes = [
  'GET /touchpoints',
  ...summaryRoutes,
  ...personaRoutes,
  ...journeyRoutes,
  ...scorecardRoutes,
  ...trendRoutes,
  ...changeRoutes,
  ...exportRoutes,
  'GET /touchpoints/{touchpoint}/feedback?from&to&label&theme&limit&cursor',
  'GET /batches?object&limit&cursor',
  'GET /batches/{batch}',
  'DELETE /batches/{batch}',
  ...rejectsRoutes,
  ...discoveredRoutes,
  ...scanRoutes,
  ...reanalysisRoutes,
  ...reportRoutes,
  ...uploadRoutes,
];

/** Clients get our own errors, with the place in a file that they are about; of any other error only that there was one. */
const errorBody = (error: Error) =>
  error instanceof VerbatimError
    ? errorView(error)
    : { code: 'internal', message: 'something failed on our side' };

/**
 * The HTTP API: requests in, JSON out. The routes are listed at `/`; docs/api.md documents each.
 *
 * @param today the day in the reporting zone, `2026-05-31`: periods that are not over by then are marked. Default: of UTC
 * @param milliseconds a clock that only goes forward, from any zero; views that read responses one by one stop by it
 */
export const createApi = (
  effects: Effects,
  configuration: Configuration,
  today: () => string = () => new Date().toISOString().slice(0, 10),
  milliseconds: () => number = () => performance.now(),
): Hono => {
  const api = new Hono();

  const knownBatch = async (batchId: string): Promise<Batch> => {
    const batch = await effects.batches.read(batchId);
    if (batch === undefined || batch.reanalysis !== undefined)
      throw new VerbatimError('not-found', 'there is no such batch', { got: batchId });
    return batch;
  };

  api.get('/', (context) => context.json({ name: 'Verbatim', routes }));

  api.get('/touchpoints', async (context) =>
    context.json({ touchpoints: await listTouchpoints(effects, configuration) }),
  );

  addSummaries(api, effects, configuration, today);
  addScans(api, { ...effects, milliseconds }, configuration);
  addPersonas(api, effects, configuration, today);
  addJourney(api, effects, configuration, today);
  addScorecard(api, effects, configuration, today);
  addTrends(api, effects, configuration, today);
  addChanges(api, effects, configuration, today);
  addExport(api);

  api.get('/touchpoints/:touchpoint/feedback', async (context) => {
    const parameters = parseParameters(feedbackParameters, context.req.query());
    const touchpoint = context.req.param('touchpoint');
    await requireTouchpoint(effects.summaries, configuration, touchpoint);
    const { quotes } = thresholdsOf(await configuration.metrics());
    return context.json(await feedbackPage(effects, touchpoint, parameters, quotes));
  });

  api.get('/batches', async (context) => {
    const { object, limit, cursor } = parseParameters(batchesParameters, context.req.query());
    const page =
      object === undefined
        ? await effects.batches.list(limit, cursor)
        : { batches: await effects.batches.ofObject(object) };
    const batches = await Promise.all(page.batches.map((batch) => batchView(effects, batch)));
    return context.json({ batches, ...('cursor' in page ? { cursor: page.cursor } : {}) });
  });

  api.get('/batches/:batch', async (context) => {
    const batch = await knownBatch(context.req.param('batch'));
    return context.json({
      ...(await batchView(effects, batch)),
      mapping: await mappingOf(effects, batch.batchId),
    });
  });

  api.delete('/batches/:batch', async (context) => {
    const { batchId } = await knownBatch(context.req.param('batch'));
    await effects.ingestQueue.send([{ kind: 'undo', batchId, outcome: 'undone' }]);
    return context.json({ batchId, undo: 'accepted' }, 202);
  });

  addRejects(api, effects, knownBatch);
  addDiscoveredThemes(api, effects, configuration);
  addReanalyses(api, effects, configuration);

  api.notFound((context) =>
    context.json(
      { error: { code: 'not-found', message: 'there is no such route', expected: routes.join(' · ') } },
      404,
    ),
  );

  api.onError((error) => {
    const status = statusOf(error);
    effects.log('request failed', {
      status,
      code: error instanceof VerbatimError ? error.code : 'internal',
      name: error.name,
    });
    return new Response(JSON.stringify({ error: errorBody(error) }), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  });

  return api;
};
