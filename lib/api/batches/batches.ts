import { VerbatimError } from '../../errors.ts';
import {
  checkColumns,
  type MappingOverride,
  mergeOverrides,
  parseMappingFile,
} from '../../feedback/mapping/mapping-override.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { redriveBatch as redrive, redriveAll as redriveEverything } from '../../pipeline/redrive/redrive.ts';
import { previewUndo as readPreview } from '../../pipeline/undo/preview-undo.ts';
import { supersededBy } from '../../pipeline/undo/undo.ts';
import { deadlineIn } from '../../query/deadline.ts';
import { type Batch, isWithdrawn } from '../../store/batches/batch.ts';
import { canaryPrefix, objectKeys } from '../../store/keys.ts';
import { countFittingEntries } from '../answer-size.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import {
  type BatchList,
  type BatchView,
  correctBatch,
  listBatches,
  listRejects,
  previewUndo,
  readBatch,
  redriveAll,
  redriveBatch,
  undoBatch,
} from '../contract/batches.ts';
import { type Route, route } from '../route.ts';
import { batchView, coverageOf, mappingOf } from './batch-view.ts';

const knownBatch = async ({ batches }: Effects, batchId: string): Promise<Batch> => {
  const batch = await batches.read(batchId);
  if (batch === undefined || batch.reanalysis !== undefined)
    throw new VerbatimError('not-found', 'batch not found', { got: batchId });
  return batch;
};

const viewsOf = (effects: Effects, batches: readonly Batch[]): Promise<BatchView[]> =>
  Promise.all(batches.map((batch) => batchView(effects, batch)));

type PageRequest = Pick<ParsedRequest<typeof listBatches>['query'], 'limit' | 'cursor'>;

/** The canary of a day that has done its work. */
const isPastCanary = ({ objectKey, status }: Batch): boolean =>
  status === 'undone' && objectKey.startsWith(canaryPrefix);

/** Where nobody uploads anything else, a page may be shorter than asked for. */
const maxReads = 20;

/** A page without past canaries, filled up by those after it. */
const listWithoutCanaries = async (
  { batches }: Effects,
  { limit, cursor }: PageRequest,
): Promise<{ readonly batches: readonly Batch[]; readonly cursor?: string }> => {
  const found: Batch[] = [];
  let next = cursor;
  for (let read = 0; read < maxReads; read += 1) {
    const page = await batches.list(limit - found.length, next);
    found.push(...page.batches.filter((batch) => !isPastCanary(batch)));
    next = page.cursor;
    if (next === undefined || found.length === limit) break;
  }
  return { batches: found, ...(next === undefined ? {} : { cursor: next }) };
};

/** A page ends earlier if it would be too large: read again, so that its cursor is the table's. */
const readPage = async (effects: Effects, { limit, cursor }: PageRequest): Promise<BatchList> => {
  const page = await listWithoutCanaries(effects, { limit, cursor });
  const batches = await viewsOf(effects, page.batches);
  const count = countFittingEntries(batches);
  return count < batches.length ? readPage(effects, { limit: count, cursor }) : { ...page, batches };
};

const readList = async (
  effects: Effects,
  { object, limit, cursor }: ParsedRequest<typeof listBatches>['query'],
): Promise<BatchList> =>
  object === undefined
    ? readPage(effects, { limit, cursor })
    : { batches: await viewsOf(effects, await effects.batches.ofObject(object)) };

/** A request ends after 29 seconds. */
const previewSeconds = 20;

const previewOf = async (
  { effects, milliseconds }: ApiContext,
  batch: Batch,
): Promise<Answered<typeof previewUndo>> => {
  const { returning, ...preview } = await readPreview(
    effects,
    batch,
    deadlineIn(previewSeconds, milliseconds),
  );
  const named = returning.map(async ({ batchId, responses }) => {
    const { objectKey, uploadedAt } = await knownBatch(effects, batchId);
    return { batchId, objectKey, uploadedAt, responses };
  });
  return { batchId: batch.batchId, ...preview, returning: await Promise.all(named) };
};

const supersedesOf = async ({ batches }: Effects, batch: Batch) => {
  const earlier = isWithdrawn(batch) ? undefined : await supersededBy(batches, batch);
  if (earlier === undefined) return {};
  const { batchId, objectKey, uploadedAt } = earlier;
  return { supersedes: { batchId, objectKey, uploadedAt } };
};

/** Earlier answers are kept, unless given again. */
const correct = async (
  effects: Effects,
  { batchId, objectKey }: Batch,
  said: MappingOverride,
): Promise<string> => {
  const { objects } = effects;
  if ((await objects.open(objectKey)) === undefined)
    throw new VerbatimError('not-found', 'the file is no longer stored', { file: objectKey });
  const columns = (await mappingOf(effects, batchId))?.columns.map(({ column }) => column);
  const checked = parseMappingFile(JSON.stringify(said), 'the body');
  if (columns !== undefined) checkColumns(checked, columns, objectKey);
  const besideKey = objectKeys.mappingOverride(objectKey);
  const beside = await objects.read(besideKey);
  const before = beside === undefined ? {} : parseMappingFile(beside.toString(), besideKey);
  await objects.write(besideKey, JSON.stringify(mergeOverrides(before, checked)));
  return objectKey;
};

/** `GET /batches` and below: the state of every upload, and undo. */
export const batchRoutes = (context: ApiContext): Route[] => {
  const { effects } = context;
  return [
    route(listBatches, ({ query }) => readList(effects, query)),
    route(readBatch, async ({ params }) => {
      const batch = await knownBatch(effects, params.batch);
      const [view, mapping, coverage, superseded] = await Promise.all([
        batchView(effects, batch),
        mappingOf(effects, batch.batchId),
        coverageOf(effects, batch),
        supersedesOf(effects, batch),
      ]);
      return { ...view, mapping, ...(coverage === undefined ? {} : { coverage }), ...superseded };
    }),
    route(undoBatch, async ({ params }) => {
      const { batchId, runId } = await knownBatch(effects, params.batch);
      await effects.ingestQueue.send([{ kind: 'undo', batchId, runId, outcome: 'undone' }]);
      return { batchId, undo: 'accepted' as const };
    }),
    route(redriveBatch, async ({ params }) => {
      const batch = await knownBatch(effects, params.batch);
      return { batchId: batch.batchId, redriven: await redrive(effects, batch) };
    }),
    route(redriveAll, () => redriveEverything(effects)),
    route(previewUndo, async ({ params }) => previewOf(context, await knownBatch(effects, params.batch))),
    route(correctBatch, async ({ params, body }) => ({
      object: await correct(effects, await knownBatch(effects, params.batch), body),
    })),
    route(listRejects, async ({ params, query }) => {
      const { rejectsPage } = await import('./rejected-rows.ts');
      return rejectsPage(effects, await knownBatch(effects, params.batch), query);
    }),
  ];
};
