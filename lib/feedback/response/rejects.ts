import { stringify } from 'csv-stringify/sync';
import type { Mapping } from '../mapping/mapping.ts';
import { isPlaceholderName } from './absent.ts';
import { identityKeyOf, pseudonym } from './identity/identity.ts';
import { addedRejectsColumns, type RejectedRow } from './outcome.ts';
import { redact } from './text/redact.ts';

/** Rejected rows as CSV: the reason, and the redacted cells. */
export interface RejectsFormat {
  readonly header: string;
  line(row: RejectedRow): string;
}

/** Cells that a spreadsheet would run as a formula are made text. */
const csv = (cells: readonly (string | number)[]): string =>
  stringify([[...cells]], { escape_formulas: true });

/** Turns a cell into what may be written of it. */
type Showing = (cell: string) => string;

/** A respondent stays the same person in the corrected file: Verbatim recognizes its own pseudonyms. */
const respondentShowing = (identityKey: Buffer | undefined): Showing => {
  if (identityKey === undefined) return () => '[respondent]';
  const key = identityKeyOf(identityKey);
  return (cell) => pseudonym(key, cell);
};

const showings = (mapping: Mapping, phoneCountry: string, identityKey: Buffer | undefined): Showing[] => {
  const redacted: Showing = (cell) => redact(cell, { phoneCountry }).text;
  const respondent = respondentShowing(identityKey);
  return mapping.columns.map(({ meaning }) => {
    if (meaning.field === 'respondent')
      return (cell) => (isPlaceholderName(cell) ? redacted(cell) : respondent(cell));
    // Ids are stored as they are; a long number in one only looks like a phone number, and a corrected row must keep its own.
    if (meaning.field === 'responseId') return (cell) => (cell.includes('@') ? redacted(cell) : cell);
    return meaning.field === 'ignored' && meaning.personal === true ? () => '' : redacted;
  });
};

/**
 * The format of the rejects of files under a mapping: comments redacted, respondents as pseudonyms (without a key as
 * `[respondent]`, which is no respondent), other personal columns empty.
 *
 * @example rejectsFormat(mapping, 'US').header // 'verbatim:row,verbatim:column,verbatim:reason,verbatim:expected,verbatim:got,Date,NPS\n'
 */
export const rejectsFormat = (
  mapping: Mapping,
  phoneCountry: string,
  identityKey?: Buffer,
): RejectsFormat => {
  const disclosed = showings(mapping, phoneCountry, identityKey);
  const show = (cell: string, index: number): string =>
    cell === '' ? '' : (disclosed[index] ?? ((extra) => redact(extra, { phoneCountry }).text))(cell);
  return {
    header: csv([...addedRejectsColumns, ...mapping.columns.map(({ column }) => column)]),
    line: ({ row, column = '', reason, expected = '', got = '', cells }) =>
      csv([row, column, reason, expected, got, ...cells.map(show)]),
  };
};
