import { byteKinds, cellStart, inQuotes, nextState, quotesEnclose } from './quoting.ts';

/** Stands in for the delimiter of a text of one column, in which it does not occur: commas there are the customers'. */
export const noDelimiter = '\u001f';

/** How a delimited text is written. `quoted` is false where a double quote is a character like any other. */
export interface Dialect {
  readonly delimiter: ',' | ';' | '\t' | '|' | typeof noDelimiter;
  readonly quoted: boolean;
}

/** Any of the three line ends, in one file too: an export edited by hand has several. */
export const lineEnds = ['\r\n', '\n', '\r'];

const delimiters = [',', '\t', ';', '|'] as const;
const sampleRecords = 200;

/** The widths of the records in the sample that are whole: not of one that ends in open quotes. */
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

/** A sample rarely ends where a record does: its last line is left out, unless the sample is the whole file. */
const wholeLines = (sample: Buffer, complete: boolean): Buffer => {
  if (complete) return sample;
  const end = Math.max(sample.lastIndexOf(10), sample.lastIndexOf(13));
  return end > 0 ? sample.subarray(0, end + 1) : sample;
};

interface Fit {
  readonly dialect: Dialect;
  readonly width: number;
  /** The part of the records that are as wide as the first, 0..1. */
  readonly agreement: number;
  readonly records: number;
  /** Most of the records after the first have this width, or 1 where no width is most of theirs. */
  readonly usualWidth: number;
}

/** A table below a title that stands alone in its line: nearly all its records agree on more columns than one. */
const nearlyAll = 0.8;

const usualWidthOf = ([, ...widths]: readonly number[]): number => {
  const usual = [...new Set(widths)].find(
    (width) => widths.filter((each) => each === width).length >= nearlyAll * widths.length,
  );
  return usual ?? 1;
};

const fitOf = (sample: Buffer, dialect: Dialect): Fit => {
  const widths = widthsIn(sample, dialect);
  const width = widths[0] ?? 0;
  const alike = widths.filter((each) => each === width).length;
  return {
    dialect,
    width,
    agreement: widths.length === 0 ? 0 : alike / widths.length,
    records: widths.length,
    usualWidth: usualWidthOf(widths),
  };
};

/** Agreement first; of equals the one that cuts into more columns. Ties keep the order of `delimiters`. */
const better = (left: Fit, right: Fit): Fit => {
  if (right.width < 2) return left;
  if (left.width < 2) return right;
  const gain = right.agreement - left.agreement;
  if (Math.abs(gain) > 0.05) return gain > 0 ? right : left;
  return right.width > left.width ? right : left;
};

/**
 * How the text is delimited, from its first records, or nothing where it is not a table. `strict` is for names that promise
 * none (.txt): there commas are usual in sentences, so all records must agree on at least two columns, and be two or
 * more. Otherwise a text whose first record has no delimiter is a table of one column, unless it is the title of one.
 *
 * @example sniffDialect(Buffer.from('a;b\n1;2\n'), true, { strict: false }) // { delimiter: ';', quoted: true }
 */
export const sniffDialect = (
  sample: Buffer,
  complete: boolean,
  { strict }: { readonly strict: boolean },
): Dialect | undefined => {
  const lines = wholeLines(sample, complete);
  const fitWith = (delimiter: Dialect['delimiter']): Fit =>
    fitOf(lines, { delimiter, quoted: quotesEnclose(lines, delimiter) });
  const [comma = fitWith(','), ...others] = delimiters.map(fitWith);
  const best = others.reduce(better, comma);
  if (strict && (best.width < 2 || best.agreement < 1 || best.records < 2)) return undefined;
  const isOneColumn = [comma, ...others].every(({ width, usualWidth }) => width === 1 && usualWidth === 1);
  return isOneColumn ? fitWith(noDelimiter).dialect : best.dialect;
};
