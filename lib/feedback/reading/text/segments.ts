import type { Encoding } from './encoding.ts';
import type { Start } from './reading-point.ts';

const lineFeed = 0x0a;

/** The end of the letter that the byte of a line feed is at; undefined where it is a part of another letter. */
const endOfLetter = (
  chunk: Buffer,
  at: number,
  { encoding, isEven }: { readonly encoding: Encoding; readonly isEven: boolean },
): number | undefined => {
  if (encoding === 'utf-16le') return isEven && chunk[at + 1] === 0 ? at + 2 : undefined;
  if (encoding === 'utf-16be') return !isEven && chunk[at - 1] === 0 ? at + 1 : undefined;
  return at + 1;
};

/** The end of the first line end at or after `from`, within a chunk that begins at a byte of the file. */
const lineEndIn = (
  chunk: Buffer,
  from: number,
  { firstByte, encoding }: { readonly firstByte: number; readonly encoding: Encoding },
): number | undefined => {
  for (let at = chunk.indexOf(lineFeed, from); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
    const end = endOfLetter(chunk, at, { encoding, isEven: (firstByte + at) % 2 === 0 });
    if (end !== undefined) return end;
  }
  return undefined;
};

/** A text that can be read from any byte on. */
export interface PartialText {
  open(firstByte: number): AsyncIterable<Buffer>;
  /** After so many bytes a segment ends at the next line end. */
  readonly segmentBytes: number;
}

/**
 * The bytes of a text from a place on, in pieces: one ends a segment, at a line feed, and is followed by the first of the next. A line feed is
 * no part of any letter in the encodings that are read, so that decoding can begin after it.
 */
export async function* segmentsOf(
  { open, segmentBytes }: PartialText,
  encoding: Encoding,
  { byte, position }: Start,
): AsyncGenerator<Buffer> {
  let firstByte = byte;
  let segment = 0;
  for await (const chunk of open(byte)) {
    let rest = chunk;
    while (rest.length > 0) {
      const end = lineEndIn(rest, Math.max(0, segmentBytes - segment), { firstByte, encoding });
      const piece = rest.subarray(0, end);
      rest = rest.subarray(piece.length);
      firstByte += piece.length;
      segment = end === undefined ? segment + piece.length : 0;
      position.next = end === undefined ? undefined : firstByte;
      yield piece;
    }
  }
}
