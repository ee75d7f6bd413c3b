import { type Batch, type BatchRun, failedChunks, failedSummaries } from '../../store/batches/batch.ts';
import type { FailedWork, Failure } from '../../store/batches/batch-store.ts';
import type { Effects } from '../effects.ts';
import { responsesPerChunk } from '../ingest/chunks.ts';
import type {
  AnalyzeMessage,
  IssuesMessage,
  MovesMessage,
  ReanalyzeMessage,
  RewriteFile,
  SealMessage,
  SummarizeMessage,
} from '../messages.ts';

/** Which part of a batch failed, and why: written down at each attempt, read once the part is given up. */

const partOf = ({ batchId, runId }: BatchRun, kind: 'chunk' | 'summary', number: number): FailedWork => ({
  of: batchId,
  work: `${kind}#${runId}#${String(number).padStart(6, '0')}`,
});

export const failedUndo = (batchId: string): FailedWork => ({ of: batchId, work: 'undo' });

/** Cells whose message to summarize was given up and belongs to no batch. */
export const lostSummaries = 'lost-summaries';

const lostSummary = (touchpoint: string, cells: readonly string[]): FailedWork => ({
  of: lostSummaries,
  work: `${touchpoint}#${cells[0] ?? ''}#${cells.length}`,
});

export const noteLostSummary = (
  { batches }: Pick<Effects, 'batches'>,
  { touchpoint, cells }: Pick<SummarizeMessage, 'touchpoint' | 'cells'>,
): Promise<void> =>
  batches.noteFailure(lostSummary(touchpoint, cells), {
    code: 'internal',
    message:
      'the cells could not be summarized after several attempts; see the log of the summarize function',
    touchpoint,
    cells,
  });

/** Files that still have rows of people who were erased before they were uploaded. */
export const lostRewrites = 'lost-rewrites';

export const noteLostRewrite = ({ batches }: Pick<Effects, 'batches'>, { key }: RewriteFile): Promise<void> =>
  batches.noteFailure(
    { of: lostRewrites, work: key },
    {
      code: 'internal',
      message: 'the file could not be rewritten after several attempts; see the log of the ingest function',
    },
  );

type WithPart =
  | AnalyzeMessage
  | MovesMessage
  | ReanalyzeMessage
  | SummarizeMessage
  | IssuesMessage
  | SealMessage;

/** Writes down why an attempt failed, where the batch is told once there are no more attempts. */
export const noteFailedPart =
  ({ batches }: Pick<Effects, 'batches'>) =>
  async (message: WithPart, failure: Failure): Promise<void> => {
    if ('chunk' in message) {
      await batches.noteFailure(partOf(message, 'chunk', message.chunk), failure);
    } else if ('run' in message && message.run !== undefined) {
      const { run, touchpoint } = message;
      await batches.noteFailure(partOf(run, 'summary', run.message), { ...failure, touchpoint });
    }
  };

/** A part of a batch that was given up. */
export interface FailedPart {
  /** `search`: for responses that moved between uploads. */
  readonly part: 'chunk' | 'search' | 'summary' | 'undo';
  /** The number of the chunk, from 0, as in the key of its object. */
  readonly chunk?: number;
  /** The responses that are missing; 0 if all are stored. */
  readonly rows: number;
  readonly touchpoint?: string;
  readonly code: string;
  readonly message: string;
}

/** A function that died could not write down anything. */
const unknownReason: Failure = {
  code: 'internal',
  message: 'the function ended without an answer: out of memory or time; see its log',
};

const rowsIn = ({ rows }: Batch, chunk: number): number => {
  const stored = rows === undefined ? 0 : rows.accepted + rows.updated;
  return Math.max(0, Math.min(responsesPerChunk, stored - chunk * responsesPerChunk));
};

const isSearch = ({ source, chunksTotal }: Batch, chunk: number): boolean =>
  source !== undefined && chunk + 1 === chunksTotal;

/** The parts of a batch that were given up, each with its reason; none for a batch without failures. */
export const failedParts = async (
  { batches }: Pick<Effects, 'batches'>,
  batch: Batch,
): Promise<FailedPart[]> => {
  const [chunks, summaries] = [failedChunks(batch), failedSummaries(batch)];
  if (chunks.length === 0 && summaries.length === 0 && batch.removing !== true) return [];
  const notes = new Map((await batches.failuresOf(batch.batchId)).map((note) => [note.work, note]));
  const reasonOf = ({ work }: FailedWork) => {
    const { code, message } = notes.get(work) ?? unknownReason;
    return { code, message };
  };
  const undo = notes.get(failedUndo(batch.batchId).work);
  return [
    ...chunks.map(
      (chunk): FailedPart => ({
        part: isSearch(batch, chunk) ? 'search' : 'chunk',
        chunk,
        rows: isSearch(batch, chunk) || batch.reanalysis !== undefined ? 0 : rowsIn(batch, chunk),
        ...reasonOf(partOf(batch, 'chunk', chunk)),
      }),
    ),
    ...summaries.map((number): FailedPart => {
      const work = partOf(batch, 'summary', number);
      const touchpoint = notes.get(work.work)?.touchpoint;
      return {
        part: 'summary',
        rows: 0,
        ...(touchpoint === undefined ? {} : { touchpoint }),
        ...reasonOf(work),
      };
    }),
    ...(batch.removing === true && undo !== undefined
      ? [{ part: 'undo' as const, rows: 0, code: undo.code, message: undo.message }]
      : []),
  ];
};
