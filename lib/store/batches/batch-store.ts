import type { ErrorView } from '../../errors.ts';
import type { MappingQuestion } from '../../feedback/mapping/mapping.ts';
import {
  type AnswerLedger,
  emptyAnswerLedger,
  mergeAnswerLedgers,
  type RowLedger,
} from '../../feedback/response/ledger.ts';
import type { Batch, BatchHeader, BatchList, BatchRun, Reanalysis, RunPair } from './batch.ts';

/** How many rows and answers of a cell a batch has in common with earlier uploads. */
export interface OverlapCounts {
  readonly duplicate: number;
  readonly updated: number;
  /** Of the duplicates, those without id and respondent: possibly two customers who wrote the same. */
  readonly possibleDuplicate: number;
  /** The answers of the duplicates. */
  readonly answers: AnswerLedger;
}

/** The batch, the cell (`delivery#2026-05-31`), and the revision of the cell's summary. */
export interface OverlapPlace {
  readonly batchId: string;
  readonly cell: string;
  readonly revision: number;
}

/** A batch that has begun, under one of its uploads. */
export interface OpenUpload {
  readonly batchId: string;
  readonly uploadedAt: string;
}

/** What failed: a part of a batch (`chunk#r1#000007`), under the batch; or something without a batch, under a name. */
export interface FailedWork {
  readonly of: string;
  readonly work: string;
}

/** Why something failed: a code and a sentence, never the text of a comment. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** The cells that were to be summarized. */
  readonly touchpoint?: string;
  readonly cells?: readonly string[];
}

export interface FailureNote extends Failure {
  readonly work: string;
}

/** A request of responses. */
export interface KnownRequest {
  readonly id: string;
  /** A hash of its responses. */
  readonly content: string;
  readonly expiresAt: Date;
  /** True once its responses are stored. */
  readonly isStored?: boolean;
}

/** How much a batch would add to a month. */
export interface MonthWish {
  /** `2026-06` */
  readonly month: string;
  readonly batchId: string;
  readonly responses: number;
}

/** Responses by batch; of a month with a thousand batches and more, of the earlier ones together. */
export type Reserved = Readonly<Record<string, number>>;

/** How far retention has come. Each only ever moves forward: what is closed stays closed when a setting changes. */
export interface RetentionMarks {
  /** All months before this one are closed, `2024-11`: rows of them are rejected. */
  readonly closedBefore?: string;
  /** ISO instant of the last closing. */
  readonly closedAt?: string;
  /** The summaries of all months before this one are sealed or being sealed: nothing more is stored in their cells. */
  readonly sealedBefore?: string;
  /** The cells of all months before this one are sealed and empty. */
  readonly emptiedBefore?: string;
  /** Files uploaded before this instant are removed. */
  readonly filesBefore?: string;
  /** The last day on which all expired files and digests were removed. */
  readonly checkedOn?: string;
}

/** The questions of a held batch, or the error of a refused one. */
export type WhyParked = { readonly questions: readonly MappingQuestion[] } | { readonly error: ErrorView };

export interface BatchPage {
  readonly batches: Batch[];
  readonly cursor?: string;
}

