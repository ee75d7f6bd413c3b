import { stringify } from 'csv-stringify/sync';
import type { Mapping } from '../mapping/mapping.ts';
import { isPlaceholderName } from './absent.ts';
import { identityKeyOf, pseudonym } from './identity/identity.ts';
import type { RejectedRow } from './outcome.ts';
import { namesOf } from './redaction/names.ts';
import { type RedactionOptions, redact } from './redaction/redact.ts';
import { namesPeople } from './row-plan.ts';

/** Columns that rejects add before the file's own; a mapping ignores them, so a corrected file can be uploaded as it is. */
const rejectsPrefix = 'verbatim:';
const added = ['row', 'column', 'reason', 'expected', 'got'].map((name) => `${rejectsPrefix}${name}`);

/** Rejected rows as CSV: the reason, and the redacted cells. */
export interface RejectsFormat {
  readonly header: string;
  line(row: RejectedRow): string;
}

/** Cells that a spreadsheet would run as a formula are made text. */
const csv = (cells: readonly (string | number)[]): string =>
  stringify([[...cells]], { escape_formulas: true });

/** Turns a cell of a row with such names into what may be written of it. */
type Showing = (cell: string, names: ReadonlySet<string>) => string;

/** A respondent stays the same person in the corrected file: Verbatim recognizes its own pseudonyms. */
const respondentShowing = (identityKey: Buffer | undefined): Showing => {
  if (identityKey === undefined) return () => '[respondent]';
  const key = identityKeyOf(identityKey);
  return (cell) => pseudonym(key, cell);
};

const showings = (mapping: Mapping, redacted: Showing, identityKey: Buffer | undefined): Showing[] => {
  const respondent = respondentShowing(identityKey);
  return mapping.columns.map(({ meaning }) => {
    if (meaning.field === 'respondent')
      return (cell, names) => (isPlaceholderName(cell) ? redacted : respondent)(cell, names);
    // Ids are stored as they are; a long number in one only looks like a phone number, and a corrected row must keep its own.
    if (meaning.field === 'responseId')
      return (cell, names) => (cell.includes('@') ? redacted(cell, names) : cell);
    return meaning.field === 'ignored' && meaning.personal === true ? () => '' : redacted;
  });
};

/**
 * The format of the rejects of files under a mapping: comments redacted, respondents as pseudonyms (without a key as
 * `[respondent]`, which is no respondent), other personal columns empty.
 *
 * @example rejectsFormat(mapping, { phoneCountry: 'US' }).header // 'verbatim:row,verbatim:column,verbatim:reason,verbatim:expected,verbatim:got,Date,NPS\n'
 */
export const rejectsFormat = (
  mapping: Mapping,
  redaction: RedactionOptions,
  identityKey?: Buffer,
): RejectsFormat => {
  const redacted: Showing = (cell, names) => redact(cell, { ...redaction, names }).text;
  const disclosed = showings(mapping, redacted, identityKey);
  const people = mapping.columns.flatMap((column, index) => (namesPeople(column) ? [index] : []));
  const show = (cells: readonly string[]): string[] => {
    const names = namesOf(people.map((index) => cells[index] ?? ''));
    return cells.map((cell, index) => (cell === '' ? '' : (disclosed[index] ?? redacted)(cell, names)));
  };
  return {
    header: csv([...added, ...mapping.columns.map(({ column }) => column)]),
    line: ({ row, column = '', reason, expected = '', got = '', cells }) =>
      csv([row, column, reason, expected, got, ...show(cells)]),
  };
};
