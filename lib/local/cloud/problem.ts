import { mkdirSync, statfsSync } from 'node:fs';
import { VerbatimError } from '../../errors.ts';

/** Below this, a start is refused: an emulator that runs out of disk space loses what it was about to write. */
const minFreeBytes = 64 * 1024 * 1024;

const diskFull = (directory: string, cause?: unknown): VerbatimError =>
  new VerbatimError(
    'disk-full',
    'the disk is full; free some space and start again. Accepted files are not lost',
    {
      file: directory,
      cause,
    },
  );

/** An error in a part of the local cloud, with a code. */
export const problemOf = (error: unknown, directory: string): VerbatimError => {
  if (error instanceof VerbatimError) return error;
  const message =
    error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : String(error);
  if (/ENOSPC|no space left|disk is full/i.test(message)) return diskFull(directory, error);
  return new VerbatimError('internal', 'a part of the local cloud failed', {
    got: message.slice(0, 200),
    cause: error,
  });
};

/**
 * Creates the directory and checks that it is writable and has space.
 *
 * @throws VerbatimError `disk-full`.
 */
export const prepareDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize < minFreeBytes) throw diskFull(directory);
};
