import { stringify } from 'csv-stringify/browser/esm/sync';
import { addedRejectsColumns } from '../../../lib/feedback/response/outcome.ts';
import type { Mapping, MappingOverride, RejectedRow } from '../../shared/api.ts';
import { scaleOf } from '../columns/read-as.ts';

/** The corrections of rejected cells, by row number. */
export type CorrectedCells = Readonly<Record<number, string>>;

/** A row with one wrong cell. */
export interface CorrectableRow {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly cells: readonly string[];
  /** The index of the wrong cell. */
  readonly at: number;
  readonly found: string;
}

/** A row that is wrong as a whole (too many cells, none at all) can't be corrected in place. */
export const correctable = (
  { row, column, code, cells = [] }: RejectedRow,
  columns: readonly string[],
): CorrectableRow | undefined => {
  const at = column === undefined ? -1 : columns.indexOf(column);
  return column === undefined || at === -1
    ? undefined
    : { row, column, code, cells, at, found: cells[at] ?? '' };
};

const dateExamples = {
  iso: '2025-05-31',
  'day-first': '31/5/2025',
  'month-first': '5/31/2025',
  'epoch-seconds': '1748649600',
  'epoch-milliseconds': '1748649600000',
  'excel-serial': '45808',
} as const;

/** A date as the column is read: what a correction must look like. @example dateExample(mapping, 'EndDate') // '2025-05-31' */
export const dateExample = ({ columns }: Pick<Mapping, 'columns'>, column: string): string => {
  const meaning = columns.find((one) => one.column === column)?.meaning;
  return dateExamples[meaning?.field === 'submittedAt' ? meaning.order : 'iso'];
};

/** The corrected rows as a file of their own: the same columns, the same ids. */
export const correctedCsv = (
  columns: readonly string[],
  rows: readonly CorrectableRow[],
  corrected: CorrectedCells,
): string => {
  const lines = rows.flatMap(({ row, cells, at }) => {
    const text = corrected[row]?.trim();
    return text === undefined || text === '' ? [] : [cells.with(at, text)];
  });
  return stringify([columns, ...lines].map((line) => [...line]));
};

/** All rejected rows with their reasons, for a spreadsheet: the file can be corrected there and uploaded again. */
export const rejectsCsv = (columns: readonly string[], rows: readonly RejectedRow[]): string => {
  const lines = rows.map(({ row, column = '', code, expected = '', got = '', cells = [] }) => [
    String(row),
    column,
    code,
    expected,
    got,
    ...cells,
  ]);
  const text = stringify([[...addedRejectsColumns, ...columns], ...lines], { escape_formulas: true });
  // So that a spreadsheet reads it as UTF-8.
  return `\uFEFF${text}`;
};

/** The override that reads another file exactly as this mapping: nothing is left to be inferred from a few rows. */
export const sayingAll = (mapping: Mapping): MappingOverride => {
  const { columns, touchpoint, timeZone, voice, solicited, source, independent } = mapping;
  return {
    columns: Object.fromEntries(columns.map(({ column, meaning }) => [column, meaning])),
    ...(touchpoint.from === 'column' || touchpoint.value === undefined
      ? {}
      : { touchpoint: touchpoint.value }),
    ...{ timeZone, voice, solicited, source, independent },
  };
};

/** The ends of the scale of a cell. */
export const boundsFor = (
  { columns }: Mapping,
  name: string,
): { readonly min: number; readonly max: number } | undefined => {
  const meaning = columns.find(({ column }) => column === name)?.meaning;
  return meaning === undefined ? undefined : scaleOf(meaning);
};
