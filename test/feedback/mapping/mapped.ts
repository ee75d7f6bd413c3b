import { inferMapping, type MappingHints } from '../../../lib/feedback/mapping/infer-mapping.ts';
import type { SourceTable } from '../../../lib/feedback/reading/source.ts';
import { tableOf } from '../table.ts';

/** The mapping that is inferred of a table. */
export const map = async (table: SourceTable, hints: MappingHints = {}) =>
  (await inferMapping(table, hints)).mapping;

/** What each column is, shortly: `rating:nps`, `comment:praise`, `submittedAt:iso`, … */
export const meanings = async (
  table: SourceTable,
  hints: MappingHints = {},
): Promise<Record<string, string>> => {
  const { columns } = await map(table, hints);
  return Object.fromEntries(
    columns.map(({ column, meaning }) => {
      const detail =
        meaning.field === 'rating'
          ? meaning.scale.metric
          : meaning.field === 'comment'
            ? meaning.role
            : meaning.field === 'submittedAt'
              ? meaning.order
              : undefined;
      return [column, detail === undefined ? meaning.field : `${meaning.field}:${detail}`];
    }),
  );
};

/** The scale of the one rating column. */
export const scaleOf = async (name: string, cells: readonly string[], hints: MappingHints = {}) => {
  const { columns, questions } = await map(
    tableOf(
      [name],
      cells.map((cell) => [cell]),
    ),
    hints,
  );
  const meaning = columns[0]?.meaning;
  return {
    scale: meaning?.field === 'rating' ? meaning.scale : undefined,
    questions: questions.map(({ code }) => code),
  };
};
