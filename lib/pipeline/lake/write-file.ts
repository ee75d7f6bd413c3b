import { Readable } from 'node:stream';
import { VerbatimError } from '../../errors.ts';
import type { LakeColumns, LakeRow } from '../../lake/lake-table.ts';
import { parquetOf } from '../../lake/parquet.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';

async function* after(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
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
 * @param tag of the version that it is written over, undefined for none; throws `changed-meanwhile` if there is another
 */
export const writeLakeFile = async (
  objects: Pick<ObjectStore, 'writeStream' | 'remove'>,
  { path, columns, rows }: FileContent,
  tag: string | undefined,
): Promise<void> => {
  const key = objectKeys.lake(path);
  const pieces = parquetOf(columns, rows());
  const first = await pieces.next();
  if (first.done) await objects.remove(key);
  else {
    const body = Readable.from(after(first.value, pieces), { objectMode: false });
    await objects.writeStream(key, body, { tag });
  }
};

/** True if somebody else wrote the file since the version that was to be written over. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof VerbatimError && error.code === 'changed-meanwhile';
