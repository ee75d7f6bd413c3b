import { Readable } from 'node:stream';
import { VerbatimError } from '../../errors.ts';
import type { LakeColumns, LakeRow } from '../../lake/lake-table.ts';
import { parquetOf } from '../../lake/parquet.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';

async function* after(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  mayEnd: () => Promise<boolean>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
  if (!(await mayEnd()))
    throw new VerbatimError('changed-meanwhile', 'the rows of the file changed while it was written');
}

/** What a file is written over. */
interface Over {
  /** Of the version that is there, undefined for none. */
  readonly tag: string | undefined;
  /** Asked when all rows are read, before the file is there: whether they still hold. Default: yes. */
  readonly mayEnd?: () => Promise<boolean>;
}

/** What becomes a file of a table. */
export interface FileContent {
  readonly path: string;
  readonly columns: LakeColumns;
  rows(): AsyncIterable<readonly LakeRow[]>;
}

/**
 * Writes a file of a table as a stream; removes it if there are no rows.
 *
 * @throws VerbatimError `changed-meanwhile` if there is another version than the one that it is written over, or its rows no longer hold
 */
export const writeLakeFile = async (
  objects: Pick<ObjectStore, 'writeStream' | 'remove'>,
  { path, columns, rows }: FileContent,
  { tag, mayEnd = async () => true }: Over,
): Promise<void> => {
  const key = objectKeys.lake(path);
  const pieces = parquetOf(columns, rows());
  const first = await pieces.next();
  if (first.done) await objects.remove(key);
  else {
    const body = Readable.from(after(first.value, pieces, mayEnd), { objectMode: false });
    await objects.writeStream(key, body, { tag });
  }
};

/** True if somebody else wrote the file since the version that was to be written over. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof VerbatimError && error.code === 'changed-meanwhile';
