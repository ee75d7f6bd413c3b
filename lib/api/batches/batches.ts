import { VerbatimError } from '../../errors.ts';
import type { Effects } from '../../pipeline/effects.ts';
import type { Batch } from '../../store/batches/batch.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { type BatchList, listBatches, listRejects, readBatch, undoBatch } from '../contract/batches.ts';
import { type Route, route } from '../route.ts';
import { batchView, mappingOf } from './batch-view.ts';
import { rejectsPage } from './rejected-rows.ts';

const knownBatch = async ({ batches }: Effects, batchId: string): Promise<Batch> => {
  const batch = await batches.read(batchId);
  if (batch === undefined || batch.reanalysis !== undefined)
    throw new VerbatimError('not-found', 'batch not found', { got: batchId });
  return batch;
};

const readList = async (
  effects: Effects,
  { object, limit, cursor }: ParsedRequest<typeof listBatches>['query'],
): Promise<BatchList> => {
  const page =
    object === undefined
      ? await effects.batches.list(limit, cursor)
      : { batches: await effects.batches.ofObject(object) };
  return { ...page, batches: await Promise.all(page.batches.map((batch) => batchView(effects, batch))) };
};

/** `GET /batches` and below: what became of every upload, and how it is taken back. */
export const batchRoutes = ({ effects }: ApiContext): Route[] => [
  route(listBatches, ({ query }) => readList(effects, query)),
  route(readBatch, async ({ params }) => {
    const batch = await knownBatch(effects, params.batch);
    const mapping = await mappingOf(effects, batch.batchId);
    return { ...(await batchView(effects, batch)), mapping };
  }),
  route(undoBatch, async ({ params }) => {
    const { batchId } = await knownBatch(effects, params.batch);
    await effects.ingestQueue.send([{ kind: 'undo', batchId, outcome: 'undone' }]);
    return { batchId, undo: 'accepted' as const };
  }),
  route(listRejects, async ({ params, query }) =>
    rejectsPage(effects, await knownBatch(effects, params.batch), query),
  ),
];
