import { z } from 'zod';
import { fileEvidence } from '../../analysis/file-evidence.ts';
import { errorCodes } from '../../errors.ts';
import { mappingQuestion } from '../../feedback/mapping/mapping.ts';
import { fileShape } from '../../feedback/reading/source.ts';
import type { AnswerLedger } from '../../feedback/response/ledger.ts';
import type { Item } from '../items/attributes.ts';
import { decodeCursor, encodeCursor } from '../items/page-cursor.ts';
import {
  type Batch,
  type BatchHeader,
  type BatchList,
  type BatchRun,
  batchStatuses,
  type RunPair,
} from './batch.ts';
import type {
  FailedWork,
  FailureNote,
  KnownRequest,
  OpenUpload,
  OverlapCounts,
  Reserved,
  RetentionMarks,
} from './batch-store.ts';

/** How batches are stored as items in the `batches` table. */

export type { Item };

const count = z.int().nonnegative();

const headerItem = 'batch';

export const headerKey = (batchId: string) => ({ batch: batchId, item: headerItem });

/** @example chunkKey({ batchId: '9fQ…', runId: 'r1' }, 12) // { batch: '9fQ…', item: 'chunk#r1#000012' } */
export const chunkKey = ({ batchId, runId }: BatchRun, chunk: number) => ({
  batch: batchId,
  item: `${chunkPrefix(runId)}${String(chunk).padStart(6, '0')}`,
});
export const chunkPrefix = (runId: string): string => `chunk#${runId}#`;

/** How many responses the batches of a month have. @example monthKey('2026-06') // { batch: 'month#2026-06', item: 'responses' } */
export const monthKey = (month: string) => ({ batch: `month#${month}`, item: 'responses' });

export const overlapPrefix = 'overlap#';
export const overlapKey = (batchId: string, cellName: string) => ({
  batch: batchId,
  item: `${overlapPrefix}${cellName}`,
});

/** The people that were erased: an item each, named by the keyed hash. */
export const tombstonePartition = 'erased';

/** A request of responses by its key. */
export const requestKey = (id: string) => ({ batch: `request#${id}`, item: 'content' });

export const requestItem = ({ id, content, expiresAt, isStored = false }: KnownRequest): Item => ({
  ...requestKey(id),
  ...{ content, isStored, expiresAt: Math.ceil(expiresAt.getTime() / 1000) },
});

const requestShape = z.object({ content: z.string(), isStored: z.boolean(), expiresAt: count });

export const readRequest = (id: string, item: Item): KnownRequest => {
  const { expiresAt, ...known } = requestShape.parse(item);
  return { id, ...known, expiresAt: new Date(expiresAt * 1000) };
};

/** The item that says how far retention has come. */
export const retentionKey = { batch: 'retention', item: 'marks' };

const mark = z.string().exactOptional();
const retentionMarks = z.object({
  closedBefore: mark,
  closedAt: mark,
  sealedBefore: mark,
  emptiedBefore: mark,
  filesBefore: mark,
  checkedOn: mark,
});

/** The marks, and the revision of their item; none, with revision 0, if there is no item. */
export const readRetention = (
  item: Item | undefined,
): { readonly marks: RetentionMarks; readonly revision: number } =>
  item === undefined
    ? { marks: {}, revision: 0 }
    : { marks: retentionMarks.parse(item), revision: z.object({ revision: count }).parse(item).revision };

export const failurePrefix = 'failure#';
export const failureKey = ({ of, work }: FailedWork) => ({ batch: of, item: `${failurePrefix}${work}` });

const storedFailure = z.object({
  item: z.string(),
  code: z.string(),
  message: z.string(),
  touchpoint: z.string().exactOptional(),
  cells: z.array(z.string()).exactOptional(),
});

export const readFailure = (item: Item): FailureNote => {
  const { item: name, ...failure } = storedFailure.parse(item);
  return { ...failure, work: name.slice(failurePrefix.length) };
};

export const movesPrefix = 'moves#';
/** The items of a pair of runs, one with each of its batches; or of a run with itself, one. */
export const movesItems = (pair: RunPair): Item[] => {
  const { from, to } = pair;
  const item = `${movesPrefix}${from.batchId}.${from.runId}#${to.batchId}.${to.runId}`;
  const runs = { from: from.batchId, fromRun: from.runId, to: to.batchId, toRun: to.runId };
  return [...new Set([from.batchId, to.batchId])].map((batch) => ({ batch, item, ...runs }));
};
const storedPair = z.object({ from: z.string(), fromRun: z.string(), to: z.string(), toRun: z.string() });

export const pairOf = (item: Item): RunPair => {
  const { from, fromRun, to, toRun } = storedPair.parse(item);
  return { from: { batchId: from, runId: fromRun }, to: { batchId: to, runId: toRun } };
};

