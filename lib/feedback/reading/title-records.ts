import { isValueCell } from './value-cell.ts';

/** Finds the lines above a table that are not part of it: a title, who exported it and when, `sep=;`. */

type Record = readonly string[];

const maxTitles = 12;
/** A name is no longer; a comment may be. */
const maxNameLength = 300;

const filledIn = (record: Record): number => record.filter((cell) => cell.trim() !== '').length;

const isSeparator = (record: Record | undefined): boolean => /^"?sep=.?"?$/i.test(record?.[0]?.trim() ?? '');

/** At most this many cells of a line above a table are filled: "Exported by:, Ann". */
const titleCells = (usual: number): number => (usual <= 4 ? 1 : Math.floor(0.4 * usual));

/** "Period: May", "Responses; 60": a name and its value. */
const isNamedValue = (record: Record): boolean => {
  const [name = '', value = '', ...others] = record.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return others.length === 0 && (name.endsWith(':') || /\d/.test(value));
};

/** A line that has few cells, or a name with its value beside a table of at least three columns. */
const isTitle = (record: Record, usual: number): boolean =>
  filledIn(record) <= titleCells(usual) || (usual > 2 && filledIn(record) === 2 && isNamedValue(record));

/** A name of a column that is alone in its table. */
const loneName =
  /^(?:comments?|feedback|reviews?|text|verbatims?|responses?|answers?|kommentare?|avis|comentarios?)$/i;

/** Names: nearly as many as there are cells below, all different, and none of them a value. */
const isHeader = (record: Record, usual: number): boolean => {
  const names = record.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    names.length >= 0.75 * usual &&
    new Set(names).size === names.length &&
    names.every((name) => name.length <= maxNameLength && !isValueCell(name))
  );
};

/**
 * How many records above the header are titles; 0 for most tables. Lines count as titles only where names follow them, and
 * data below these.
 *
 * @example titleRecords([['Survey report'], ['Score', 'Comment'], ['9', 'Great']]) // 1
 */
export const titleRecords = (records: readonly Record[]): number => {
  const stated = isSeparator(records[0]) ? 1 : 0;
  const below = records.slice(stated);
  const usual = Math.max(0, ...below.map(filledIn));
  if (usual < 2 || loneName.test(below[0]?.[0]?.trim() ?? '')) return stated;
  const header = below.findIndex((record) => !isTitle(record, usual));
  const record = below[header];
  const isTitled = header > 0 && header <= maxTitles && header < below.length - 1;
  return isTitled && record !== undefined && isHeader(record, usual) ? stated + header : stated;
};
