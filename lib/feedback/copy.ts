import type { Analysis, AnalyzerVersions } from '../analysis/analysis.ts';
import type { AnswerText, Response } from './response.ts';

export interface AnalyzedAnswer extends AnswerText {
  readonly analysis: Analysis;
}

/**
 * A copy is a response as one batch brought it, with its analysis. Batches never overwrite each other: a response that
 * came with two batches has two copies, and whoever reads keeps the latest ({@link latestCopies}).
 */
export interface Copy extends Omit<Response, 'answers'> {
  readonly answers: readonly AnalyzedAnswer[];
  readonly batchId: string;
  /** When the batch's file was put, ISO instant. */
  readonly uploadedAt: string;
  readonly versions: AnalyzerVersions;
}

/** A copy without its texts: all that counting needs. */
export interface CountedCopy extends Omit<Copy, 'answers'> {
  readonly answers: readonly { readonly analysis: Analysis }[];
}

/** What tells copies apart and orders them. */
type Identified = Pick<Copy, 'responseId' | 'batchId' | 'uploadedAt' | 'occurrence' | 'fingerprint'>;

const byUpload = (left: Identified, right: Identified): number =>
  compare(left.uploadedAt, right.uploadedAt) ||
  compare(left.batchId, right.batchId) ||
  left.occurrence - right.occurrence;

const compare = (left: string, right: string): number => Number(left > right) - Number(left < right);

const groupByResponse = <Each extends Identified>(copies: Iterable<Each>): Map<string, Each[]> =>
  Map.groupBy(copies, (copy) => copy.responseId);

/** The copy that counts of each response: of the latest upload, and in it of the last row. In the order of first sight. */
export const latestCopies = <Each extends Identified>(copies: Iterable<Each>): Each[] =>
  [...groupByResponse(copies).values()].map((group) =>
    group.reduce((latest, copy) => (byUpload(latest, copy) < 0 ? copy : latest)),
  );

/**
 * What a batch brought that an earlier upload had already brought: `duplicates` said the same, `updates` something else.
 * Rows that repeat a row of their own file are the file's own affair and are not in here.
 */
export interface Overlap<Each> {
  readonly duplicates: readonly Each[];
  readonly updates: readonly Each[];
}

/** The overlap of every batch that has one, from all copies of a cell. A pure function of what is stored, in any order. */
export const overlapsByBatch = <Each extends Identified>(
  copies: Iterable<Each>,
): Map<string, Overlap<Each>> => {
  const overlaps = new Map<string, { duplicates: Each[]; updates: Each[] }>();
  for (const group of groupByResponse(copies).values()) {
    let earlier: Each | undefined;
    for (const copy of group.toSorted(byUpload)) {
      if (copy.occurrence === 0 && earlier !== undefined) {
        const overlap = overlaps.get(copy.batchId) ?? { duplicates: [], updates: [] };
        overlaps.set(copy.batchId, overlap);
        (copy.fingerprint === earlier.fingerprint ? overlap.duplicates : overlap.updates).push(copy);
      }
      earlier = copy;
    }
  }
  return overlaps;
};
