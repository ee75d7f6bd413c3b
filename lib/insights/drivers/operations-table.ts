import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import type { SourceRow, SourceTable } from '../../feedback/reading/source.ts';
import { describeCell } from '../../feedback/response/describe-cell.ts';

/** One day of an operational series: touchpoint, day, value. */
export type SeriesRow = readonly [touchpoint: string, day: string, value: number];

/** What came of one response: its id, and 1 or 0. */
export type OutcomeRow = readonly [response: string, value: 0 | 1];

const columnOf = ({ columns, name }: SourceTable, wanted: string): number => {
  const index = columns.findIndex((column) => column.name.trim().toLowerCase() === wanted);
  if (index >= 0) return index;
  throw new VerbatimError('series-unreadable', `column "${wanted}" not found`, {
    file: name,
    expected: `a column named ${wanted}`,
    got: columns.map((column) => column.name).join(', '),
  });
};

/** Reads the cells of one column of a row, or says what they should be. */
type Cells = (row: SourceRow, expected: string, read: (cell: string) => string | undefined) => string;

const cellsOf = (table: SourceTable, column: string): Cells => {
  const index = columnOf(table, column);
  return ({ row, cells, problem }, expected, read) => {
    if (problem !== undefined) throw problem;
    const cell = cells[index]?.trim() ?? '';
    const value = read(cell);
    if (value !== undefined && value !== '') return value;
    throw new VerbatimError('series-unreadable', `the ${column} can't be read`, {
      file: table.name,
      row,
      column,
      expected,
      got: describeCell(cell),
    });
  };
};

const matching = (pattern: RegExp) => (cell: string) => (pattern.test(cell) ? cell : undefined);

const calendarDate = z.iso.date();
const day = (cell: string): string | undefined => calendarDate.safeParse(cell).data;

const refuseSecond = (
  seen: Set<string>,
  key: string,
  place: { readonly file: string; readonly row: number },
): void => {
  if (seen.has(key))
    throw new VerbatimError('series-unreadable', 'duplicate row', {
      ...place,
      expected: 'one value each',
      got: key,
    });
  seen.add(key);
};

/**
 * The values of an operational series: columns `date` (2026-05-31), `touchpoint` and `value` (a number with a decimal point),
 * in any order. All or nothing: throws `series-unreadable` with the row for what can't be read and for a second value
 * of a touchpoint and day.
 *
 * @param touchpointOf the id of what the file calls a touchpoint
 */
export const readSeriesTable = async (
  table: SourceTable,
  touchpointOf: (name: string) => string,
): Promise<SeriesRow[]> => {
  const [dates, touchpoints, values] = ['date', 'touchpoint', 'value'].map((name) => cellsOf(table, name));
  const rows: SeriesRow[] = [];
  const seen = new Set<string>();
  for await (const row of table.rows()) {
    const touchpoint = touchpointOf(touchpoints?.(row, 'a touchpoint', (cell) => cell) ?? '');
    const date = dates?.(row, 'a day such as 2026-05-31', day) ?? '';
    const value = values?.(row, 'a number such as 12.5', matching(/^-?\d+(\.\d+)?$/)) ?? '';
    refuseSecond(seen, `${touchpoint} on ${date}`, { file: table.name, row: row.row });
    rows.push([touchpoint, date, Number(value)]);
  }
  return rows;
};

const yes = new Set(['1', 'yes', 'true', 'y']);
const no = new Set(['0', 'no', 'false', 'n']);
const yesOrNo = (cell: string): string | undefined => {
  const said = cell.toLowerCase();
  if (yes.has(said)) return '1';
  return no.has(said) ? '0' : undefined;
};

/**
 * What came of responses: columns `response` (Verbatim's id, the source's own, or the keyed hash of a
 * respondent, whose responses then all share the outcome) and `value` (1 or 0, yes or no, true or
 * false). All or nothing, as {@link readSeriesTable}.
 */
export const readOutcomeTable = async (table: SourceTable): Promise<OutcomeRow[]> => {
  const [responses, values] = ['response', 'value'].map((name) => cellsOf(table, name));
  const rows: OutcomeRow[] = [];
  const seen = new Set<string>();
  for await (const row of table.rows()) {
    const response = responses?.(row, 'the id of a response', (cell) => cell) ?? '';
    refuseSecond(seen, response, { file: table.name, row: row.row });
    rows.push([response, values?.(row, '1 or 0', yesOrNo) === '1' ? 1 : 0]);
  }
  return rows;
};
