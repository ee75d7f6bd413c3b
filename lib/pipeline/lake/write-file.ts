import { Readable } from 'node:stream';
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

/** Writes a file of a table as a stream, over the one that is there; removes it if there are no rows. */
export const writeLakeFile = async (
  objects: Pick<ObjectStore, 'writeStream' | 'remove'>,
  { path, columns, rows }: FileContent,
): Promise<void> => {
  const key = objectKeys.lake(path);
  const pieces = parquetOf(columns, rows());
  const first = await pieces.next();
  if (first.done) await objects.remove(key);
  else await objects.writeStream(key, Readable.from(after(first.value, pieces), { objectMode: false }));
};
