/**
 * The ledger accounts for every row of a file and every answer of its accepted rows: each is in exactly one count, and
 * the counts add up to the file's. Counts of reasons are by code, sorted when printed.
 */
export interface RowLedger {
  readonly read: number;
  readonly accepted: number;
  /** The same id and the same content again. */
  readonly duplicate: number;
  /** The same id with other content: the later row counts. */
  readonly updated: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly rejected: Readonly<Record<string, number>>;
  /** Of the accepted rows, those without any rating and any comment. Absent for none. */
  readonly blank?: number;
}

export interface AnswerLedger {
  /** Comment columns × (accepted + updated rows). */
  readonly asked: number;
  readonly scored: number;
  readonly 'no-content': number;
  readonly 'no-comment': number;
  readonly 'unsupported-language': number;
}

export const emptyRowLedger: RowLedger = {
  read: 0,
  accepted: 0,
  duplicate: 0,
  updated: 0,
  excluded: {},
  rejected: {},
};
export const emptyAnswerLedger: AnswerLedger = {
  asked: 0,
  scored: 0,
  'no-content': 0,
  'no-comment': 0,
  'unsupported-language': 0,
};

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** True when every row read is in exactly one count. */
export const rowsAddUp = (ledger: RowLedger): boolean =>
  ledger.read ===
  ledger.accepted + ledger.duplicate + ledger.updated + total(ledger.excluded) + total(ledger.rejected);

/** True when every answer asked for is in exactly one count. */
export const answersAddUp = (ledger: AnswerLedger): boolean =>
  ledger.asked ===
  ledger.scored + ledger['no-content'] + ledger['no-comment'] + ledger['unsupported-language'];

/** Counts by name of two parts together: what either lacks counts 0. */
export const mergeCounts = (
  left: Readonly<Record<string, number>>,
  right: Readonly<Record<string, number>>,
): Record<string, number> => {
  const merged: Record<string, number> = { ...left };
  for (const [name, count] of Object.entries(right)) merged[name] = (merged[name] ?? 0) + count;
  return merged;
};

const blankRows = (blank: number): Pick<RowLedger, 'blank'> => (blank === 0 ? {} : { blank });

/** The ledger of two parts of a file together. Associative and commutative; `emptyRowLedger` is its identity. */
export const mergeRowLedgers = (left: RowLedger, right: RowLedger): RowLedger => ({
  ...blankRows((left.blank ?? 0) + (right.blank ?? 0)),
  read: left.read + right.read,
  accepted: left.accepted + right.accepted,
  duplicate: left.duplicate + right.duplicate,
  updated: left.updated + right.updated,
  excluded: mergeCounts(left.excluded, right.excluded),
  rejected: mergeCounts(left.rejected, right.rejected),
});

/** As {@link mergeRowLedgers}, for answers. */
export const mergeAnswerLedgers = (left: AnswerLedger, right: AnswerLedger): AnswerLedger => ({
  asked: left.asked + right.asked,
  scored: left.scored + right.scored,
  'no-content': left['no-content'] + right['no-content'],
  'no-comment': left['no-comment'] + right['no-comment'],
  'unsupported-language': left['unsupported-language'] + right['unsupported-language'],
});
