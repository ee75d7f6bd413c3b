import { VerbatimError } from '../../errors.ts';
import type { ColumnMapping, Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';

/** Text can be scored before anyone has said whether the day or the month comes first. */
export interface Undecided {
  /** The mapping with the columns left out that an open question is about. */
  readonly mapping: Mapping;
  readonly left: readonly MappingQuestion[];
}

const isLeftOut = ({ column, meaning }: ColumnMapping, questions: readonly MappingQuestion[]): boolean =>
  (meaning.field === 'rating' || meaning.field === 'submittedAt') &&
  questions.some((question) => question.column === column);

/**
 * The mapping to score text under: dates and ratings that only a person can read are left out, because a guess would
 * reject rows or give wrong figures. Throws `no-comment-column` where there is no text to score.
 */
export const setUndecidedAside = (mapping: Mapping, file: string): Undecided => {
  if (!mapping.columns.some(({ meaning }) => meaning.field === 'comment')) {
    throw new VerbatimError('no-comment-column', 'no column holds comments', {
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
        ? { ...column, meaning: { field: 'ignored', reason: 'a question about it is open' } }
        : column,
  );
  return { mapping: { ...mapping, columns }, left: mapping.questions };
};
