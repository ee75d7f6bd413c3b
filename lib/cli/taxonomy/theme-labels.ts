import type { Taxonomy } from '../../analysis/themes/taxonomy.ts';
import type { LabelledText } from '../../analysis/themes/teaching/teach.ts';
import { VerbatimError } from '../../errors.ts';
import type { Mapping } from '../../feedback/mapping/mapping.ts';
import { type MappingOverride, mergeOverrides } from '../../feedback/mapping/mapping-override.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import { describeCell } from '../../feedback/response/describe-cell.ts';
import { intake } from '../../feedback/response/intake.ts';
import type { Outcome } from '../../feedback/response/outcome.ts';
import { storelessIntake, storelessMapping } from '../reading/storeless-intake.ts';
import { type TableWithOverride, tablesOnDisk } from '../reading/tables-on-disk.ts';
import type { Shell } from '../shell.ts';

export interface ThemeLabelOptions {
  /** Whose themes they are. */
  readonly taxonomy: Taxonomy;
  /** Whether a comment has at most one theme. */
  readonly one?: boolean;
  readonly map: readonly string[];
  /** The theme column. Default: `theme` or `themes`. */
  readonly theme?: string;
  readonly sheet?: string;
}

const themeColumnOf = ({ columns, name }: SourceTable, wanted: string | undefined): string => {
  const names = wanted === undefined ? ['theme', 'themes'] : [wanted.toLowerCase()];
  const column = columns.find((one) => names.includes(one.name.toLowerCase()));
  if (column !== undefined) return column.name;
  throw new VerbatimError('labels-unreadable', 'no theme column found', {
    file: name,
    expected: `a column "${names[0]}", or --theme COLUMN`,
    got: columns.map((one) => one.name).join(', '),
  });
};

/** Comments only: problems in other columns don't reject a row. */
const mappingOf = async (table: SourceTable, column: string, said: MappingOverride): Promise<Mapping> => {
  const override = mergeOverrides(said, { columns: { [column]: 'ignored' } });
  const mapping = await storelessMapping(table, override);
  const columns = mapping.columns.map((one) =>
    one.meaning.field === 'comment' || one.meaning.field === 'language'
      ? one
      : { ...one, meaning: { field: 'ignored', reason: 'not needed for themes' } as const },
  );
  return { ...mapping, columns, questions: [] };
};

type ReadThemes = (cell: string, row: number) => string[];

/** Several themes in a cell are separated by semicolons; a theme is named by its id or name. */
const themeReader = (
  { themes }: Taxonomy,
  { table, column, one }: { readonly table: SourceTable; readonly column: string; readonly one: boolean },
): ReadThemes => {
  const ids = new Map(
    themes.flatMap(({ id, name }) => [[name.toLowerCase(), id] as const, [id.toLowerCase(), id] as const]),
  );
  const idOf = (part: string, row: number): string => {
    const id = ids.get(part.toLowerCase());
    if (id !== undefined) return id;
    throw new VerbatimError('labels-unreadable', 'the taxonomy has no such theme', {
      file: table.name,
      row,
      column,
      expected: one ? 'the id or name of a theme' : 'ids or names of themes, separated by semicolons',
      got: describeCell(part),
    });
  };
  return (cell, row) =>
    (one ? [cell] : cell.split(';'))
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => idOf(part, row));
};

const textsOf = (outcome: Outcome): string[] =>
  outcome.kind === 'accepted' || outcome.kind === 'updated'
    ? outcome.response.answers.map(({ text }) => text)
    : [];

const readTable = async (
  shell: Shell,
  { table, said }: TableWithOverride,
  { taxonomy, theme, one = false }: ThemeLabelOptions,
): Promise<LabelledText[]> => {
  const column = themeColumnOf(table, theme);
  const index = table.columns.findIndex(({ name }) => name === column);
  const read = themeReader(taxonomy, { table, column, one });
  const themes = new Map<number, string[]>();
  for await (const { row, cells } of table.rows()) themes.set(row, read(cells[index] ?? '', row));
  const labelled: LabelledText[] = [];
  const mapping = await mappingOf(table, column, said);
  for await (const group of intake(table, mapping, storelessIntake(shell)))
    labelled.push(
      ...group.flatMap((one) => textsOf(one).map((text) => ({ text, themes: themes.get(one.row) ?? [] }))),
    );
  return labelled;
};

/**
 * The comments of a file with their labelled themes, redacted as they would be stored. A text may have several
 * rows, a cell several themes unless `one`; an empty cell means that no theme fits. Throws `labels-unreadable` for a file without a theme
 * column, or with a theme that the taxonomy doesn't have.
 */
export const readThemeLabels = async (
  shell: Shell,
  path: string,
  options: ThemeLabelOptions,
): Promise<LabelledText[]> => {
  const labelled: LabelledText[] = [];
  for await (const each of tablesOnDisk(shell, path, options))
    labelled.push(...(await readTable(shell, each, options)));
  return labelled;
};
