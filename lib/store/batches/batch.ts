import { z } from 'zod';
import type { ErrorView } from '../../errors.ts';
import type { MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { FileShape } from '../../feedback/reading/source.ts';
import type { AnswerLedger, RowLedger } from '../../feedback/response/ledger.ts';

/**
 * `held`: a question is open, nothing is stored. `refused`: the file can't be read, `error` says why. `incomplete`: some
 * chunks failed permanently, the rest is stored and summarized. The others say what they say.
 */
export const batchStatuses = [
  'held',
  'refused',
  'ingesting',
  'analyzing',
  'complete',
  'incomplete',
  'superseded',
  'undone',
] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** What is known of a batch before its rows are read. */
export interface BatchHeader {
  /** hash(content, effective mapping); of a refused file hash(content). */
  readonly batchId: string;
  readonly objectKey: string;
  readonly member?: string;
  readonly contentHash: string;
  readonly uploadedAt: string;
  readonly shape?: FileShape;
  /** Which other batches can hold the same responses (`sourceOfIds`). Absent where responses have no id of their own. */
  readonly source?: string;
}

/** Which stored feedback is analyzed again: all, or what lies in these bounds, both included. */
export interface ReanalysisScope {
  readonly touchpoint?: string | undefined;
  /** Days or months. What has no date is only in a scope without bounds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A reanalysis before its first message: its chunks are cells in place of rows. */
export interface Reanalysis {
  readonly reanalysisId: string;
  /** ISO instant. */
  readonly requestedAt: string;
  readonly scope: ReanalysisScope;
  readonly chunksTotal: number;
}

export interface Batch extends BatchHeader {
  readonly status: BatchStatus;
  /** `r1` for the first analysis of the batch, `r2` for the next one. */
  readonly runId: string;
  /** Set where this is not a file but a new analysis of what is stored. */
  readonly reanalysis?: ReanalysisScope;
  readonly questions?: readonly MappingQuestion[];
  /** Why the file was refused. */
  readonly error?: ErrorView;
  /** Set while its copies are being removed: until then it can't be loaded again. */
  readonly removing?: boolean;
  /** Known when the whole file is read. */
  readonly chunksTotal?: number;
  readonly chunksDone: readonly number[];
  readonly chunksFailed: readonly number[];
  /** Known when all chunks are done: how many messages have its cells summarized, and which of them are. */
  readonly summariesTotal?: number;
  readonly summariesDone: readonly number[];
  readonly rows?: RowLedger;
  /** Known when the batch is complete. */
  readonly answers?: AnswerLedger;
}

/** The cells a run writes to, by touchpoint: what must be summarized, and where an undo finds the copies. */
export const manifest = z.object({
  chunks: z.int().nonnegative(),
  cells: z.record(z.string(), z.array(z.string())),
});
export interface Manifest {
  readonly chunks: number;
  readonly cells: Readonly<Record<string, readonly string[]>>;
}

/** One analysis of a batch. */
export interface BatchRun {
  readonly batchId: string;
  readonly runId: string;
}

/** @example nextRun('r1') // 'r2' */
export const nextRun = (runId: string): string => `r${runNumber(runId) + 1}`;

const runNumber = (runId: string): number => Number(runId.slice(1));

/** The runs of a batch before this one. @example earlierRuns({ batchId: '9fQ…', runId: 'r2' }) // [{ batchId: '9fQ…', runId: 'r1' }] */
export const earlierRuns = ({ batchId, runId }: BatchRun): BatchRun[] =>
  Array.from({ length: runNumber(runId) - 1 }, (_, index) => ({ batchId, runId: `r${index + 1}` }));

/** Two runs of which the later one, `to`, puts responses of `from` into other cells; or one run and itself. */
export interface RunPair {
  readonly from: BatchRun;
  readonly to: BatchRun;
}

/** True when every chunk of the run is done or failed. Holds for zero chunks, never while the total is unknown. */
export const isRead = (batch: Batch): boolean =>
  batch.chunksTotal !== undefined &&
  new Set([...batch.chunksDone, ...batch.chunksFailed]).size === batch.chunksTotal;

/** True when every cell that the run wrote to is summarized: readers see all of it. */
export const isSummarized = ({ summariesTotal, summariesDone }: Batch): boolean => {
  if (summariesTotal === undefined) return false;
  const done = new Set(summariesDone);
  return Array.from({ length: summariesTotal }, (_, message) => message).every((message) =>
    done.has(message),
  );
};

/** True while a run may still write: its messages are worth the work. */
export const isCurrent = (batch: Batch | undefined, runId: string): batch is Batch =>
  batch !== undefined && batch.runId === runId && !endedUnstored.has(batch.status);

const endedUnstored: ReadonlySet<BatchStatus> = new Set(['undone', 'superseded', 'refused', 'held']);

/** True while the copies of a run count: its file is read to the end, and it is neither undone nor loaded again. */
export const isCounted = (batch: Batch | undefined, runId: string): batch is Batch =>
  isCurrent(batch, runId) && batch.status !== 'ingesting';

export const isStored = ({ status }: Batch): boolean => status === 'complete' || status === 'incomplete';

/** True of a batch whose copies nobody should see: there were none, or they are being removed. */
export const isTakenBack = ({ status }: Batch): boolean =>
  status === 'undone' || status === 'superseded' || status === 'refused';

/** What the index `by-upload` lists, a partition each: what files became, and new analyses of what is stored. */
export type BatchList = 'batches' | 'reanalyses';
