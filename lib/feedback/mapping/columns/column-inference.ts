import type { ColumnMeaning, MappingQuestion } from '../mapping.ts';
import type { ProfiledColumn } from './table-profile.ts';

/** What a rule says a column is. */
export interface ColumnInference {
  readonly meaning: ColumnMeaning;
  /** 0..1 */
  readonly confidence: number;
  readonly because: string;
  /** What only a person can tell about it. */
  readonly question?: MappingQuestion;
  /** No rule recognized it: what remains is a label, or nothing of use. Default false. */
  readonly leftover?: boolean;
  /** The values are personal data and shown to nobody. Default false. */
  readonly personal?: boolean;
}

export const ignored = (reason: string, confidence = 0.9): ColumnInference => ({
  meaning: { field: 'ignored', reason },
  confidence,
  because: reason,
});

/** As {@link ignored}, for what is not even shown as a sample. */
export const personal = (reason: string): ColumnInference => ({
  ...ignored(reason),
  meaning: { field: 'ignored', reason, personal: true },
  personal: true,
});

/** A column with what it was found to be. */
export interface FoundColumn {
  readonly column: ProfiledColumn;
  readonly inference: ColumnInference;
}