/** Batches, their progress and their ledgers. Every method can be repeated: the second call changes nothing. */
export interface BatchStore {
  read(batchId: string): Promise<Batch | undefined>;
  /**
   * Starts the batch's first run, continues one in progress, or starts the next run of a batch that ended
   * without being stored, if this upload is newer than that run's. Any other batch is returned unchanged.
   * Throws `conflict` while the batch is still being undone.
   */
  begin(header: BatchHeader): Promise<Batch>;
  /** Records a held batch with its questions, or a refused one with its error. What earlier runs had stored must be removed. */
  park(header: BatchHeader, why: WhyParked): Promise<void>;
  /** Starts a new analysis of stored feedback: run `r1` of a batch without a file, in a list of its own. */
  beginReanalysis(reanalysis: Reanalysis): Promise<void>;
  /** All chunks are written: their number and the ledger of rows. Undefined if the run is no longer the current one. */
  recordTotal(batch: Batch, chunksTotal: number, rows: RowLedger): Promise<Batch | undefined>;
  /** A chunk is stored. Undefined when the run is no longer the current one. */
  chunkDone(run: BatchRun, chunk: number, answers: AnswerLedger): Promise<Batch | undefined>;
  /** A chunk failed permanently. Undefined when the run is no longer the current one. */
  chunkFailed(run: BatchRun, chunk: number): Promise<Batch | undefined>;
  /** The run's cells are being summarized, in so many messages. Undefined if the run is no longer the current one. */
  summariesDue(run: BatchRun, messages: number): Promise<Batch | undefined>;
  /** The cells of some of these messages are summarized. Undefined when the run is no longer the current one. */
  summariesDone(run: BatchRun, messages: readonly number[]): Promise<Batch | undefined>;
  /** A message to summarize was given up. Undefined when the run is no longer the current one. */
  summaryFailed(run: BatchRun, message: number): Promise<Batch | undefined>;
  /** Makes an incomplete run one in progress again, without what had failed. Undefined if it is not incomplete. */
  reopen(batch: Batch): Promise<Batch | undefined>;
  /** Writes down why something failed, over an earlier reason. */
  noteFailure(failed: FailedWork, failure: Failure): Promise<void>;
  forgetFailure(failed: FailedWork): Promise<void>;
  /** The reasons that were written down under a batch or a name. */
  failuresOf(of: string): Promise<FailureNote[]>;
  /** Records that a person was erased, by keyed hash: no row of theirs is stored from then on. */
  putTombstone(hash: string): Promise<void>;
  /** The people that were erased, by keyed hash. */
  tombstones(): Promise<ReadonlySet<string>>;
  /** Remembers a request, unless it is known, until it expires (DynamoDB removes it within days of that); returns what is known. */
  claimRequest(request: KnownRequest): Promise<KnownRequest>;
  /** The responses of a known request are stored. */
  markRequestStored(request: KnownRequest): Promise<void>;
  /** How far retention has come; empty if nothing was ever closed or removed by it. */
  retentionMarks(): Promise<RetentionMarks>;
  /** Moves these marks forward; one that is further already stays. */
  advanceRetention(marks: RetentionMarks): Promise<void>;
  /** The sum of the answer ledgers of a run's chunks. */
  answersOf(run: BatchRun): Promise<AnswerLedger>;
  /** Ends a run. False when it is no longer the current one. */
  settle(run: BatchRun, status: 'complete' | 'incomplete', answers: AnswerLedger): Promise<boolean>;
  /** Marks the batch as undone; from then on none of its runs is current. */
  withdraw(batchId: string, outcome: 'undone' | 'superseded'): Promise<void>;
  /** The copies of an undone batch are removed: it may be loaded again. */
  recordRemoval(batchId: string): Promise<void>;
  /** All batches of one content, with any mapping. */
  ofContent(contentHash: string): Promise<Batch[]>;
  /** The batches that an object (a zip: each member) became, latest upload last. */
  ofObject(objectKey: string): Promise<Batch[]>;
  /** All batches of one source of ids. */
  ofSource(source: string): Promise<Batch[]>;
  /** Records on both batches that responses moved between these runs. */
  recordMoves(pair: RunPair): Promise<void>;
  /**
   * Records how many responses a batch adds to a month, replacing its earlier record, if `fits` accepts it given
   * the others. Of two batches at once, one is asked again with the other included.
   * Returns false, and records nothing, if there is not enough room.
   */
  reserve(wish: MonthWish, fits: (others: Reserved) => boolean): Promise<boolean>;
  /** The pairs of any run of the batch, in any state. */
  movesOf(batchId: string): Promise<RunPair[]>;
  /** Newest first. Lists batches by default. */
  list(limit: number, cursor?: string, which?: BatchList): Promise<BatchPage>;
  /** The uploads and reanalyses that have begun and are not known to have ended, the oldest first. */
  open(): Promise<OpenUpload[]>;
  /** Puts batches on that list that began before there was one. The first call reads all batches, later ones nothing. */
  openUnlisted(): Promise<void>;
  /** Takes one that has ended off that list. */
  close(upload: OpenUpload): Promise<void>;
  /** Sets the overlap of a batch in one cell, at a revision of the cell's summary; an older one is ignored. */
  putOverlap(place: OverlapPlace, counts: OverlapCounts): Promise<void>;
  /** The sum of a batch's overlaps. */
  overlapOf(batchId: string): Promise<OverlapCounts>;
}

export const noOverlap: OverlapCounts = {
  duplicate: 0,
  updated: 0,
  possibleDuplicate: 0,
  answers: emptyAnswerLedger,
};

/** The overlaps of two cells together; {@link noOverlap} is the identity. */
export const mergeOverlaps = (left: OverlapCounts, right: OverlapCounts): OverlapCounts => ({
  duplicate: left.duplicate + right.duplicate,
  updated: left.updated + right.updated,
  possibleDuplicate: left.possibleDuplicate + right.possibleDuplicate,
  answers: mergeAnswerLedgers(left.answers, right.answers),
});
