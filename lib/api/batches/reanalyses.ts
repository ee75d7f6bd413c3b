import { randomUUID } from 'node:crypto';
import { VerbatimError } from '../../errors.ts';
import { requestReanalysis } from '../../pipeline/analyze/reanalyze.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { Batch, ReanalysisScope } from '../../store/batches/batch.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { type ReanalysisView, readReanalysis, startReanalysis } from '../contract/themes/reanalyses.ts';
import { type Route, route } from '../route.ts';
import { progressOf } from './batch-view.ts';

const viewOf = (batch: Batch, scope: ReanalysisScope): ReanalysisView => ({
  reanalysisId: batch.batchId,
  status: batch.status,
  requestedAt: batch.uploadedAt,
  scope,
  progress: progressOf(batch),
  ...(batch.answers === undefined ? {} : { answers: batch.answers }),
});

const viewNamed = async ({ batches }: Effects, id: string): Promise<ReanalysisView> => {
  const batch = await batches.read(id);
  if (batch?.reanalysis === undefined)
    throw new VerbatimError('not-found', 'reanalysis not found', { got: id });
  return viewOf(batch, batch.reanalysis);
};

const start = async (
  { effects, configuration }: ApiContext,
  scope: ParsedRequest<typeof startReanalysis>['query'],
  requestedAt: string,
): Promise<ReanalysisView> => {
  const { touchpoint } = scope;
  if (touchpoint !== undefined) await requireTouchpoint(effects.summaries, configuration, touchpoint);
  const id = randomUUID();
  await requestReanalysis(effects, { id, scope, requestedAt });
  return viewNamed(effects, id);
};

/** Routes that start a reanalysis and report its progress. */
export const reanalysisRoutes = (context: ApiContext, now: () => Date): Route[] => [
  route(startReanalysis, ({ query }) => start(context, query, now().toISOString())),
  route(readReanalysis, ({ params }) => viewNamed(context.effects, params.reanalysis)),
];