/** The partitions that list the batches of a content, of an object and of a source of ids. */
export const contentPartition = (contentHash: string): string => `content#${contentHash}`;
export const objectPartition = (objectKey: string): string => `object#${objectKey}`;
export const sourcePartition = (source: string): string => `source#${source}`;

/** The partition of the batches that have begun and not ended. */
export const openPartition = 'open';

/** Marks an upload of a batch as begun; a later upload of it has a mark of its own. */
export const openKey = ({ batchId, uploadedAt }: Pick<BatchHeader, 'batchId' | 'uploadedAt'>) => ({
  batch: openPartition,
  item: `${uploadedAt}#${batchId}`,
});

const openMark = z.object({ item: z.string() }).transform(({ item }) => {
  const at = item.indexOf('#');
  return { uploadedAt: item.slice(0, at), batchId: item.slice(at + 1) };
});

/** The upload that a mark is of. */
export const openOf = (item: Item): OpenUpload => openMark.parse(item);

const answerLedger = z.object({
  asked: count,
  scored: count,
  'no-content': count,
  'no-comment': count,
  'unsupported-language': count,
});

export const storedRowLedger = z.object({
  read: count,
  accepted: count,
  duplicate: count,
  updated: count,
  excluded: z.record(z.string(), count),
  rejected: z.record(z.string(), count),
  blank: count.exactOptional(),
});

const storedError = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  file: z.string().exactOptional(),
  row: count.exactOptional(),
  column: z.string().exactOptional(),
  expected: z.string().exactOptional(),
  got: z.string().exactOptional(),
});

/** A set of numbers; DynamoDB has no empty ones. */
const numbers = z
  .set(count)
  .default(() => new Set<number>())
  .transform((set) => [...set].toSorted((left, right) => left - right));

const storedBatch = z.object({
  batch: z.string(),
  objectKey: z.string(),
  member: z.string().exactOptional(),
  contentHash: z.string(),
  uploadedAt: z.string(),
  shape: fileShape.exactOptional(),
  ...fileEvidence.shape,
  source: z.string().exactOptional(),
  status: z.enum(batchStatuses),
  runId: z.string(),
  reanalysis: z
    .object({
      touchpoint: z.string().exactOptional(),
      from: z.string().exactOptional(),
      to: z.string().exactOptional(),
    })
    .exactOptional(),
  questions: z.array(mappingQuestion).exactOptional(),
  error: storedError.exactOptional(),
  removing: z.boolean().exactOptional(),
  chunksTotal: count.exactOptional(),
  chunksDone: numbers,
  chunksFailed: numbers,
  summariesTotal: count.exactOptional(),
  summariesDone: numbers,
  summariesFailed: numbers,
  rows: storedRowLedger.exactOptional(),
  answers: answerLedger.exactOptional(),
});

export const batchOf = (item: Item): Batch => {
  const { batch, ...rest } = storedBatch.parse(item);
  return { ...rest, batchId: batch };
};

/** The answers of one chunk, by status. */
export const readChunkAnswers = (item: Item): AnswerLedger => answerLedger.parse(item['answers']);

const storedOverlap = z.object({
  duplicate: count,
  updated: count,
  possibleDuplicate: count,
  answers: answerLedger,
});

export const readOverlap = (item: Item): OverlapCounts => storedOverlap.parse(item);

const storedMonth = z.object({ byBatch: z.record(z.string(), count), revision: count });

/** The record of a month; empty, with revision 0, if there is no item. */
export const readMonth = (
  item: Item | undefined,
): { readonly byBatch: Reserved; readonly revision: number } =>
  item === undefined ? { byBatch: {}, revision: 0 } : storedMonth.parse(item);

/** Of a held or refused batch, only what was known before its rows were read. */
export const headerItemOf = ({
  batchId,
  objectKey,
  member,
  contentHash,
  uploadedAt,
  shape,
  languages,
  repeated,
  source,
}: BatchHeader): Item => ({
  ...headerKey(batchId),
  objectKey,
  contentHash,
  uploadedAt,
  ...(member === undefined ? {} : { member }),
  ...(shape === undefined ? {} : { shape }),
  ...(languages === undefined ? {} : { languages }),
  ...(repeated === undefined ? {} : { repeated }),
  ...(source === undefined ? {} : { source }),
  list: 'batches' satisfies BatchList,
});

/** The cursor after a page that ended at this key; none after the last page. */
export const cursorAfter = (key: Item | undefined): { cursor?: string } =>
  key === undefined ? {} : { cursor: encodeCursor(key) };

const anyKey: z.ZodType<Item> = z.record(z.string(), z.unknown());

/** Where the page after a cursor starts. Throws `usage` for an invalid cursor. */
export const startAfter = (cursor: string | undefined): { ExclusiveStartKey?: Item } =>
  cursor === undefined ? {} : { ExclusiveStartKey: decodeCursor(cursor, anyKey) };
