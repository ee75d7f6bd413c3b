import { CsvError, Parser } from 'csv-parse';
import { type Place, VerbatimError } from '../../../errors.ts';
import type { Limits } from '../limits.ts';
import { type Dialect, lineEnds } from './dialect.ts';
import { trimOversized } from './oversized.ts';
import type { Position } from './reading-point.ts';

/** How a file's records are read. `file`, `headerRecords` and `recordsBefore` give the place of an error. */
export interface RecordsOf {
  readonly dialect: Dialect;
  readonly file: string;
  readonly headerRecords: number;
  /** Records before the first chunk. Default 0. */
  readonly recordsBefore?: number | undefined;
  /** The position in the text. Where it is in the middle of a record it is cleared. Default: nobody resumes from one. */
  readonly position?: Position | undefined;
}

/** Records are collected by `take`, so that none is lost when the parser fails later in the same chunk. */
const parserOf = (dialect: Dialect, limits: Limits, take: (record: string[]) => void): Parser => {
  const parser = new Parser({
    delimiter: dialect.delimiter,
    quote: dialect.quoted ? '"' : null,
    record_delimiter: lineEnds,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.recordBytes,
    on_record: (record: string[]) => {
      take(record);
      return null;
    },
  });
  parser.on('error', () => undefined);
  return parser;
};

const failureOf = (error: unknown, place: Place, limits: Limits): unknown => {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new VerbatimError('file-corrupt', 'a quoted cell is not closed', {
      ...place,
      expected: 'a closing double quote',
      got: 'the end of the file',
    });
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new VerbatimError('cell-too-large', 'a row does not end; a double quote may be missing', {
      ...place,
      expected: `at most ${limits.recordBytes} bytes in a row`,
      got: 'more',
    });
  }
  // The parser's own message may quote a cell, so only its code is passed on.
  return new VerbatimError('file-corrupt', "the row can't be read", { ...place, got: error.code });
};

/** Settles when the parser has processed its input: with an error if it stopped. */
const fed = (give: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> =>
  new Promise((settle) => give((error) => settle(error ?? undefined)));

/**
 * The records of a delimited text, header included, in batches. Empty lines are not records. Records before a failure
 * are returned before the failure is thrown.
 *
 * @throws VerbatimError `file-corrupt` for a quote that is never closed, `cell-too-large` for a row without an end
 */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  { dialect, file, headerRecords, recordsBefore = 0, position = { next: undefined } }: RecordsOf,
  limits: Limits,
): AsyncGenerator<string[][]> {
  const { trim, isBetweenCells } = trimOversized(dialect, limits.cellCharacters);
  let recordsRead = recordsBefore;
  const placeAt = (recordIndex: number): Place => {
    const row = recordIndex - headerRecords + 1;
    return row < 1 ? { file } : { file, row };
  };
  let batch: string[][] = [];
  const takeBatch = (): string[][] => {
    const taken = batch;
    recordsRead += taken.length;
    batch = [];
    return taken;
  };
  const newParser = (): Parser => parserOf(dialect, limits, (record) => batch.push(record));
  let parser = newParser();
  /** A reading that begins at this position has a new parser, so one that passes it takes a new one as well. */
  const endAtPosition = async (): Promise<Error | undefined> => {
    if (!isBetweenCells()) position.next = undefined;
    if (position.next === undefined) return undefined;
    const ended = parser;
    parser = newParser();
    return fed((done) => ended.end(done));
  };
  const deliver = async function* (error: Error | undefined): AsyncGenerator<string[][]> {
    const records = takeBatch();
    if (records.length > 0) yield records;
    if (error !== undefined) throw failureOf(error, placeAt(recordsRead), limits);
  };
  for await (const chunk of chunks) {
    const failed = await fed((done) => parser.write(trim(chunk), done));
    yield* deliver(failed ?? (await endAtPosition()));
  }
  yield* deliver(await fed((done) => parser.end(done)));
}
