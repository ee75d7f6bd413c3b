import { parse } from 'csv-parse';
import { z } from 'zod';
import type { Effects } from '../../pipeline/effects.ts';
import type { Batch } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { bodyBytes, countFittingEntries, maxAnswerBytes } from '../answer-size.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { listRejects, RejectedRow } from '../contract/batches.ts';

/** The object is written for spreadsheets: an apostrophe precedes anything that looks like a formula. */
const unescaped = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, '');

const isFilled = (text: string | undefined): text is string => text !== undefined && text !== '';

const recordSchema = z.array(z.string());

/** The columns before the file's own: row, column, reason, expected, got. */
const addedColumns = 5;

const cellsOf = (record: readonly string[]): string[] => record.slice(addedColumns).map(unescaped);

const entryOf = ({ objectKey, member }: Batch, record: readonly string[], cells: boolean): RejectedRow => {
  const [row, column, code = '', expected, got] = record;
  return {
    file: member === undefined ? objectKey : `${objectKey}/${member}`,
    row: Number(row),
    ...(isFilled(column) ? { column: unescaped(column) } : {}),
    code,
    ...(isFilled(expected) ? { expected: unescaped(expected) } : {}),
    ...(isFilled(got) ? { got: unescaped(got) } : {}),
    ...(cells ? { cells: cellsOf(record) } : {}),
  };
};

/** The header, and the records from index `from` on, one more than `limit` if there are more. */
const readRecords = async (
  { objects }: Effects,
  { batchId }: Batch,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<{ readonly header: readonly string[]; readonly records: readonly string[][] }> => {
  const file = await objects.open(objectKeys.rejects(batchId));
  const header: string[] = [];
  const records: string[][] = [];
  if (file === undefined) return { header, records };
  let index = -1;
  // A row may be rejected because it has more cells than the header.
  for await (const record of file.bytes().compose(parse({ relax_column_count: true }))) {
    if (index === -1) header.push(...recordSchema.parse(record));
    else if (index >= from) records.push(recordSchema.parse(record));
    index += 1;
    // Stops here; the rest of the object is not read.
    if (records.length > limit) break;
  }
  return { header, records };
};

/**
 * The rejected rows of a batch, page by page in the order of the file; a batch without any has none. With their redacted cells on
 * request: correcting a row needs the rest of it.
 */
export const rejectsPage = async (
  effects: Effects,
  batch: Batch,
  { limit, cursor, cells }: ParsedRequest<typeof listRejects>['query'],
): Promise<Answered<typeof listRejects>> => {
  const { header, records } = await readRecords(effects, batch, { from: cursor, limit });
  const withCells = cells === 'true';
  const columns = withCells ? { columns: cellsOf(header) } : {};
  const rejects = records.slice(0, limit).map((record) => entryOf(batch, record, withCells));
  const count = countFittingEntries(rejects, maxAnswerBytes - bodyBytes(JSON.stringify(columns)) - 1000);
  return {
    ...columns,
    rejects: rejects.slice(0, count),
    ...(records.length > count ? { cursor: String(cursor + count) } : {}),
  };
};
