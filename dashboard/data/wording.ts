import type { BatchView, FileShape, TablePreview } from '../shared/api.ts';
import type { Translate } from '../shared/texts/texts.ts';
import type { texts } from './texts.ts';

type Words = Translate<keyof (typeof texts)['en']>;

/** The name of a file without its folders and without the prefix that distinguishes uploads of the same name. */
export const fileName = (objectKey: string, member?: string): string => {
  const name = (objectKey.split('/').at(-1) ?? objectKey).replace(/^[0-9a-f]{8}-/, '');
  return member === undefined ? name : `${name} › ${member}`;
};

const canaryFolder = 'uploads/verbatim-canary/';
const needsSomebody: readonly BatchView['status'][] = ['held', 'refused', 'incomplete'];

/** Whether a person has to do something about a file. */
export const needsAttention = ({ status }: Pick<BatchView, 'status'>): boolean =>
  needsSomebody.includes(status);

/** Nobody uploaded the file by which Verbatim checks itself every day: it is listed only if something is wrong with it. */
export const isListed = (batch: Pick<BatchView, 'status' | 'objectKey'>): boolean =>
  needsAttention(batch) || !batch.objectKey.startsWith(canaryFolder);

const megabyte = 1_000_000;

/** @example sizeText(52_000, 'en-GB') // '52 kB' */
export const sizeText = (bytes: number, locale: string): string => {
  const [value, unit] =
    bytes < megabyte ? [Math.ceil(bytes / 1000), 'kilobyte'] : [bytes / megabyte, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
};

const delimiters = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;

const tools: Readonly<Record<NonNullable<FileShape['exportedBy']>, string>> = {
  qualtrics: 'Qualtrics',
  surveymonkey: 'SurveyMonkey',
  'google-forms': 'Google Forms',
  typeform: 'Typeform',
  zendesk: 'Zendesk',
  'app-store': 'App Store Connect',
  'google-play': 'Google Play',
};

/** The format of a file in words. */
export const shapeText = (shape: FileShape, t: Words): string => {
  const { format, delimiter, encoding, brokenLetters, compression, sheet, exportedBy } = shape;
  const form =
    format === 'csv' ? t('csv', { delimiter: t(delimiters[delimiter ?? ',']) }) : t(format, { sheet });
  return [
    form,
    ...(encoding === undefined ? [] : [encoding.toUpperCase()]),
    ...(brokenLetters === undefined ? [] : [t('brokenLetters')]),
    ...(compression === undefined ? [] : [t('compressed')]),
    ...(exportedBy === undefined ? [] : [t('exportedBy', { tool: tools[exportedBy] })]),
  ].join(', ');
};

/** Rows per second loaded by the local cloud on a laptop, measured. */
const rowsPerSecondHere = 400;

export interface Estimate {
  readonly seconds: number;
  /** Only where loading costs: in the cloud. */
  readonly dollars?: number;
}

type EstimatedTable = Pick<TablePreview, 'rows' | 'estimate'>;

/** How long loading the tables of an upload takes, and its cost if the page is not on this machine: as the API estimates it. */
export const estimateOf = (tables: readonly EstimatedTable[], hostname: string): Estimate => {
  const sum = (of: (table: EstimatedTable) => number): number =>
    tables.reduce((total, table) => total + of(table), 0);
  if (hostname === '127.0.0.1' || hostname === 'localhost')
    return { seconds: Math.max(1, Math.ceil(sum(({ rows }) => rows.rows) / rowsPerSecondHere)) };
  return {
    seconds: sum(({ estimate }) => estimate.seconds),
    dollars: Math.max(
      0.01,
      sum(({ estimate }) => estimate.dollars),
    ),
  };
};
