import { Readable } from 'node:stream';
import type { FileShape, SourceFile } from '../source.ts';
import type { PartialText } from '../text/segments.ts';

/** Bytes that are read from their start, as often as asked: a file, what a gzip holds, or a member of a zip. */
export interface ByteSource {
  readonly name: string;
  readonly compression?: FileShape['compression'];
  /** Leaving the iteration early closes what lies beneath. */
  open(): AsyncIterable<Buffer>;
  /** Present if reading can begin at any byte. */
  readonly partial?: PartialText;
}

const chunkBytes = 64 * 1024;

/** A chunk in pieces of 64 KiB at most. */
function* pieces(chunk: Buffer): Generator<Buffer> {
  for (let from = 0; from < chunk.length; from += chunkBytes) yield chunk.subarray(from, from + chunkBytes);
}

/** The same bytes in chunks of 64 to 128 KiB, independent of how they arrive; the last may be smaller. */
async function* evenChunks(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of stream) {
    for (const piece of pieces(chunk)) {
      held.push(piece);
      heldBytes += piece.length;
      if (heldBytes < chunkBytes) continue;
      yield held.length === 1 ? piece : Buffer.concat(held);
      held = [];
      heldBytes = 0;
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}

export const sourceOf = (
  name: string,
  open: () => AsyncIterable<Buffer>,
  compression?: 'gzip',
): ByteSource => ({
  name,
  open: () => evenChunks(open()),
  ...(compression === undefined ? {} : { compression }),
});

/** Short enough to be read again in no time, long enough for what is done once for each. */
const defaultSegmentBytes = 256 * 1024;

/** The bytes of a file as they are. */
export const plainSource = (file: SourceFile, segmentBytes = defaultSegmentBytes): ByteSource => ({
  ...sourceOf(file.name, () => file.bytes()),
  partial: { open: (firstByte) => evenChunks(file.bytes(firstByte)), segmentBytes },
});

/** The first bytes of a source, up to `maxBytes`, and whether they are all. An empty source gives an empty buffer. */
export const headOf = async (
  source: ByteSource,
  maxBytes: number,
): Promise<{ readonly head: Buffer; readonly complete: boolean }> => {
  const held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of source.open()) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes > maxBytes) break;
  }
  return { head: Buffer.concat(held).subarray(0, maxBytes), complete: heldBytes <= maxBytes };
};

/** Bytes in memory, as a file that can be read from any place. */
export const fileInMemory = (name: string, content: Buffer): SourceFile => ({
  name,
  sizeBytes: content.length,
  bytes: (start = 0, end = content.length) => Readable.from([content.subarray(start, end)]),
});
