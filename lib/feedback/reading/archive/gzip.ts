import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { VerbatimError } from '../../../errors.ts';
import type { Limits } from '../limits.ts';
import type { SourceFile } from '../source.ts';
import { type ByteSource, sourceOf } from './bytes.ts';

/** Below this a bomb does no harm, and small files of one repeated word are not bombs. */
const harmlessBytes = 64 * 1024 * 1024;

/** The size of what was unpacked so far, or of what an archive declares. */
interface UnzippedSize {
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** @throws VerbatimError `file-too-large` for more unpacked bytes than the limits allow */
export const checkUnzipped = (file: string, { bytesIn, bytesOut }: UnzippedSize, limits: Limits): void => {
  const bomb = bytesOut > harmlessBytes && bytesOut > limits.unzippedRatio * Math.max(1, bytesIn);
  if (!bomb && bytesOut <= limits.unzippedBytes) return;
  throw new VerbatimError('file-too-large', 'the archive expands too much', {
    file,
    expected: bomb
      ? `at most ${limits.unzippedRatio} bytes for each compressed byte`
      : `at most ${limits.unzippedBytes} bytes`,
    got: 'more',
  });
};

/** An error of zlib as ours; anything else (the network, the disk, our own) as it is. */
export const unzipFailure = (error: unknown, file: string): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') {
    return new VerbatimError('file-truncated', 'the archive is truncated', {
      file,
      expected: 'a complete gzip file',
      got: 'only its beginning',
      cause: error,
    });
  }
  if (!code.startsWith('Z_')) return error;
  return new VerbatimError('file-corrupt', 'the archive is damaged', { file, cause: error });
};

async function* gunzipped(file: SourceFile, limits: Limits): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // Its only work is to close both ends; an error comes out of the loop below.
  pipeline(file.bytes(), gunzip, () => undefined);
  let bytesOut = 0;
  try {
    const unzipped: AsyncIterable<Buffer> = gunzip;
    for await (const chunk of unzipped) {
      bytesOut += chunk.length;
      checkUnzipped(file.name, { bytesIn: gunzip.bytesWritten, bytesOut }, limits);
      yield chunk;
    }
  } catch (error) {
    throw unzipFailure(error, file.name);
  }
}

/**
 * What a gzip holds. Reading it throws `file-truncated` or `file-corrupt` where the archive breaks, after the bytes
 * before that place, and `file-too-large` for a bomb.
 */
export const gzipSource = (file: SourceFile, limits: Limits): ByteSource =>
  sourceOf(file.name, () => gunzipped(file, limits), 'gzip');
