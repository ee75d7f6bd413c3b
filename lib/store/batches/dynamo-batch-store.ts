import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { VerbatimError } from '../../errors.ts';
import { type AnswerLedger, emptyAnswerLedger, mergeAnswerLedgers } from '../../feedback/response/ledger.ts';
import type { Batch, BatchHeader, BatchStatus } from './batch.ts';
import {
  type BatchList,
  batchOf,
  chunkKey,
  chunkPrefix,
  contentPartition,
  cursorAfter,
  headerItemOf,
  headerKey,
  monthKey,
  movesItems,
  movesPrefix,
  nextRun,
  objectPartition,
  overlapKey,
  overlapPrefix,
  pairOf,
  sourcePartition,
  startAfter,
} from './batch-items.ts';
import {
  type BatchStore,
  mergeOverlaps,
  noOverlap,
  type OverlapCounts,
  type Reserved,
} from './batch-store.ts';
import { batchTable } from './batch-table.ts';

const running: readonly BatchStatus[] = ['ingesting', 'analyzing', 'complete', 'incomplete'];
/** Chunks may be on their way: too late to park. */
const storing: readonly BatchStatus[] = ['analyzing', 'complete', 'incomplete'];
const restartable: readonly BatchStatus[] = ['held', 'refused', 'incomplete', 'superseded', 'undone'];

/** What a run found out, and the next one finds out again. */
const findings = [
  'chunksDone',
  'chunksFailed',
  'chunksTotal',
  'summariesDone',
  'summariesTotal',
  'rows',
  'answers',
  'questions',
  'error',
];

const byUpload = (left: Batch, right: Batch): number =>
  Number(left.uploadedAt > right.uploadedAt) - Number(left.uploadedAt < right.uploadedAt);

const refuseWhileRemoving = ({ removing }: Batch, { objectKey }: BatchHeader): void => {
  if (removing !== true) return;
  throw new VerbatimError('conflict', 'the batch is still being undone; load it again afterwards', {
    file: objectKey,
  });
};

