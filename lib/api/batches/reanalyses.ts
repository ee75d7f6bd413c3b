import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { VerbatimError } from '../../errors.ts';
import { requestReanalysis } from '../../pipeline/analyze/reanalyze.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { Batch, ReanalysisScope } from '../../store/batches/batch.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { parseParameters, reanalysisParameters } from '../query-parameters.ts';
import { type Progress, progressOf } from './batch-view.ts';

/** A reanalysis as readers see it. */
export interface ReanalysisView {
  readonly reanalysisId: string;
  readonly status: Batch['status'];
  /** ISO instant. */
  readonly requestedAt: string;
  readonly scope: ReanalysisScope;
  /** Chunks are groups of cells here. */
  readonly progress: Progress;
  /** Known when it is complete: what became of the answers it read. */
  readonly answers?: Batch['answers'];
}

const viewOf = (batch: Batch, scope: ReanalysisScope): ReanalysisView => ({
  reanalysisId: batch.batchId,
  status: batch.status,
  requestedAt: batch.uploadedAt,
  scope,
  progress: progressOf(batch),
  ...(batch.answers === undefined ? {} : { answers: batch.answers }),
});

const readReanalysis = async ({ batches }: Effects, id: string): Promise<ReanalysisView> => {
  const batch = await batches.read(id);
  if (batch?.reanalysis === undefined)
    throw new VerbatimError('not-found', 'there is no such reanalysis', { got: id });
  return viewOf(batch, batch.reanalysis);
};

export const reanalysisRoutes = [
  'POST /reanalyses?touchpoint&from&to',
  'GET /reanalyses/{reanalysis}',
] as const;

/** Adds the routes that have stored feedback analyzed again, and tell how far that is. */
export const addReanalyses = (api: Hono, effects: Effects, configuration: Configuration): void => {
  api.post('/reanalyses', async (context) => {
    const scope = parseParameters(reanalysisParameters, context.req.query());
    const { touchpoint } = scope;
    if (touchpoint !== undefined) await requireTouchpoint(effects.summaries, configuration, touchpoint);
    const id = randomUUID();
    await requestReanalysis(effects, id, scope, new Date().toISOString());
    return context.json(await readReanalysis(effects, id), 202);
  });

  api.get('/reanalyses/:reanalysis', async (context) =>
    context.json(await readReanalysis(effects, context.req.param('reanalysis'))),
  );
};
