import { headerAgain } from '../../reading/names.ts';
import type { SourceColumn, SourceTable } from '../../reading/source.ts';
import { ColumnProfile } from './column-profile.ts';
import { headerWords } from './header-words.ts';

/** Rows looked at whole; after them only what is still open is looked at. */
const profiledRows = 2000;
/** Rows kept for comparing columns with each other hold at most this many characters. */
const keptCharacters = 16_000_000;

export interface ProfiledColumn {
  readonly index: number;
  readonly name: string;
  readonly question: string | undefined;
  /** The name, as rules read it. */
  readonly nameWords: string;
  /** Name and wording, as rules read them. */
  readonly words: string;
  readonly profile: ColumnProfile;
}

export interface TableProfile {
  readonly table: SourceTable;
  readonly columns: readonly ProfiledColumn[];
  /** Readable rows from the start of the file, for comparing columns. */
  readonly rows: readonly (readonly string[])[];
  readonly rowsProfiled: number;
}

const profiledColumn = ({ name, question }: SourceColumn, index: number): ProfiledColumn => {
  const nameWords = headerWords(name);
  return {
    index,
    name,
    question,
    nameWords,
    words: question === undefined ? nameWords : `${nameWords} | ${headerWords(question)}`,
    profile: new ColumnProfile(),
  };
};

/** Keeps the first rows for comparing columns, as far as they fit. */
const rowKeeper = () => {
  const rows: (readonly string[])[] = [];
  let kept = 0;
  return {
    rows,
    keep: (cells: readonly string[]): void => {
      kept += cells.reduce((sum, cell) => sum + cell.length, 0);
      if (kept < keptCharacters) rows.push(cells);
    },
  };
};

const observeDates = (columns: readonly ProfiledColumn[], cells: readonly string[]): void => {
  for (const { index, profile } of columns) profile.dates.observe(cells[index]?.trim() ?? '');
};

/** Looks at the first rows of every column, then at date columns alone until the order of day and month shows. */
export const profileTable = async (table: SourceTable): Promise<TableProfile> => {
  const columns = table.columns.map(profiledColumn);
  const { rows, keep } = rowKeeper();
  let rowsProfiled = 0;
  const isHeader = headerAgain(table.columns.map(({ name }) => name));
  const observe = (cells: readonly string[]): void => {
    for (const { index, profile } of columns) profile.observe(cells[index] ?? '');
    keep(cells);
  };
  for await (const { cells, problem } of table.rows()) {
    const open = rowsProfiled < profiledRows ? columns : openDates(columns);
    if (open.length === 0) break;
    rowsProfiled += 1;
    if (problem !== undefined || isHeader(cells)) continue;
    if (rowsProfiled <= profiledRows) observe(cells);
    else observeDates(open, cells);
  }
  return { table, columns, rows, rowsProfiled };
};

const openDates = (columns: readonly ProfiledColumn[]): ProfiledColumn[] =>
  columns.filter(({ profile }) => isDateColumn(profile) && profile.dates.isOpen);

/** True where nearly every filled cell is a date. */
export const isDateColumn = ({ filled, dates }: ColumnProfile): boolean =>
  filled > 0 && dates.dates >= 0.9 * filled;
