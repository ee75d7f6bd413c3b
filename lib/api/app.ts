import { type Context, Hono } from 'hono';
import { statusOf, VerbatimError } from '../errors.ts';
import { figuresOf } from '../metrics/figures.ts';
import type { Configuration, Effects } from '../steps/effects.ts';
import type { Batch } from '../store/batch.ts';
import { readCalibration } from '../store/sentiment-config.ts';
import { batchView, mappingOf } from './batch-view.ts';
import { discoveredThemes } from './discovered-themes.ts';
import { feedbackPage } from './feedback-page.ts';
import {
  batchesParameters,
  discoveredParameters,
  feedbackParameters,
  parseParameters,
  summariesParameters,
} from './query-parameters.ts';
import { addReanalyses, reanalysisRoutes } from './reanalyses.ts';
import { sentimentSharesOf } from './sentiment-shares.ts';
import { isKnown, listTouchpoints } from './touchpoint-list.ts';

const routes = [
  'GET /touchpoints',
  'GET /touchpoints/{touchpoint}/summaries?grain=day|week|month&from&to',
  'GET /touchpoints/{touchpoint}/feedback?from&to&label&theme&limit&cursor',
  'GET /batches?object&limit&cursor',
  'GET /batches/{batch}',
  'DELETE /batches/{batch}',
  'GET /themes/discovered?touchpoint&from&to&against&scope=unassigned|all&limit',
  ...reanalysisRoutes,
];

/** Clients get code and message of our own errors; of any other error only that there was one. */
const errorBody = (error: Error) =>
  error instanceof VerbatimError
    ? {
        code: error.code,
        message: error.message,
        ...(error.details.expected === undefined ? {} : { expected: error.details.expected }),
        ...(error.details.got === undefined ? {} : { got: error.details.got }),
      }
    : { code: 'internal', message: 'something failed on our side' };

/** The HTTP API: requests in, JSON out. The routes are listed at `/`; docs/api.md documents each. */
export const createApi = (effects: Effects, configuration: Configuration): Hono => {
  const api = new Hono();

  const knownBatch = async (context: Context): Promise<Batch> => {
    const batchId = context.req.param('batch') ?? '';
    const batch = await effects.batches.read(batchId);
    if (batch === undefined || batch.reanalysis !== undefined)
      throw new VerbatimError('not-found', 'there is no such batch', { got: batchId });
    return batch;
  };

  const knownTouchpoint = async (context: Context): Promise<string> => {
    const touchpoint = context.req.param('touchpoint') ?? '';
    if (await isKnown(effects, configuration, touchpoint)) return touchpoint;
    throw new VerbatimError('not-found', 'there is no such touchpoint', { got: touchpoint });
  };

  api.get('/', (context) => context.json({ name: 'Verbatim', routes }));

  api.get('/touchpoints', async (context) =>
    context.json({ touchpoints: await listTouchpoints(effects, configuration) }),
  );

  api.get('/touchpoints/:touchpoint/summaries', async (context) => {
    const { grain, from, to } = parseParameters(summariesParameters, context.req.query());
    const touchpoint = await knownTouchpoint(context);
    const series = await effects.summaries.readSeries(
      touchpoint,
      grain,
      from,
      to === undefined ? undefined : `${to}~`,
    );
    const options = await configuration.metrics();
    const calibration = await readCalibration(effects.objects);
    const summaries = series.map(({ period, tally, versions }) => ({
      period,
      tally,
      versions,
      figures: figuresOf(tally, options),
      ...sentimentSharesOf({ tally, versions }, calibration),
    }));
    return context.json({ touchpoint, grain, summaries });
  });

  api.get('/touchpoints/:touchpoint/feedback', async (context) => {
    const parameters = parseParameters(feedbackParameters, context.req.query());
    return context.json(await feedbackPage(effects, await knownTouchpoint(context), parameters));
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
    const batch = await knownBatch(context);
    return context.json({
      ...(await batchView(effects, batch)),
      mapping: await mappingOf(effects, batch.batchId),
    });
  });

  api.delete('/batches/:batch', async (context) => {
    const { batchId } = await knownBatch(context);
    await effects.ingestQueue.send([{ kind: 'undo', batchId, outcome: 'undone' }]);
    return context.json({ batchId, undo: 'accepted' }, 202);
  });

  api.get('/themes/discovered', async (context) =>
    context.json(await discoveredThemes(effects, parseParameters(discoveredParameters, context.req.query()))),
  );

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
