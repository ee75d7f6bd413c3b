import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { SourceFile } from '../feedback/reading/source.ts';
import type { LakeRow } from './lake-table.ts';

/** A part of a file as the reader asks for it. */
const sliceOf =
  ({ bytes, sizeBytes }: SourceFile): AsyncBuffer['slice'] =>
  async (start, end = sizeBytes) => {
    const parts = await bytes(start, end).toArray();
    const whole = new Uint8Array(Buffer.concat(parts));
    return whole.buffer;
  };

/**
 * The rows of a Parquet file of ours, group by group: only one is in memory. A missing value is `undefined` or `null`.
 *
 * @param columns those to read; all by default
 */
export async function* parquetRows(
  source: SourceFile,
  columns?: readonly string[],
): AsyncGenerator<readonly LakeRow[]> {
  const file: AsyncBuffer = { byteLength: source.sizeBytes, slice: sliceOf(source) };
  const metadata = await parquetMetadataAsync(file);
  const wanted = columns === undefined ? {} : { columns: [...columns] };
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    yield await parquetReadObjects({ file, metadata, rowStart, rowEnd, ...wanted });
    rowStart = rowEnd;
  }
}
