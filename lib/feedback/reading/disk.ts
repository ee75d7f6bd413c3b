import { createReadStream, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { VerbatimError } from '../../errors.ts';
import type { SourceFile } from './source.ts';

const statsOf = (path: string): Stats => {
  try {
    return statSync(path);
  } catch (cause) {
    throw new VerbatimError('file-not-found', "the file can't be opened", {
      file: path,
      expected: 'a readable file',
      got: cause instanceof Error && 'code' in cause ? String(cause.code) : 'nothing',
    });
  }
};

/**
 * A file on disk, ready to be read. Its size is taken now; its bytes are read when they are asked for.
 *
 * @throws VerbatimError `file-not-found`, or `file-format-unsupported` for a directory
 * @example for await (const table of openTables(fileOnDisk('may.csv'))) …
 */
export const fileOnDisk = (path: string): SourceFile => {
  const stats = statsOf(path);
  if (!stats.isFile()) {
    throw new VerbatimError('file-format-unsupported', 'not a file', {
      file: path,
      expected: 'a file',
      got: stats.isDirectory() ? 'a directory' : 'a device or a pipe',
    });
  }
  return {
    name: basename(path),
    sizeBytes: stats.size,
    // The `end` of a read stream is inclusive, so no stream of a file is empty.
    bytes: (start = 0, end = stats.size) =>
      end <= start ? Readable.from([]) : createReadStream(path, { start, end: end - 1 }),
  };
};
