import { z } from 'zod';
import type { FileEvidence } from '../../analysis/file-evidence.ts';
import type { ErrorView } from '../../errors.ts';
import type { MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { FileShape } from '../../feedback/reading/source.ts';
import type { AnswerLedger, RowLedger } from '../../feedback/response/ledger.ts';

/**
 * `held`: a question is open, nothing is stored. `refused`: the file can't be read, `error` says why. `incomplete`: some
 * chunks failed permanently, the rest is stored and summarized.
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
export interface BatchHeader extends FileEvidence {
  /** hash(content, effective mapping); of a refused file hash(content). */
  readonly batchId: string;
  readonly objectKey: string;
  readonly member?: string;
  readonly contentHash: string;
  readonly uploadedAt: string;
  readonly shape?: FileShape;
  /** Identifies other batches that may have the same responses (`sourceOfIds`). Absent if responses have no id of their own. */
  readonly source?: string;
}

/** Which stored feedback is analyzed again: all, or between these bounds, both included. */
export interface ReanalysisScope {
  readonly touchpoint?: string | undefined;
  /** Days or months. Undated feedback is only in a scope without bounds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A reanalysis before its first message: its chunks are cells instead of rows. */
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
  /** Present if this is not a file but a new analysis of stored feedback. */
  readonly reanalysis?: ReanalysisScope;
  readonly questions?: readonly MappingQuestion[];
  /** Why the file was refused. */
  readonly error?: ErrorView;
  /** Present while its copies are being removed: until then it can't be loaded again. */
  readonly removing?: boolean;
  /** Known when the whole file is read. */
  readonly chunksTotal?: number;
  readonly chunksDone: readonly number[];
  readonly chunksFailed: readonly number[];
  /** Known when all chunks are done: how many messages summarize its cells, and which of them are done. */
  readonly summariesTotal?: number;
  readonly summariesDone: readonly number[];
  /** Messages that were given up: their cells have figures older than their responses. */
  readonly summariesFailed: readonly number[];
  readonly rows?: RowLedger;
  /** Known when the batch is complete. */
  readonly answers?: AnswerLedger;
}

/** The cells that a run writes to, by touchpoint: what must be summarized, and where undo finds the copies. */
export const manifest = z.object({
  chunks: z.int().nonnegative(),
  cells: z.record(z.string(), z.array(z.string())),
  respondents: z.int().nonnegative().exactOptional(),
});
export interface Manifest {
  readonly chunks: number;
  /** Responses with a respondent, whose cells are stored; absent in runs of earlier versions, which stored none. */
  readonly respondents?: number;
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

/** All runs of a batch, the present one last. */
export const runsOf = (run: BatchRun): BatchRun[] => [...earlierRuns(run), run];

/** True while a batch is read or analyzed. */
export const isOpen = ({ status }: Pick<Batch, 'status'>): boolean =>
  status === 'ingesting' || status === 'analyzing';

/** Two runs of which the later one, `to`, has responses of `from` in other cells; or one run with itself. */
export interface RunPair {
  readonly from: BatchRun;
  readonly to: BatchRun;
}

/** The chunks that failed and were not done since. */
export const failedChunks = ({ chunksDone, chunksFailed }: Batch): number[] => {
  const done = new Set(chunksDone);
  return chunksFailed.filter((chunk) => !done.has(chunk));
};

/** The messages to summarize that were given up and not done since. */
export const failedSummaries = ({ summariesDone, summariesFailed }: Batch): number[] => {
  const done = new Set(summariesDone);
  return summariesFailed.filter((message) => !done.has(message));
};

/** True when every chunk of the run is done or failed. Holds for zero chunks, never while the total is unknown. */
export const isRead = (batch: Batch): boolean =>
  batch.chunksTotal !== undefined &&
  new Set([...batch.chunksDone, ...batch.chunksFailed]).size === batch.chunksTotal;

/** True when every cell that the run wrote to is summarized, or was given up. */
export const isSummarized = ({ summariesTotal, summariesDone, summariesFailed }: Batch): boolean => {
  if (summariesTotal === undefined) return false;
  const done = new Set([...summariesDone, ...summariesFailed]);
  return Array.from({ length: summariesTotal }, (_, message) => message).every((message) =>
    done.has(message),
  );
};

/** True while a run may still write: its messages must be processed. */
export const isCurrent = (batch: Batch | undefined, runId: string): batch is Batch =>
  batch !== undefined && batch.runId === runId && !endedUnstored.has(batch.status);

const endedUnstored: ReadonlySet<BatchStatus> = new Set(['undone', 'superseded', 'refused', 'held']);

/** True while the copies of a run count: its file is read to the end, and it is neither undone nor loaded again. */
export const isCounted = (batch: Batch | undefined, runId: string): batch is Batch =>
  isCurrent(batch, runId) && batch.status !== 'ingesting';

export const isStored = ({ status }: Batch): boolean => status === 'complete' || status === 'incomplete';

/** True for a batch whose copies must not be shown: it has none, or they are being removed. */
export const isWithdrawn = ({ status }: Batch): boolean =>
  status === 'undone' || status === 'superseded' || status === 'refused';

/** The lists of the index `by-upload`, a partition each: batches of files, and reanalyses. */
export type BatchList = 'batches' | 'reanalyses';
