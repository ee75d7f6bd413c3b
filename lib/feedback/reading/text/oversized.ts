import type { Dialect } from './dialect.ts';
import { byteKinds, cellStart, nextState } from './quoting.ts';

const quote = 0x22;

/** The state of the parser after the last byte of a text, and the size of its open cell. */
interface Position {
  readonly state: number;
  readonly cellBytes: number;
  /** Where the cell that was open at the start of the last chunk ended; its length if it did not. */
  readonly firstEnd: number;
}

const follow = (from: Position, chunk: Buffer, kindOf: Uint8Array): Position => {
  let state = from.state;
  let firstEnd = -1;
  let lastEnd = -1;
  for (let at = 0; at < chunk.length; at += 1) {
    state = nextState(state, kindOf[chunk[at] ?? 0] ?? 0);
    if (state !== cellStart) continue;
    if (firstEnd < 0) firstEnd = at;
    lastEnd = at;
  }
  if (lastEnd < 0) return { state, cellBytes: from.cellBytes + chunk.length, firstEnd: chunk.length };
  return { state, cellBytes: chunk.length - lastEnd - 1, firstEnd };
};

/** The quotes of the rest of a cell, so that the parser still sees its end, and everything after it. */
const withoutRest = (chunk: Buffer, end: number): Buffer =>
  Buffer.concat([chunk.subarray(0, end).filter((byte) => byte === quote), chunk.subarray(end)]);

/** Follows a text from its start, or from a record on. */
export interface Trimming {
  /** The next chunk, trimmed. */
  trim(chunk: Buffer): Buffer;
  /** True if the last chunk ended a cell: after a line end, a record. */
  isBetweenCells(): boolean;
}

/**
 * Passes a delimited text on, chunk by chunk, without most of the content of far too large cells: a 50 MB cell then
 * takes little more memory than the largest allowed one. A cut cell is still over the limit, so its row
 * is detected, and the text around it is unchanged.
 */
export const trimOversized = (dialect: Dialect, cellCharacters: number): Trimming => {
  const kindOf = byteKinds(dialect.delimiter, dialect.quoted);
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  const keptBytes = 3 * cellCharacters;
  let position: Position = { state: cellStart, cellBytes: 0, firstEnd: 0 };
  return {
    trim: (chunk) => {
      const tooLarge = position.cellBytes > keptBytes;
      position = follow(position, chunk, kindOf);
      return tooLarge ? withoutRest(chunk, position.firstEnd) : chunk;
    },
    isBetweenCells: () => position.state === cellStart,
  };
};
