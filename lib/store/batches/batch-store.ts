import type { ErrorView } from '../../errors.ts';
import type { MappingQuestion } from '../../feedback/mapping/mapping.ts';
import {
  type AnswerLedger,
  emptyAnswerLedger,
  mergeAnswerLedgers,
  type RowLedger,
} from '../../feedback/response/ledger.ts';
import type { Batch, BatchHeader, BatchList, BatchRun, Reanalysis, RunPair } from './batch.ts';

/** How many rows and answers of a cell a batch shares with earlier uploads. */
export interface OverlapCounts {
  readonly duplicate: number;
  readonly updated: number;
  /** Of the duplicates, those without id and respondent: perhaps two customers who said the same. */
  readonly possibleDuplicate: number;
  /** The answers of the duplicates. */
  readonly answers: AnswerLedger;
}

/** Whose overlap, in which cell (`delivery#2026-05-31`), and as of which revision of the cell's summary. */
export interface OverlapPlace {
  readonly batchId: string;
  readonly cell: string;
  readonly revision: number;
}

/** What a batch would bring into a month. */
export interface MonthWish {
  /** `2026-06` */
  readonly month: string;
  readonly batchId: string;
  readonly responses: number;
}

/** Responses by batch. */
export type Reserved = Readonly<Record<string, number>>;

/** What a held batch asks, or what is wrong with a refused one. */
export type WhyParked = { readonly questions: readonly MappingQuestion[] } | { readonly error: ErrorView };

export interface BatchPage {
  readonly batches: Batch[];
  readonly cursor?: string;
}

/** Batches, their progress and their ledgers. Every method can be repeated: the second call changes nothing. */
export interface BatchStore {
  read(batchId: string): Promise<Batch | undefined>;
  /**
   * Starts the batch's first run, goes on with one that is under way, or starts the next run of a batch that ended
   * without being stored, when this upload is newer than that run's. Any other batch is returned as it stands.
   * Throws `conflict` while the batch is still being undone.
   */
  begin(header: BatchHeader): Promise<Batch>;
  /** Stores a batch that goes no further: held with its questions, or refused with its error. What earlier runs had stored is to be removed. */
  park(header: BatchHeader, why: WhyParked): Promise<void>;
  /** Starts a new analysis of what is stored; it goes on as the run `r1` of a batch that no file knows and that has a list of its own. */
  beginReanalysis(reanalysis: Reanalysis): Promise<void>;
  /** All chunks are written: their number and the rows' ledger. Undefined when the run is no longer the current one. */
  recordTotal(batch: Batch, chunksTotal: number, rows: RowLedger): Promise<Batch | undefined>;
  /** A chunk is stored. Undefined when the run is no longer the current one. */
  chunkDone(run: BatchRun, chunk: number, answers: AnswerLedger): Promise<Batch | undefined>;
  /** A chunk failed permanently. Undefined when the run is no longer the current one. */
  chunkFailed(run: BatchRun, chunk: number): Promise<Batch | undefined>;
  /** The run's cells are being summarized, by so many messages. Undefined when the run is no longer the current one. */
  summariesDue(run: BatchRun, messages: number): Promise<Batch | undefined>;
  /** The cells of one of these messages are summarized. Undefined when the run is no longer the current one. */
  summaryDone(run: BatchRun, message: number): Promise<Batch | undefined>;
  /** The sum of the answer ledgers of a run's chunks. */
  answersOf(run: BatchRun): Promise<AnswerLedger>;
  /** Ends a run. False when it is no longer the current one. */
  settle(run: BatchRun, status: 'complete' | 'incomplete', answers: AnswerLedger): Promise<boolean>;
  /** Marks the batch as undone; from then on none of its runs is current. */
  withdraw(batchId: string, outcome: 'undone' | 'superseded'): Promise<void>;
  /** The copies of a withdrawn batch are removed: it may be loaded again. */
  recordRemoval(batchId: string): Promise<void>;
  /** All batches of one content, under whatever mapping. */
  ofContent(contentHash: string): Promise<Batch[]>;
  /** The batches that an object (a zip: each member) became, latest upload last. */
  ofObject(objectKey: string): Promise<Batch[]>;
  /** All batches of one source of ids. */
  ofSource(source: string): Promise<Batch[]>;
  /** Notes on both batches that responses moved between these runs. */
  recordMoves(pair: RunPair): Promise<void>;
  /**
   * Notes how many responses a batch brings into a month, in place of what was noted of it before, where `fits` says of all
   * that the others brought that there is room. Of two batches at once, one is asked again with the other among them.
   * False, and nothing noted, where there is none.
   */
  reserve(wish: MonthWish, fits: (others: Reserved) => boolean): Promise<boolean>;
  /** The pairs that any run of the batch is of, whatever became of them. */
  movesOf(batchId: string): Promise<RunPair[]>;
  /** Newest first. What is listed is batches unless said otherwise. */
  list(limit: number, cursor?: string, which?: BatchList): Promise<BatchPage>;
  /** Sets the overlap of a batch in one cell, as of a revision of the cell's summary; an older one is not taken. */
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
