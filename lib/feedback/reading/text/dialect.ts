import { byteKinds, cellStart, inQuotes, nextState, quotesEnclose } from './quoting.ts';

/** A delimiter that does not occur, for a text with one column: commas there belong to the comments. */
export const noDelimiter = '\u001f';

/** The dialect of a delimited text. `quoted` is false if a double quote is an ordinary character. */
export interface Dialect {
  readonly delimiter: ',' | ';' | '\t' | '|' | typeof noDelimiter;
  readonly quoted: boolean;
}

/** Any of the three line endings, also mixed: an export edited by hand has several. */
export const lineEnds = ['\r\n', '\n', '\r'];

const delimiters = [',', '\t', ';', '|'] as const;
const sampleRecords = 200;

/** The number of cells of the complete records in the sample: not of one with an open quote at the end. */
const widthsIn = (sample: Buffer, dialect: Dialect): readonly number[] => {
  const kindOf = byteKinds(dialect.delimiter, dialect.quoted);
  const delimiter = dialect.delimiter.charCodeAt(0);
  const widths: number[] = [];
  let state = cellStart;
  let width = 1;
  let recordStart = 0;
  const endRecord = (at: number): void => {
    if (at > recordStart) widths.push(width);
    width = 1;
    recordStart = at + 1;
  };
  for (let at = 0; at < sample.length && widths.length < sampleRecords; at += 1) {
    const byte = sample[at] ?? 0;
    state = nextState(state, kindOf[byte] ?? 0);
    if (state !== cellStart) continue;
    if (byte === delimiter) width += 1;
    else endRecord(at);
  }
  if (state !== inQuotes && widths.length < sampleRecords) endRecord(sample.length);
  return widths;
};

/** A sample rarely ends at the end of a record: its last line is left out, unless the sample is the whole file. */
const wholeLines = (sample: Buffer, complete: boolean): Buffer => {
  if (complete) return sample;
  const end = Math.max(sample.lastIndexOf(10), sample.lastIndexOf(13));
  return end > 0 ? sample.subarray(0, end + 1) : sample;
};

interface Fit {
  readonly dialect: Dialect;
  readonly width: number;
  /** The share of the records with as many cells as the first, or as the first below titles, 0..1. */
  readonly agreement: number;
  readonly records: number;
  /** The number of cells that most records after the first have, or 1 if there is none. */
  readonly typicalWidth: number;
}

/** A table below titles in lines of their own: from its header on, nearly all records agree on more than one column. */
const nearlyAll = 0.8;
const maxTitles = 12;
const minRecords = 3;

const isWidthFrom = (widths: readonly number[], start: number): boolean => {
  const below = widths.slice(start);
  const alike = below.filter((each) => each === widths[start]).length;
  const isMost = below.length >= Math.min(minRecords, widths.length - 1) && below.length >= widths.length / 2;
  return isMost && alike >= nearlyAll * below.length;
};

const typicalWidthOf = (widths: readonly number[]): number => {
  const wide = [...new Set(widths)].filter((width) => width > 1).toSorted((left, right) => right - left);
  return (
    wide.find((width) => {
      const start = widths.indexOf(width);
      return start <= maxTitles && isWidthFrom(widths, start);
    }) ?? 1
  );
};

const fitOf = (sample: Buffer, dialect: Dialect): Fit => {
  const widths = widthsIn(sample, dialect);
  const typicalWidth = typicalWidthOf(widths);
  const width = Math.max(widths[0] ?? 0, typicalWidth);
  const alike = widths.filter((each) => each === width).length;
  return {
    dialect,
    width,
    agreement: widths.length === 0 ? 0 : alike / widths.length,
    records: widths.length,
    typicalWidth,
  };
};

/**
 * Agreement first; if about equal, the one that gives more columns, then the one that the header has, too: each date may have a
 * comma or two. Ties keep the order of `delimiters`.
 */
const better = (left: Fit, right: Fit): Fit => {
  if (right.width < 2) return left;
  if (left.width < 2) return right;
  const gain = right.agreement - left.agreement;
  if (Math.abs(gain) > 0.05) return gain > 0 ? right : left;
  if (right.width !== left.width) return right.width > left.width ? right : left;
  return gain > 0 ? right : left;
};

/** `sep=;` in the first line, as spreadsheets read it. */
const separatorLine = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i;

const statedDialect = (lines: Buffer): Dialect | undefined => {
  const match = separatorLine.exec(lines.subarray(0, 64).toString('latin1'));
  const delimiter = delimiters.find((each) => each === match?.[1]);
  if (match === null || delimiter === undefined) return undefined;
  return { delimiter, quoted: quotesEnclose(lines.subarray(match[0].length), delimiter) };
};

/**
 * The dialect of a text, from its first records, or undefined if it is not a table. `strict` is for file names that do not suggest
 * a table (.txt): commas are usual in sentences, so all records must agree on at least two columns, and be two or
 * more. Otherwise a text whose first record has no delimiter is a table with one column, unless it is a title.
 *
 * @example sniffDialect(Buffer.from('a;b\n1;2\n'), true, { strict: false }) // { delimiter: ';', quoted: true }
 */
export const sniffDialect = (
  sample: Buffer,
  complete: boolean,
  { strict }: { readonly strict: boolean },
): Dialect | undefined => {
  const lines = wholeLines(sample, complete);
  const stated = statedDialect(lines);
  if (stated !== undefined) return stated;
  const fitWith = (delimiter: Dialect['delimiter']): Fit =>
    fitOf(lines, { delimiter, quoted: quotesEnclose(lines, delimiter) });
  const [comma = fitWith(','), ...others] = delimiters.map(fitWith);
  const best = others.reduce(better, comma);
  if (strict && (best.width < 2 || best.agreement < 1 || best.records < 2)) return undefined;
  const isOneColumn = [comma, ...others].every(
    ({ width, typicalWidth }) => width === 1 && typicalWidth === 1,
  );
  return isOneColumn ? fitWith(noDelimiter).dialect : best.dialect;
};
