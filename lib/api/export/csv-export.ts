import { stringify } from 'csv-stringify/sync';
import type { FlatRow, FlatValue } from '../../insights/journey/figure-rows.ts';

/** What a spreadsheet would run as a formula: OWASP, CSV Injection. */
const formulaStart = /^[=+\-@\t\r]/;

/** Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers, also negative ones. */
const safe = (value: FlatValue): string | number => {
  if (value === undefined) return '';
  if (typeof value === 'number') return value;
  const text = String(value);
  return formulaStart.test(text) ? `'${text}` : text;
};

/**
 * Rows as CSV (RFC 4180) with a header, in UTF-8 with a byte order mark, so that spreadsheets read every letter. Complete and exact:
 * each number with all its digits, 0 as `0`, a missing value as an empty cell. No rows give an empty text.
 *
 * @example csvOf([{ touchpoint: '=cmd', value: 0, low: undefined }]) // '\uFEFFtouchpoint,value,low\r\n\'=cmd,0,\r\n'
 */
export const csvOf = (rows: readonly FlatRow[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return '';
  const header = columns.map(safe);
  const lines = rows.map((row) => columns.map((column) => safe(row[column])));
  return `\uFEFF${stringify([header, ...lines], {
    record_delimiter: 'windows',
    // A bare carriage return ends a line for some readers.
    quoted_match: /\r/,
  })}`;
};
