import { createHash } from 'node:crypto';
import { rewrittenHead } from './rewritten/rewritten.ts';
import type { SourceFile } from './source.ts';

/** A file, or one member of it, with what the same bytes are known again by. */
export interface HashedContent {
  readonly file: SourceFile;
  /** SHA-256 of the whole file, in hexadecimal digits. */
  readonly fileHash: string;
  /** A hash of the file or, of an archive, of the file and the member. */
  readonly contentHash: string;
}

/** Reads the file once, to its end; of a rewritten file, what was noted when it was rewritten. */
export const hashContent = async (file: SourceFile, member?: string): Promise<HashedContent> => {
  const rewritten = await rewrittenHead(file);
  const noted = rewritten?.contents[member ?? ''];
  if (rewritten !== undefined && noted !== undefined)
    return { file, fileHash: rewritten.fileHash, contentHash: noted };
  const hash = createHash('sha256');
  for await (const bytes of file.bytes()) hash.update(bytes);
  const fileHash = hash.copy().digest('hex');
  const contentHash = hash.update(member === undefined ? '' : `\0${member}`).digest('base64url');
  return { file, fileHash, contentHash };
};
