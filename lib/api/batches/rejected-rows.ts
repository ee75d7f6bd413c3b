import { parse } from 'csv-parse';
import type { Hono } from 'hono';
import type { Effects } from '../../pipeline/effects.ts';
import type { Batch } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { parseParameters, rejectsParameters } from '../query-parameters.ts';

export const rejectsRoutes = ['GET /batches/{batch}/rejects?limit&cursor'];

/** A rejected row, named as the command line names it. Its cells are in the object of rejects alone. */
interface RejectedEntry {
  readonly file: string;
  /** 1 for the first data row of the file. */
  readonly row: number;
  readonly column?: string;
  /** Why, by its code. */
  readonly code: string;
  readonly expected?: string;
  readonly got?: string;
}

/** The object is written for spreadsheets: before what they take for a formula stands an apostrophe. */
const unescaped = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, '');

const filled = <Key extends string>(key: Key, text: string | undefined): { [Name in Key]?: string } =>
  text === undefined || text === '' ? {} : ({ [key]: unescaped(text) } as { [Name in Key]?: string });

const entryOf = (
  { objectKey, member }: Batch,
  [row, column, code = '', expected, got]: readonly string[],
): RejectedEntry => ({
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
  from: number,
  limit: number,
): Promise<RejectedEntry[]> => {
  const file = await objects.open(objectKeys.rejects(batch.batchId));
  if (file === undefined) return [];
  // The first record is the header, and records are counted from 1.
  // A row may be rejected for having more cells than the header.
  const records = file.bytes().compose(parse({ from: from + 2, relax_column_count: true }));
  const entries: RejectedEntry[] = [];
  for await (const record of records) {
    entries.push(entryOf(batch, record as string[]));
    // Left here, the rest of the object is not read.
    if (entries.length > limit) break;
  }
  return entries;
};

/** The rejected rows of a batch, page by page in the order of the file. A batch without any gives none. */
export const addRejects = (
  api: Hono,
  effects: Effects,
  knownBatch: (batchId: string) => Promise<Batch>,
): void => {
  api.get('/batches/:batch/rejects', async (context) => {
    const { limit, cursor } = parseParameters(rejectsParameters, context.req.query());
    const batch = await knownBatch(context.req.param('batch'));
    const entries = await readEntries(effects, batch, cursor, limit);
    return context.json({
      rejects: entries.slice(0, limit),
      ...(entries.length > limit ? { cursor: String(cursor + limit) } : {}),
    });
  });
};
