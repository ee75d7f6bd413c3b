import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { omit, sum } from 'remeda';
import { stringIn } from '../items/attributes.ts';
import { isOpen } from './batch.ts';
import {
  cursorAfter,
  failureKey,
  failurePrefix,
  type Item,
  monthKey,
  movesItems,
  movesPrefix,
  openKey,
  openOf,
  openPartition,
  overlapKey,
  overlapPrefix,
  pairOf,
  readFailure,
  readMonth,
  readOverlap,
  readRequest,
  readRetention,
  requestItem,
  requestKey,
  retentionKey,
  startAfter,
  tombstonePartition,
} from './batch-items.ts';
import { batchLinks, linkIn } from './batch-links.ts';
import { batchBeginnings, batchRemoval, runProgress } from './batch-runs.ts';
import {
  type BatchStore,
  mergeOverlaps,
  noOverlap,
  type Reserved,
  type RetentionMarks,
} from './batch-store.ts';
import { type BatchTable, batchTable } from './batch-table.ts';

/** The loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

/** So many batches of a month are named, the others are one sum: the item stays small, and one write cheap. */
const maxNamed = 1000;
const earlierBatches = 'earlier batches';

const folded = (byBatch: Reserved): Reserved =>
  Object.keys(byBatch).length < maxNamed ? byBatch : { [earlierBatches]: sum(Object.values(byBatch)) };

const monthReserve = (table: BatchTable): BatchStore['reserve'] => {
  return async ({ month, batchId, responses }, fits) => {
    const key = monthKey(month);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { byBatch, revision } = readMonth(await table.item(key));
      const others = folded(omit(byBatch, [batchId]));
      if (!fits(others)) return false;
      const item = { ...key, byBatch: { ...others, [batchId]: responses }, revision: revision + 1 };
      if (await table.putIf(item, { kind: 'same-revision', revision })) return true;
    }
    throw new Error(`${month} changed during each of ${attempts} attempts to record a batch in it`);
  };
};

const batchMoves = (table: BatchTable): Pick<BatchStore, 'recordMoves' | 'movesOf'> => ({
  async recordMoves(pair) {
    for (const item of movesItems(pair)) await table.put(item);
  },

  async movesOf(batchId) {
    return (await table.items(batchId, movesPrefix)).map(pairOf);
  },
});

const batchOverlaps = (table: BatchTable): Pick<BatchStore, 'putOverlap' | 'overlapOf'> => ({
  async putOverlap({ batchId, cell, revision }, counts) {
    const item = { ...overlapKey(batchId, cell), ...counts, revision };
    await table.putIf(item, { kind: 'no-later-revision', revision });
  },

  async overlapOf(batchId) {
    return (await table.items(batchId, overlapPrefix)).map(readOverlap).reduce(mergeOverlaps, noOverlap);
  },
});

const batchFailures = (
  table: BatchTable,
): Pick<BatchStore, 'noteFailure' | 'forgetFailure' | 'failuresOf'> => ({
  noteFailure: (failed, failure) => table.put({ ...failureKey(failed), ...failure }),
  forgetFailure: (failed) => table.remove(failureKey(failed)),
  failuresOf: async (of) => (await table.items(of, failurePrefix)).map(readFailure),
});

const batchTombstones = (table: BatchTable): Pick<BatchStore, 'putTombstone' | 'tombstones'> => ({
  putTombstone: (hash) => table.put({ batch: tombstonePartition, item: hash }),
  tombstones: async () =>
    new Set((await table.items(tombstonePartition, '')).map((item) => stringIn(item, 'item'))),
});

const batchRequests = (table: BatchTable): Pick<BatchStore, 'claimRequest' | 'markRequestStored'> => ({
  async claimRequest(request) {
    if (await table.putIf(requestItem(request), { kind: 'new' })) return request;
    const item = await table.item(requestKey(request.id));
    return item === undefined ? request : readRequest(request.id, item);
  },
  markRequestStored: (request) => table.put(requestItem({ ...request, isStored: true })),
});

const further = (stored: RetentionMarks, given: RetentionMarks): RetentionMarks => {
  const kept = Object.entries(given).filter(
    ([name, mark]) => mark > (new Map(Object.entries(stored)).get(name) ?? ''),
  );
  return { ...stored, ...Object.fromEntries(kept) };
};

const batchRetention = (table: BatchTable): Pick<BatchStore, 'retentionMarks' | 'advanceRetention'> => ({
  retentionMarks: async () => readRetention(await table.item(retentionKey)).marks,
  async advanceRetention(given) {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { marks, revision } = readRetention(await table.item(retentionKey));
      const item = { ...retentionKey, ...further(marks, given), revision: revision + 1 };
      const condition =
        revision === 0 ? { kind: 'new' as const } : { kind: 'same-revision' as const, revision };
      if (await table.putIf(item, condition)) return;
    }
    throw new Error(`the marks of retention changed during each of ${attempts} attempts to move them`);
  },
});

const batchesPerPage = 100;
/** Present once every batch that began without a mark has one. */
const allListed = { batch: 'open-listed', item: 'since' };

/** In the pages of an index, whose last entries may be newer than the first call: those have marks of their own. */
const openUnlistedIn = async (table: BatchTable): Promise<void> => {
  if ((await table.item(allListed)) !== undefined) return;
  for (const which of ['batches', 'reanalyses'] as const) {
    let start: Item | undefined;
    do {
      const page = await table.listed(which, {
        limit: batchesPerPage,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      const begun = page.batches.filter(isOpen);
      for (const batch of begun) await table.put(openKey(batch));
      start = page.endedAt;
    } while (start !== undefined);
  }
  await table.put(allListed);
};

/** Batches over any table with these reads and writes. */
export const batchStoreOver = (table: BatchTable): BatchStore => ({
  read: table.read,
  ...batchBeginnings(table, linkIn(table)),
  ...runProgress(table),
  ...batchRemoval(table),
  ...batchLinks(table),
  ...batchMoves(table),
  ...batchOverlaps(table),
  ...batchFailures(table),
  ...batchTombstones(table),
  ...batchRequests(table),
  ...batchRetention(table),
  reserve: monthReserve(table),
  openUnlisted: () => openUnlistedIn(table),
  open: async () => (await table.items(openPartition, '')).map(openOf),
  close: (upload) => table.remove(openKey(upload)),
  async list(limit, cursor, which = 'batches') {
    const { batches, endedAt } = await table.listed(which, { limit, ...startAfter(cursor) });
    return { batches, ...cursorAfter(endedAt) };
  },
});

/** The `batches` table. */
export const dynamoBatchStore = (client: DynamoDBDocumentClient, tableName: string): BatchStore =>
  batchStoreOver(batchTable(client, tableName));
