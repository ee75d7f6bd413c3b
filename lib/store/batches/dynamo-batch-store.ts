import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  cursorAfter,
  monthKey,
  movesItems,
  movesPrefix,
  openKey,
  openOf,
  openPartition,
  overlapKey,
  overlapPrefix,
  pairOf,
  readMonth,
  readOverlap,
  startAfter,
} from './batch-items.ts';
import { batchLinks, linkIn } from './batch-links.ts';
import { batchBeginnings, batchRemoval, runProgress } from './batch-runs.ts';
import { type BatchStore, mergeOverlaps, noOverlap } from './batch-store.ts';
import { type BatchTable, batchTable } from './batch-table.ts';

/** The loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

const monthReserve = (table: BatchTable): BatchStore['reserve'] => {
  return async ({ month, batchId, responses }, fits) => {
    const key = monthKey(month);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { byBatch, revision } = readMonth(await table.item(key));
      const { [batchId]: _own, ...others } = byBatch;
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

/** Batches over any table with these reads and writes. */
export const batchStoreOver = (table: BatchTable): BatchStore => ({
  read: table.read,
  ...batchBeginnings(table, linkIn(table)),
  ...runProgress(table),
  ...batchRemoval(table),
  ...batchLinks(table),
  ...batchMoves(table),
  ...batchOverlaps(table),
  reserve: monthReserve(table),
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
