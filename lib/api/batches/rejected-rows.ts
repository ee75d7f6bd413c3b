import { parse } from 'csv-parse';
import type { Effects } from '../../pipeline/effects.ts';
import type { Batch } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { listRejects, RejectedRow } from '../contract/batches.ts';

/** The object is written for spreadsheets: before what they take for a formula stands an apostrophe. */
const unescaped = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, '');

const filled = <Key extends string>(key: Key, text: string | undefined): { [Name in Key]?: string } =>
  text === undefined || text === '' ? {} : ({ [key]: unescaped(text) } as { [Name in Key]?: string });

const entryOf = (
  { objectKey, member }: Batch,
  [row, column, code = '', expected, got]: readonly string[],
): RejectedRow => ({
  file: member === undefined ? objectKey : `${objectKey}/${member}`,
  row: Number(row),
  ...filled('column', column),
  code,
  ...filled('expected', expected),
  ...filled('got', got),
});

/** Entries of the object of rejects from the one with the index `from` on, one more than `limit` where there are more. */
const readEntries = async (
  { objects }: Effects,
  batch: Batch,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<RejectedRow[]> => {
  const file = await objects.open(objectKeys.rejects(batch.batchId));
  if (file === undefined) return [];
  // The first record is the header, and records are counted from 1.
  // A row may be rejected for having more cells than the header.
  const records = file.bytes().compose(parse({ from: from + 2, relax_column_count: true }));
  const entries: RejectedRow[] = [];
  for await (const record of records) {
    entries.push(entryOf(batch, record as string[]));
    // Left here, the rest of the object is not read.
    if (entries.length > limit) break;
  }
  return entries;
};

/** The rejected rows of a batch, page by page in the order of the file; its cells are in the object of rejects alone. A batch without any gives none. */
export const rejectsPage = async (
  effects: Effects,
  batch: Batch,
  { limit, cursor }: ParsedRequest<typeof listRejects>['query'],
): Promise<Answered<typeof listRejects>> => {
  const entries = await readEntries(effects, batch, { from: cursor, limit });
  return {
    rejects: entries.slice(0, limit),
    ...(entries.length > limit ? { cursor: String(cursor + limit) } : {}),
  };
};
