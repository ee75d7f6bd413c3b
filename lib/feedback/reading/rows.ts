import { type Place, VerbatimError } from '../../errors.ts';
import { outOfRange } from '../../out-of-range.ts';
import type { Limits } from './limits.ts';
import type { SourceColumn, SourceRow } from './source.ts';
import { brokenMark, type Damage } from './text/encoding.ts';

/** What a record is checked against to become a row. */
export interface RowRules {
  readonly file: string;
  readonly columns: readonly SourceColumn[];
  readonly limits: Limits;
  readonly damage: Damage;
}

const placeOf = (rules: RowRules, row: number, column?: number): Place => {
  const name = column === undefined ? undefined : rules.columns[column]?.name;
  return { file: rules.file, row, ...(name === undefined ? {} : { column: name }) };
};

const tooManyCells = (record: readonly string[], row: number, rules: RowRules): VerbatimError | undefined => {
  const width = rules.columns.length;
  if (record.length <= width || record.slice(width).every((cell) => cell === '')) return undefined;
  return new VerbatimError('row-ragged', 'the row has more cells than the header', {
    ...placeOf(rules, row),
    expected: `${width} cells`,
    got: `${record.length} cells`,
  });
};

const tooLargeCell = (record: readonly string[], row: number, rules: RowRules): VerbatimError | undefined => {
  const index = record.findIndex((cell) => cell.length > rules.limits.cellCharacters);
  if (index < 0) return undefined;
  return new VerbatimError('cell-too-large', 'a cell is too large', {
    ...placeOf(rules, row, index),
    expected: `at most ${rules.limits.cellCharacters} characters`,
    got: 'more',
  });
};

const damaged = (record: readonly string[], row: number, rules: RowRules): VerbatimError | undefined => {
  if (!rules.damage.found) return undefined;
  const index = record.findIndex((cell) => cell.includes(brokenMark) || cell.includes('\0'));
  if (index < 0) return undefined;
  const place = placeOf(rules, row, index);
  return record[index]?.includes('\0')
    ? new VerbatimError('cell-nul-byte', 'a cell has a NUL byte', {
        ...place,
        expected: 'text without NUL bytes',
        got: 'a NUL byte',
      })
    : new VerbatimError('cell-encoding', 'a cell has bytes that are not text', {
        ...place,
        expected: "text in the file's encoding",
        got: 'an invalid byte sequence',
      });
};

/** The cells as they may be shown next to a problem: one for each column, oversized ones empty, broken bytes as U+FFFD. */
const showable = (record: readonly string[], rules: RowRules): readonly string[] =>
  rules.columns.map((_, index) => {
    const cell = record[index] ?? '';
    if (cell.length > rules.limits.cellCharacters) return '';
    return cell.replaceAll(/[\ufffe\0]/g, '\ufffd');
  });

const fitted = (record: readonly string[], width: number): readonly string[] => {
  if (record.length === width) return record;
  const missing = Math.max(0, width - record.length);
  return [...record.slice(0, width), ...new Array<string>(missing).fill('')];
};

/**
 * A record as a row. Missing cells at the end are empty (spreadsheets leave them out), empty cells beyond the header are
 * ignored; other cells beyond it, an oversized cell, NUL bytes and broken bytes are a problem of the row.
 */
export const rowOf = (record: readonly string[], row: number, rules: RowRules): SourceRow => {
  const problem =
    tooManyCells(record, row, rules) ?? tooLargeCell(record, row, rules) ?? damaged(record, row, rules);
  if (problem !== undefined) return { row, cells: showable(record, rules), problem };
  return { row, cells: fitted(record, rules.columns.length) };
};

/**
 * Each item of the batches, one by one. Written by hand because an async generator takes three turns of the event loop per
 * item, and a file has millions. Every iteration starts from the beginning; stopping early closes the batches.
 */
export const eachOf = <T extends object>(batches: () => AsyncIterator<readonly T[]>): AsyncIterable<T> => ({
  [Symbol.asyncIterator]: (): AsyncIterator<T> => {
    const source = batches();
    let batch: readonly T[] = [];
    let at = 0;
    const refilled = async (): Promise<IteratorResult<T>> => {
      do {
        const next = await source.next();
        if (next.done === true) return { done: true, value: undefined };
        batch = next.value;
        at = 0;
      } while (batch.length === 0);
      return taken();
    };
    const taken = (): IteratorResult<T> => ({ done: false, value: batch[at++] ?? outOfRange(at - 1) });
    return {
      next: () => (at < batch.length ? Promise.resolve(taken()) : refilled()),
      return: async () => {
        batch = [];
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  },
});

/** The data rows of record batches: the first `headerRecords` are skipped, the others numbered from 1. `recordsBefore` are not in the batches. */
export async function* numberedRows(
  batches: AsyncIterable<readonly (readonly string[])[]>,
  { headerRecords, recordsBefore = 0 }: { readonly headerRecords: number; readonly recordsBefore?: number },
  rules: RowRules,
): AsyncGenerator<SourceRow[]> {
  let recordsSeen = recordsBefore;
  for await (const batch of batches) {
    const skipped = Math.max(0, Math.min(batch.length, headerRecords - recordsSeen));
    const firstRow = recordsSeen + skipped - headerRecords + 1;
    recordsSeen += batch.length;
    yield batch.slice(skipped).map((record, index) => rowOf(record, firstRow + index, rules));
  }
}
