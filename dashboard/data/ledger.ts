import type { BatchView } from '../shared/api.ts';

/** A part of a ledger: its name, its count, and its role in the sum. */
export interface LedgerPart {
  readonly name:
    | 'accepted'
    | 'blank'
    | 'rejected'
    | 'updated'
    | 'duplicate'
    | 'excluded'
    | 'scored'
    | 'no-comment'
    | 'no-content'
    | 'unsupported-language';
  readonly count: number;
  readonly tone: 'kept' | 'rejected' | 'apart';
}

export interface LedgerSum {
  /** What the parts add up to. */
  readonly total: number;
  readonly parts: readonly LedgerPart[];
  readonly balances: boolean;
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const ledgerSum = (total: number, parts: readonly LedgerPart[]): LedgerSum => ({
  total,
  parts,
  balances: parts.reduce((sum, { count }) => sum + count, 0) === total,
});

/** The ledger of rows. */
export const rowSum = ({ rows }: Pick<BatchView, 'rows'>): LedgerSum | undefined =>
  rows &&
  ledgerSum(rows.read, [
    { name: 'accepted', count: rows.accepted - (rows.blank ?? 0), tone: 'kept' },
    ...(rows.blank === undefined ? [] : [{ name: 'blank', count: rows.blank, tone: 'apart' } as const]),
    { name: 'rejected', count: sumOf(rows.rejected), tone: 'rejected' },
    { name: 'updated', count: rows.updated, tone: 'apart' },
    { name: 'duplicate', count: rows.duplicate, tone: 'apart' },
    { name: 'excluded', count: sumOf(rows.excluded), tone: 'apart' },
  ]);

/** The ledger of the expected answers of the loaded rows. */
export const answerSum = ({ answers }: Pick<BatchView, 'answers'>): LedgerSum | undefined =>
  answers &&
  ledgerSum(answers.asked, [
    { name: 'scored', count: answers.scored, tone: 'kept' },
    { name: 'no-comment', count: answers['no-comment'], tone: 'apart' },
    { name: 'no-content', count: answers['no-content'], tone: 'apart' },
    { name: 'unsupported-language', count: answers['unsupported-language'], tone: 'apart' },
  ]);

export const rejectedCount = ({ rows }: Pick<BatchView, 'rows'>): number => sumOf(rows?.rejected ?? {});

/** Rows that are read and analyzed, estimated from finished chunks. */
export const rowsDone = ({ rows, progress }: Pick<BatchView, 'rows' | 'progress'>): number => {
  const { chunksDone, chunksFailed, chunksTotal } = progress;
  if (rows === undefined || chunksTotal === undefined) return 0;
  return chunksTotal === 0 ? rows.read : Math.floor((rows.read * (chunksDone + chunksFailed)) / chunksTotal);
};
