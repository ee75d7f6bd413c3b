import { VerbatimError } from '../../errors.ts';
import type { ColumnMapping, Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';

/** Text can be scored before anyone has said whether the day or the month comes first. */
export interface Undecided {
  /** The mapping without the columns that an open question is about. */
  readonly mapping: Mapping;
  readonly left: readonly MappingQuestion[];
}

const isLeftOut = ({ column, meaning }: ColumnMapping, questions: readonly MappingQuestion[]): boolean =>
  (meaning.field === 'rating' || meaning.field === 'submittedAt') &&
  questions.some((question) => question.column === column);

/**
 * The mapping for scoring text: dates and ratings that are in question are ignored, because a guess would reject rows
 * or give wrong figures. Throws `no-comment-column` if there is no text to score.
 */
export const setUndecidedAside = (mapping: Mapping, file: string): Undecided => {
  if (!mapping.columns.some(({ meaning }) => meaning.field === 'comment')) {
    throw new VerbatimError('no-comment-column', 'no comment column found', {
      file,
      expected: "a column of free text, or --map 'comment=COLUMN'",
      got: mapping.columns
        .map(({ column, meaning }) => `${column} (${meaning.field})`)
        .slice(0, 20)
        .join(', '),
    });
  }
  const columns = mapping.columns.map(
    (column): ColumnMapping =>
      isLeftOut(column, mapping.questions)
        ? { ...column, meaning: { field: 'ignored', reason: 'an open question' } }
        : column,
  );
  return { mapping: { ...mapping, columns }, left: mapping.questions };
};
