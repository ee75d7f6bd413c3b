import type { ErrorCode } from '../../errors.ts';
import { emptyRowLedger, type RowLedger } from './ledger.ts';
import type { Response } from './response.ts';
import type { ExclusionReason } from './row-status.ts';
import type { EditedText } from './text/edited-text.ts';

/** Columns that rejects add before the file's own; a mapping ignores them, so a corrected file can be uploaded as it is. */
export const addedRejectsColumns = ['row', 'column', 'reason', 'expected', 'got'].map(
  (name) => `verbatim:${name}`,
);

/** The outcome of one data row. Every row of a file has exactly one. */

/** Reasons found by the reader of the file, before the mapping is applied. */
export const unreadableReasons = [
  /** More cells than the header has columns. */
  'row-ragged',
  /** A line or an element of JSON that is broken or not an object. */
  'row-unreadable',
  'cell-too-large',
  'cell-nul-byte',
  /** Bytes that are not text in the encoding of the file. */
  'cell-encoding',
] as const satisfies readonly ErrorCode[];
export type UnreadableReason = (typeof unreadableReasons)[number];

export type RejectionReason =
  | UnreadableReason
  /** All cells of the row are empty. */
  | 'row-empty'
  /** A comment of more than 64 KB. */
  | 'text-too-large'
  /** Comments and attributes of more than 256 KB together. */
  | 'row-too-large'
  | 'rating-not-a-number'
  | 'rating-out-of-scale'
  | 'date-unreadable'
  | 'date-out-of-range'
  /** Of a month that retention has closed. */
  | 'period-closed';

export interface Rejection {
  readonly reason: RejectionReason;
  readonly column?: string;
  readonly expected?: string;
  /** Never the text of a comment: a number, or a kind and a size. */
  readonly got?: string;
}

/** `accepted`: counts. `updated`: counts instead of an earlier row of the file with the same id. */
export interface TakenRow {
  readonly kind: 'accepted' | 'updated';
  readonly row: number;
  readonly response: Response;
  /** For each of `response.answers`, its text, which maps spans back to the cell. */
  readonly texts: readonly EditedText[];
}

/** The same id and the same content as an earlier row: counted, not stored again. */
interface DuplicateRow {
  readonly kind: 'duplicate';
  readonly row: number;
}

interface ExcludedRow {
  readonly kind: 'excluded';
  readonly row: number;
  readonly reason: ExclusionReason;
}

export interface RejectedRow extends Rejection {
  readonly kind: 'rejected';
  readonly row: number;
  /** As uploaded: personal data in it is not redacted yet (see rejects.ts). */
  readonly cells: readonly string[];
}

export type Outcome = TakenRow | DuplicateRow | ExcludedRow | RejectedRow;

const increment = (counts: Readonly<Record<string, number>>, reason: string): Record<string, number> => ({
  ...counts,
  [reason]: (counts[reason] ?? 0) + 1,
});

const isBlank = ({ ratings, answers }: Response): boolean =>
  answers.length === 0 && Object.keys(ratings).length === 0;

/** The ledger of some rows; merge those of all parts of a file with `mergeRowLedgers`. No outcomes: the empty ledger. */
export const rowLedger = (outcomes: readonly Outcome[]): RowLedger => {
  const ledger: { -readonly [Count in keyof RowLedger]: RowLedger[Count] } = { ...emptyRowLedger };
  for (const outcome of outcomes) {
    ledger.read += 1;
    if (outcome.kind === 'excluded' || outcome.kind === 'rejected') {
      ledger[outcome.kind] = increment(ledger[outcome.kind], outcome.reason);
    } else {
      ledger[outcome.kind] += 1;
      if (outcome.kind === 'accepted' && isBlank(outcome.response)) ledger.blank = (ledger.blank ?? 0) + 1;
    }
  }
  return ledger;
};
