import { VerbatimError } from '../../errors.ts';
import type { Batch, BatchHeader, RunPair } from './batch.ts';

/** How batches stand as items in the `batches` table. */

export type Item = Record<string, unknown>;

const headerItem = 'batch';

export const headerKey = (batchId: string) => ({ batch: batchId, item: headerItem });

/** @example chunkKey('9fQ…', 'r1', 12) // { batch: '9fQ…', item: 'chunk#r1#000012' } */
export const chunkKey = (batchId: string, runId: string, chunk: number) => ({
  batch: batchId,
  item: `${chunkPrefix(runId)}${String(chunk).padStart(6, '0')}`,
});
export const chunkPrefix = (runId: string): string => `chunk#${runId}#`;

/** What the batches of a month brought. @example monthKey('2026-06') // { batch: 'month#2026-06', item: 'responses' } */
export const monthKey = (month: string) => ({ batch: `month#${month}`, item: 'responses' });

export const overlapPrefix = 'overlap#';
export const overlapKey = (batchId: string, cellName: string) => ({
  batch: batchId,
  item: `${overlapPrefix}${cellName}`,
});

export const movesPrefix = 'moves#';
/** The items of a pair, one with each of its batches; of a run and itself one. */
export const movesItems = (pair: RunPair): Item[] => {
  const { from, to } = pair;
  const item = `${movesPrefix}${from.batchId}.${from.runId}#${to.batchId}.${to.runId}`;
  const runs = { from: from.batchId, fromRun: from.runId, to: to.batchId, toRun: to.runId };
  return [...new Set([from.batchId, to.batchId])].map((batch) => ({ batch, item, ...runs }));
};
export const pairOf = (item: Item): RunPair => {
  const { from, fromRun, to, toRun } = item as Record<'from' | 'fromRun' | 'to' | 'toRun', string>;
  return { from: { batchId: from, runId: fromRun }, to: { batchId: to, runId: toRun } };
};

/** The partitions that list the batches of a content, of an object and of a source of ids. */
export const contentPartition = (contentHash: string): string => `content#${contentHash}`;
export const objectPartition = (objectKey: string): string => `object#${objectKey}`;
export const sourcePartition = (source: string): string => `source#${source}`;

/** What the index `by-upload` lists, a partition each: what files became, and new analyses of what is stored. */
export type BatchList = 'batches' | 'reanalyses';

/** @example nextRun('r1') // 'r2' */
export const nextRun = (runId: string): string => `r${Number(runId.slice(1)) + 1}`;

const inOrder = (numbers: unknown): number[] =>
  [...((numbers as Set<number> | undefined) ?? [])].toSorted((left, right) => left - right);

export const batchOf = (stored: Item): Batch => {
  const { batch, item: _item, list: _list, chunksDone, chunksFailed, summariesDone, ...rest } = stored;
  return {
    ...rest,
    batchId: batch,
    chunksDone: inOrder(chunksDone),
    chunksFailed: inOrder(chunksFailed),
    summariesDone: inOrder(summariesDone),
  } as unknown as Batch;
};

export const headerItemOf = ({ batchId, ...header }: BatchHeader): Item => ({
  ...header,
  ...headerKey(batchId),
  list: 'batches' satisfies BatchList,
});

/** The cursor behind a page that ended at this key; none behind the last page. */
export const cursorAfter = (key: Item | undefined): { cursor?: string } =>
  key === undefined ? {} : { cursor: Buffer.from(JSON.stringify(key)).toString('base64url') };

/** Where the page behind a cursor starts. Throws `usage` for what is not a cursor. */
export const startAfter = (cursor: string | undefined): { ExclusiveStartKey?: Item } => {
  if (cursor === undefined) return {};
  try {
    return { ExclusiveStartKey: JSON.parse(Buffer.from(cursor, 'base64url').toString()) };
  } catch (cause) {
    throw new VerbatimError('usage', 'parameter "cursor" is invalid', {
      expected: 'the cursor of the previous page',
      cause,
    });
  }
};