/** Each loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

interface MonthItem {
  readonly byBatch?: Reserved;
  readonly revision?: number;
}

/** The `batches` table. */
export const dynamoBatchStore = (client: DynamoDBDocumentClient, tableName: string): BatchStore => {
  const table = batchTable(client, tableName);

  const link = async ({ batchId, contentHash, objectKey, source }: BatchHeader): Promise<void> => {
    await table.put({ batch: contentPartition(contentHash), item: batchId });
    await table.put({ batch: objectPartition(objectKey), item: batchId });
    if (source !== undefined) await table.put({ batch: sourcePartition(source), item: batchId });
  };

  const linked = async (partition: string): Promise<Batch[]> => {
    const items = await table.items(partition, '');
    const batches = await Promise.all(items.map((item) => table.read(String(item['item']))));
    return batches.filter((batch) => batch !== undefined).toSorted(byUpload);
  };

  const known = async (batchId: string): Promise<Batch> => {
    const batch = await table.read(batchId);
    if (batch === undefined) throw new Error(`batch ${batchId} vanished between two reads`);
    return batch;
  };

  const restart = async (batch: Batch, { uploadedAt, objectKey, source }: BatchHeader): Promise<void> => {
    await table.update(batch.batchId, {
      runId: batch.runId,
      statuses: [batch.status],
      set: {
        ...{ status: 'ingesting', runId: nextRun(batch.runId), uploadedAt, objectKey },
        ...(source === undefined ? {} : { source }),
      },
      remove: findings,
    });
  };

  const updateRun = (
    batchId: string,
    runId: string,
    update: { set?: object; add?: Record<string, number> },
  ) => table.update(batchId, { ...update, set: { ...update.set }, runId, statuses: running });

  return {
    read: (batchId) => table.read(batchId),

    async begin(header) {
      await link(header);
      const first = { ...headerItemOf(header), status: 'ingesting', runId: 'r1' };
      if (await table.putIf(first, 'attribute_not_exists(runId)')) return known(header.batchId);
      const batch = await known(header.batchId);
      if (!restartable.includes(batch.status) || header.uploadedAt <= batch.uploadedAt) return batch;
      refuseWhileRemoving(batch, header);
      await restart(batch, header);
      return known(header.batchId);
    },

    async park(header, why) {
      await link(header);
      const status: BatchStatus = 'questions' in why ? 'held' : 'refused';
      const batch = await table.read(header.batchId);
      if (batch !== undefined && storing.includes(batch.status)) return;
      await table.put({ ...headerItemOf(header), ...why, status, runId: batch?.runId ?? 'r1' });
    },

    async beginReanalysis({ reanalysisId, requestedAt, scope, chunksTotal }) {
      const item = {
        ...headerKey(reanalysisId),
        status: 'analyzing',
        runId: 'r1',
        list: 'reanalyses' satisfies BatchList,
        reanalysis: scope,
        objectKey: '',
        contentHash: reanalysisId,
        uploadedAt: requestedAt,
        chunksTotal,
      };
      await table.putIf(item, 'attribute_not_exists(runId)');
    },

    recordTotal: ({ batchId, runId }, chunksTotal, rows) =>
      updateRun(batchId, runId, { set: { status: 'analyzing', chunksTotal, rows } }),

    async chunkDone(batchId, runId, chunk, answers) {
      await table.put({ ...chunkKey(batchId, runId, chunk), answers });
      return updateRun(batchId, runId, { add: { chunksDone: chunk } });
    },

    chunkFailed: (batchId, runId, chunk) => updateRun(batchId, runId, { add: { chunksFailed: chunk } }),

    summariesDue: ({ batchId, runId }, summariesTotal) =>
      updateRun(batchId, runId, { set: { summariesTotal } }),

    summaryDone: (batchId, runId, message) => updateRun(batchId, runId, { add: { summariesDone: message } }),

    async answersOf(batchId, runId) {
      const chunks = await table.items(batchId, chunkPrefix(runId));
      return chunks
        .map((item) => item['answers'] as AnswerLedger)
        .reduce(mergeAnswerLedgers, emptyAnswerLedger);
    },

    async settle({ batchId, runId }, status, answers) {
      return (await updateRun(batchId, runId, { set: { status, answers } })) !== undefined;
    },

    async withdraw(batchId, outcome) {
      await table.update(batchId, { set: { status: outcome, removing: true } });
    },

    async recordRemoval(batchId) {
      await table.update(batchId, { remove: ['removing'] });
    },

    ofContent: (contentHash) => linked(contentPartition(contentHash)),
    ofObject: (objectKey) => linked(objectPartition(objectKey)),

    ofSource: (source) => linked(sourcePartition(source)),

    async reserve(month, batchId, responses, fits) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { byBatch = {}, revision = 0 } = ((await table.item(monthKey(month))) ?? {}) as MonthItem;
        const { [batchId]: _own, ...others } = byBatch;
        if (!fits(others)) return false;
        const item = {
          ...monthKey(month),
          byBatch: { ...others, [batchId]: responses },
          revision: revision + 1,
        };
        const isUnchanged = 'attribute_not_exists(revision) OR revision = :revision';
        if (await table.putIf(item, isUnchanged, { ':revision': revision })) return true;
      }
      throw new Error(`${month} changed during each of ${attempts} attempts to record a batch in it`);
    },

    async recordMoves(pair) {
      for (const item of movesItems(pair)) await table.put(item);
    },

    async movesOf(batchId) {
      return (await table.items(batchId, movesPrefix)).map(pairOf);
    },

    async list(limit, cursor, which = 'batches') {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'by-upload',
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': which },
          ScanIndexForward: false,
          Limit: limit,
          ...startAfter(cursor),
        }),
      );
      return { batches: Items.map(batchOf), ...cursorAfter(LastEvaluatedKey) };
    },

    async putOverlap(batchId, cellName, counts, revision) {
      const item = { ...overlapKey(batchId, cellName), ...counts, revision };
      const isNewer = 'attribute_not_exists(revision) OR revision <= :revision';
      await table.putIf(item, isNewer, { ':revision': revision });
    },

    async overlapOf(batchId) {
      const overlaps = (await table.items(batchId, overlapPrefix)) as unknown as OverlapCounts[];
      return overlaps.reduce(mergeOverlaps, noOverlap);
    },
  };
};
