import type { FileShape } from './source.ts';

type Exporter = NonNullable<FileShape['exportedBy']>;

/** Column names, in lower case, that only one tool's export has together. */
const signatures: readonly (readonly [Exporter, readonly string[]])[] = [
  ['typeform', ['submit date (utc)', 'start date (utc)']],
  ['typeform', ['#', 'submit date (utc)']],
  ['typeform', ['#', 'network id']],
  ['google-play', ['package name', 'star rating', 'review text']],
  ['google-play', ['username', 'content', 'score', 'at']],
  ['google-play', ['reviewid', 'content', 'score', 'thumbsupcount']],
  ['app-store', ['reviewernickname', 'territory', 'rating', 'body']],
  ['app-store', ['username', 'isedited', 'rating', 'review']],
  ['app-store', ['im:rating.label', 'content.label']],
  ['zendesk', ['satisfaction_rating.score']],
  ['zendesk', ['ticket id', 'satisfaction score']],
  ['zendesk', ['ticket id', 'ticket satisfaction rating']],
  ['zendesk', ['id', 'requester_id', 'assignee_id', 'score']],
];

/** The first column of a Google Forms sheet, in the languages of the form's owner. */
const formTimestamps = new Set([
  'timestamp',
  'zeitstempel',
  'horodateur',
  'marca temporal',
  'carimbo de data/hora',
  'informazioni cronologiche',
  'tijdstempel',
]);
const formColumns = new Set(['email address', 'username']);

/** A form's other columns are its questions, so at least one of them reads like one. */
const isGoogleForm = ([first, ...others]: readonly string[]): boolean =>
  formTimestamps.has(first ?? '') &&
  others.some((name) => formColumns.has(name) || name.endsWith('?') || name.split(' ').length >= 4);

/**
 * The tool whose export has these columns, or nothing. Qualtrics and SurveyMonkey are known by their header records.
 *
 * @example exporterOf(['userName', 'score', 'content', 'at']) // 'google-play'
 */
export const exporterOf = (names: readonly string[]): Exporter | undefined => {
  const lower = names.map((name) => name.toLowerCase());
  const has = new Set(lower);
  const signed = signatures.find(([, columns]) => columns.every((column) => has.has(column)))?.[0];
  return signed ?? (isGoogleForm(lower) ? 'google-forms' : undefined);
};
