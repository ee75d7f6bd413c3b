import type { KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import pMap from 'p-map';
import { VerbatimError } from '../../errors.ts';
import { type Mapping, mapping as mappingSchema } from '../../feedback/mapping/mapping.ts';
import { hashContent } from '../../feedback/reading/content-hash.ts';
import { listMembers, openTable } from '../../feedback/reading/open.ts';
import {
  headLine,
  lineOf,
  type RewrittenTable,
  rewrittenHead,
} from '../../feedback/reading/rewritten/rewritten.ts';
import type { SourceFile, SourceRow, SourceTable } from '../../feedback/reading/source.ts';
import { respondentHash } from '../../feedback/response/identity/identity.ts';
import type { Batch } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { OpenedObject } from '../../store/object-store.ts';
import { readChecked } from '../../store/objects/read-checked.ts';
import type { Effects } from '../effects.ts';

/** Finds the rows of people in uploaded files, and rewrites the files without them. */

export interface People {
  readonly key: KeyObject;
  /** The keyed hash of each. */
  readonly hashes: ReadonlySet<string>;
}

/** A table of a file, with the batches that it became. */
interface Part {
  readonly table: SourceTable;
  readonly written: Omit<RewrittenTable, 'records'>;
  readonly batchIds: readonly string[];
  readonly isOf: (row: SourceRow) => boolean;
}

const isOfPeople = ({ key, hashes }: People) => {
  const isNamed = (cell: string | undefined): boolean =>
    cell !== undefined && cell !== '' && hashes.has(respondentHash(key, cell));
  return (indexes: readonly number[] | undefined) =>
    ({ cells, problem, erased }: SourceRow): boolean => {
      if (erased === true) return false;
      // Where it is not known which column names people, or a row is broken, any cell may.
      return indexes === undefined || problem !== undefined
        ? cells.some(isNamed)
        : indexes.some((index) => isNamed(cells[index]));
    };
};

const mappingsOf = async (
  { objects }: Pick<Effects, 'objects'>,
  batches: readonly Batch[],
): Promise<Mapping[]> => {
  const stored = await Promise.all(
    batches.map(({ batchId }) => readChecked(objects, objectKeys.mapping(batchId), mappingSchema)),
  );
  return stored.filter((one) => one !== undefined);
};

/** The columns that any reading of the table took for its respondents; undefined if it was never read. */
const respondentColumns = (table: SourceTable, mappings: readonly Mapping[]): number[] | undefined => {
  if (mappings.length === 0) return undefined;
  const named = new Set(
    mappings.flatMap(({ columns }) =>
      columns.flatMap(({ column, meaning }) => (meaning.field === 'respondent' ? [column] : [])),
    ),
  );
  return table.columns.flatMap(({ name }, index) => (named.has(name) ? [index] : []));
};

/** A part of a file that no reader opens: a cover sheet, a picture in a zip, a file that breaks off. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof VerbatimError && /^(file-|sheet-|too-many-|cell-)/.test(error.code);

interface OpenedTable {
  readonly table: SourceTable;
  readonly member?: string;
  readonly sheet?: string;
  readonly isDefault: boolean;
}

/** The tables of a file without members, or of a member: one for each sheet that can be read. */
const tablesIn = async (file: SourceFile, of: { readonly member?: string }): Promise<OpenedTable[]> => {
  const table = await openTable(file, of);
  const { sheet: first } = table.shape;
  const sheets = (await table.sheets?.()) ?? [];
  if (sheets.length === 0) return [{ table, ...of, isDefault: true }];
  const tables: OpenedTable[] = [];
  for (const { name: sheet } of sheets) {
    try {
      tables.push({
        table: await openTable(file, { ...of, sheet }),
        ...of,
        sheet,
        isDefault: sheet === first,
      });
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }
  return tables;
};

/** Every table of a file, of each member and each sheet. */
const tablesOf = async (file: SourceFile): Promise<OpenedTable[]> => {
  const members = await listMembers(file);
  if (members.length === 0) return tablesIn(file, {});
  const tables = await pMap(members, (member) => tablesIn(file, { member }), { concurrency: 1 });
  return tables.flat();
};

const partsOf = async (effects: Effects, file: SourceFile, people: People): Promise<Part[]> => {
  const batches = await effects.batches.ofObject(file.name);
  const isOf = isOfPeople(people);
  const parts: Part[] = [];
  for (const { table, ...which } of await tablesOf(file)) {
    const own = batches.filter(({ member }) => member === which.member);
    const { name, shape, columns, timeZone } = table;
    parts.push({
      table,
      written: {
        ...which,
        name,
        shape,
        columns: columns.map((column) => ({ ...column })),
        ...(timeZone === undefined ? {} : { timeZone }),
      },
      batchIds: own.map(({ batchId }) => batchId),
      isOf: isOf(respondentColumns(table, await mappingsOf(effects, own))),
    });
  }
  return parts;
};

/** Rows of people in a file. */
export interface FoundRows {
  readonly rows: number;
  /** The row numbers, by each batch that the table of the row became. */
  readonly byBatch: ReadonlyMap<string, ReadonlySet<number>>;
  /** True for a file that can't be read to its end: what it holds is not known. */
  readonly isUnread: boolean;
}

const noRows: FoundRows = { rows: 0, byBatch: new Map(), isUnread: false };

interface Searched extends FoundRows {
  readonly parts: readonly Part[];
  /** The number of rows of each part. */
  readonly records: readonly number[];
}

const search = async (parts: readonly Part[]): Promise<Searched> => {
  const byBatch = new Map<string, Set<number>>();
  const records: number[] = [];
  let found = 0;
  for (const { table, batchIds, isOf } of parts) {
    let read = 0;
    for await (const row of table.rows()) {
      read += 1;
      if (!isOf(row)) continue;
      found += 1;
      for (const batchId of batchIds) byBatch.set(batchId, (byBatch.get(batchId) ?? new Set()).add(row.row));
    }
    records.push(read);
  }
  return { rows: found, byBatch, parts, records, isUnread: false };
};

async function* linesWithout(head: string, parts: readonly Part[]): AsyncGenerator<string> {
  yield head;
  for (const [number, { table, isOf }] of parts.entries())
    for await (const row of table.rows()) yield lineOf(number, row, isOf(row));
}

const rewrite = async (
  { objects }: Pick<Effects, 'objects'>,
  file: OpenedObject,
  { parts, records }: Searched,
): Promise<void> => {
  const members = parts.flatMap(({ written }) => written.member ?? []);
  const { fileHash } = await hashContent(file);
  const contents: Record<string, string> = {};
  for (const member of new Set([undefined, ...members]))
    contents[member ?? ''] = (await hashContent(file, member)).contentHash;
  const head = headLine({
    key: file.name,
    fileHash,
    contents,
    tables: parts.map(({ written }, index) => ({ ...written, records: records[index] ?? 0 })),
  });
  await objects.writeStream(file.name, Readable.from(linesWithout(head, parts)), { tag: file.tag });
};

/**
 * Searches an uploaded file for rows of people; with `apply`, rewrites it so that these rows keep nothing but their number.
 *
 * @throws VerbatimError `conflict` while the file is being read, `changed-meanwhile` if another file took its place
 */
export const searchRawFile = async (
  effects: Effects,
  key: string,
  { people, apply }: { readonly people: People; readonly apply: boolean },
): Promise<FoundRows> => {
  const file = await effects.objects.open(key);
  if (file === undefined) return noRows;
  try {
    const searched = await search(await partsOf(effects, file, people));
    if (searched.rows === 0 || !apply) return searched;
    const batches = await effects.batches.ofObject(key);
    if (batches.some(({ status }) => status === 'ingesting'))
      throw new VerbatimError('conflict', 'the file is still being read', {
        file: key,
        expected: 'try again',
      });
    await rewrite(effects, file, searched);
    return searched;
  } catch (error) {
    if (isUnreadable(error)) return { ...noRows, isUnread: true };
    throw error;
  }
};

/**
 * True for an object that Verbatim itself rewrote after all of it had been read: its notification is not an upload. A file that
 * was rewritten before it was read is still to be read.
 */
export const isOwnRewrite = async (
  { batches }: Pick<Effects, 'batches'>,
  file: SourceFile,
): Promise<boolean> => {
  const head = await rewrittenHead(file);
  if (head?.key !== file.name) return false;
  const { '': whole = '', ...members } = head.contents;
  const contents = Object.keys(members).length > 0 ? Object.values(members) : [whole];
  const read = await Promise.all(contents.map((contentHash) => batches.ofContent(contentHash)));
  return read.every((ofContent) => ofContent.length > 0);
};
