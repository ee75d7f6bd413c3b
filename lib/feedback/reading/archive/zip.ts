import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { VerbatimError } from '../../../errors.ts';
import type { Limits } from '../limits.ts';
import type { SourceFile } from '../source.ts';
import { type ByteSource, sourceOf } from './bytes.ts';
import { checkUnzipped, unzipFailure } from './gzip.ts';

/** One file in a zip. Sizes are what the archive declares; reading fails where they turn out to be lies. */
export interface Member {
  readonly name: string;
  readonly zippedBytes: number;
  readonly unzippedBytes: number;
  /** Named `archive.zip/member.csv`. */
  readonly source: ByteSource;
}

/** Lets yauzl read ranges of a file wherever it is: on disk, in memory or in a bucket. */
class FileRanges extends yauzl.RandomAccessReader {
  readonly #file: SourceFile;

  constructor(file: SourceFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#file.bytes(start, end);
  }
}

const damaged = (file: string, cause: unknown): unknown => {
  const known = cause instanceof VerbatimError ? cause : unzipFailure(cause, file);
  if (known instanceof VerbatimError || isSystemError(cause)) return known;
  return new VerbatimError('file-corrupt', 'the zip is damaged or truncated', { file, cause });
};

/** Errors of disk and network say which call failed; those of the archive's content do not. */
const isSystemError = (error: unknown): boolean =>
  error instanceof Error && ('syscall' in error || '$metadata' in error);

const refuseUnreadable = (entry: yauzl.Entry, file: string): void => {
  if (entry.canDecodeFileData()) return;
  throw new VerbatimError('file-format-unsupported', "the zip can't be unpacked", {
    file,
    expected: 'a zip without a password, stored or deflated',
    got: entry.isEncrypted() ? 'an encrypted member' : `compression method ${entry.compressionMethod}`,
  });
};

/** `file`: the member's name, for errors. */
async function* unzipped(
  { zip, file }: { readonly zip: yauzl.ZipFile; readonly file: string },
  entry: yauzl.Entry,
  limits: Limits,
): AsyncGenerator<Buffer> {
  refuseUnreadable(entry, file);
  checkUnzipped(file, { bytesIn: entry.compressedSize, bytesOut: entry.uncompressedSize }, limits);
  try {
    const unzipped: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    yield* unzipped;
  } catch (error) {
    throw damaged(file, error);
  }
}

/**
 * All files in a zip, in the order of its directory; folders are left out. Members are unpacked only as they are read.
 *
 * @throws VerbatimError `file-corrupt` where the directory cannot be read
 */
export const zipMembers = async (file: SourceFile, limits: Limits): Promise<readonly Member[]> => {
  const members: Member[] = [];
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new FileRanges(file), file.sizeBytes, {
      autoClose: false,
    });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const name = `${file.name}/${entry.fileName}`;
      members.push({
        name: entry.fileName,
        zippedBytes: entry.compressedSize,
        unzippedBytes: entry.uncompressedSize,
        source: sourceOf(name, () => unzipped({ zip, file: name }, entry, limits)),
      });
    }
  } catch (error) {
    throw damaged(file.name, error);
  }
  return members;
};

/** Left by operating systems, holding no feedback. */
const isClutter = (name: string): boolean =>
  name.split('/').some((part) => part === '__MACOSX' || part.startsWith('.')) || /thumbs\.db$/i.test(name);

/** The members that a person put into the zip. */
export const feedbackMembers = (members: readonly Member[]): readonly Member[] =>
  members.filter((member) => !isClutter(member.name));

/** What a zip is by its members: Office documents and programs are zips too. */
export const zipContentOf = (members: readonly Member[]): 'workbook' | 'archive' | 'document' => {
  const has = (path: string): boolean => members.some((member) => member.name === path);
  if (has('xl/workbook.xml')) return 'workbook';
  const isDocument = [
    'word/document.xml',
    'ppt/presentation.xml',
    'content.xml',
    'META-INF/MANIFEST.MF',
    'xl/workbook.bin',
  ];
  return isDocument.some(has) ? 'document' : 'archive';
};
