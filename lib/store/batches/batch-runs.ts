import { VerbatimError } from '../../errors.ts';
import { emptyAnswerLedger, mergeAnswerLedgers } from '../../feedback/response/ledger.ts';
import {
  type Batch,
  type BatchHeader,
  type BatchList,
  type BatchRun,
  type BatchStatus,
  nextRun,
} from './batch.ts';
import {
  chunkKey,
  chunkPrefix,
  headerItemOf,
  headerKey,
  type Item,
  openKey,
  readChunkAnswers,
} from './batch-items.ts';
import type { Link } from './batch-links.ts';
import type { BatchStore } from './batch-store.ts';
import type { BatchTable, PutCondition } from './batch-table.ts';

/** The life of a batch in the `batches` table: how it begins, how its runs progress, and how it ends. */

const running: readonly BatchStatus[] = ['ingesting', 'analyzing', 'complete', 'incomplete'];
/** What failed, and what must be done again after it. */
const unfinished = ['chunksFailed', 'summariesDone', 'summariesFailed', 'summariesTotal', 'answers'];
/** Chunks may be in progress: too late to hold the batch. */
const storing: readonly BatchStatus[] = ['analyzing', 'complete', 'incomplete'];
const restartable: readonly BatchStatus[] = ['held', 'refused', 'incomplete', 'superseded', 'undone'];

/** What each run finds out anew. */
const findings = [
  'chunksDone',
  'chunksFailed',
  'chunksTotal',
  'summariesDone',
  'summariesFailed',
  'summariesTotal',
  'rows',
  'answers',
  'questions',
  'error',
];

const refuseWhileRemoving = ({ removing }: Batch, { objectKey }: BatchHeader): void => {
  if (removing !== true) return;
  throw new VerbatimError('conflict', 'the batch is still being undone; load it again afterwards', {
    file: objectKey,
  });
};

const firstRun = 'r1';
const isUnknown: PutCondition = { kind: 'new' };

const known = async (table: BatchTable, batchId: string): Promise<Batch> => {
  const batch = await table.read(batchId);
  if (batch === undefined) throw new Error(`batch ${batchId} disappeared between two reads`);
  return batch;
};

const restart = async (
  table: BatchTable,
  batch: Batch,
  { uploadedAt, objectKey, source, languages, repeated }: BatchHeader,
): Promise<void> => {
  await table.update(batch.batchId, {
    runId: batch.runId,
    statuses: [batch.status],
    set: {
      ...{ status: 'ingesting', runId: nextRun(batch.runId), uploadedAt, objectKey },
      ...(source === undefined ? {} : { source }),
      ...(languages === undefined ? {} : { languages }),
      ...(repeated === undefined ? {} : { repeated }),
    },
    remove: findings,
  });
};

type Beginnings = Pick<BatchStore, 'begin' | 'park' | 'beginReanalysis'>;

/** How batches begin, or are held or refused. */
export const batchBeginnings = (table: BatchTable, link: Link): Beginnings => ({
  async begin(header) {
    await link(header);
    const earlier = await table.read(header.batchId);
    if (earlier === undefined) {
      // Before the batch: one that begins and then loses every message is still found.
      await table.put(openKey(header));
      const first = { ...headerItemOf(header), status: 'ingesting', runId: firstRun };
      if (await table.putIf(first, isUnknown)) return known(table, header.batchId);
    }
    const batch = await known(table, header.batchId);
    if (!restartable.includes(batch.status) || header.uploadedAt <= batch.uploadedAt) return batch;
    refuseWhileRemoving(batch, header);
    await table.put(openKey(header));
    await restart(table, batch, header);
    return known(table, header.batchId);
  },

  async park(header, why) {
    await link(header);
    const status: BatchStatus = 'questions' in why ? 'held' : 'refused';
    const batch = await table.read(header.batchId);
    if (batch !== undefined && storing.includes(batch.status)) return;
    const runId = batch?.runId ?? firstRun;
    const hasEarlier = batch?.removing === true || runId !== firstRun;
    await table.put({
      ...headerItemOf(header),
      ...{ ...why, status, runId },
      ...(hasEarlier ? { removing: true } : {}),
    });
  },

  async beginReanalysis({ reanalysisId, requestedAt, scope, chunksTotal }) {
    const item = {
      ...headerKey(reanalysisId),
      status: 'analyzing',
      runId: firstRun,
      list: 'reanalyses' satisfies BatchList,
      reanalysis: scope,
      objectKey: '',
      contentHash: reanalysisId,
      uploadedAt: requestedAt,
      chunksTotal,
    };
    await table.put(openKey({ batchId: reanalysisId, uploadedAt: requestedAt }));
    await table.putIf(item, isUnknown);
  },
});

type RunProgress = Pick<
  BatchStore,
  | 'recordTotal'
  | 'chunkDone'
  | 'chunkFailed'
  | 'summariesDue'
  | 'summariesDone'
  | 'summaryFailed'
  | 'reopen'
  | 'answersOf'
  | 'settle'
>;

/** The progress of a run, as long as it is the current one. */
export const runProgress = (table: BatchTable): RunProgress => {
  const set = ({ batchId, runId }: BatchRun, values: Item): Promise<Batch | undefined> =>
    table.update(batchId, { set: values, runId, statuses: running });
  const add = (
    { batchId, runId }: BatchRun,
    numbers: Record<string, readonly number[]>,
  ): Promise<Batch | undefined> => table.update(batchId, { add: numbers, runId, statuses: running });
  return {
    recordTotal: (run, chunksTotal, rows) => set(run, { status: 'analyzing', chunksTotal, rows }),

    async chunkDone(run, chunk, answers) {
      await table.put({ ...chunkKey(run, chunk), answers });
      return add(run, { chunksDone: [chunk] });
    },

    chunkFailed: (run, chunk) => add(run, { chunksFailed: [chunk] }),

    summariesDue: (run, summariesTotal) => set(run, { summariesTotal }),

    summariesDone: (run, messages) => add(run, { summariesDone: messages }),

    summaryFailed: (run, message) => add(run, { summariesFailed: [message] }),

    async reopen({ batchId, runId, uploadedAt }) {
      // Before the batch, as where it begins.
      await table.put(openKey({ batchId, uploadedAt }));
      return table.update(batchId, {
        runId,
        statuses: ['incomplete'],
        set: { status: 'analyzing' },
        remove: unfinished,
      });
    },

    async answersOf({ batchId, runId }) {
      const chunks = await table.items(batchId, chunkPrefix(runId));
      return chunks.map(readChunkAnswers).reduce(mergeAnswerLedgers, emptyAnswerLedger);
    },

    async settle(run, status, answers) {
      const settled = await set(run, { status, answers });
      if (settled !== undefined) await table.remove(openKey(settled));
      return settled !== undefined;
    },
  };
};

/** How batches are undone. */
export const batchRemoval = (table: BatchTable): Pick<BatchStore, 'withdraw' | 'recordRemoval'> => ({
  async withdraw(batchId, outcome) {
    await table.update(batchId, { set: { status: outcome, removing: true } });
  },

  async recordRemoval(batchId) {
    await table.update(batchId, { remove: ['removing'] });
  },
});
