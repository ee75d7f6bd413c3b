import { parse } from 'csv-parse/sync';
import { quotesEnclose } from './quoting.ts';

/** How a delimited text is written. `quoted` is false where a double quote is a character like any other. */
export interface Dialect {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly quoted: boolean;
}

/** Any of the three line ends, in one file too: an export edited by hand has several. */
export const lineEnds = ['\r\n', '\n', '\r'];

const delimiters = [',', '\t', ';', '|'] as const;
const sampleRecords = 200;

/** The widths of the sample's records; those of an unclosed quote too, which csv-parse can only throw. */
const widthsIn = (sample: Buffer, dialect: Dialect): readonly number[] => {
  const widths: number[] = [];
  try {
    parse(sample, {
      delimiter: dialect.delimiter,
      quote: dialect.quoted ? '"' : null,
      record_delimiter: lineEnds,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: sampleRecords,
      on_record: (record: string[]) => {
        widths.push(record.length);
        return null;
      },
    });
  } catch {
    // The sample may end inside a quoted cell; the records before it are what is asked for.
  }
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
}

const fitOf = (sample: Buffer, dialect: Dialect): Fit => {
  const widths = widthsIn(sample, dialect);
  const width = widths[0] ?? 0;
  const alike = widths.filter((each) => each === width).length;
  return {
    dialect,
    width,
    agreement: widths.length === 0 ? 0 : alike / widths.length,
    records: widths.length,
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
 * How the text is delimited, from its first records, or nothing where it is no table. `strict` is for names that promise
 * none (.txt): there commas are usual in sentences, so all records must agree on at least two columns, and be two or
 * more. Otherwise a text without any delimiter is a table of one column.
 *
 * @example sniffDialect(Buffer.from('a;b\n1;2\n'), true, { strict: false }) // { delimiter: ';', quoted: true }
 */
export const sniffDialect = (
  sample: Buffer,
  complete: boolean,
  { strict }: { readonly strict: boolean },
): Dialect | undefined => {
  const lines = wholeLines(sample, complete);
  const [comma, ...others] = delimiters.map((delimiter) =>
    fitOf(lines, { delimiter, quoted: quotesEnclose(lines, delimiter) }),
  );
  if (comma === undefined) return undefined;
  const best = others.reduce(better, comma);
  if (strict && (best.width < 2 || best.agreement < 1 || best.records < 2)) return undefined;
  return best.dialect;
};
