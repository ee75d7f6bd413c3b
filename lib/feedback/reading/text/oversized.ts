import type { Dialect } from './dialect.ts';
import { byteKinds, cellStart, nextState } from './quoting.ts';

const quote = 0x22;

/** How far a text was followed: the state after its last byte, and the size of the cell that is open there. */
interface Position {
  readonly state: number;
  readonly cellBytes: number;
  /** Where in the last chunk the cell ended that the chunk began in; its length where it did not. */
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

/** The quotes of the rest of a cell, so that the parser still sees where it ends, and all that comes after it. */
const withoutRest = (chunk: Buffer, end: number): Buffer =>
  Buffer.concat([chunk.subarray(0, end).filter((byte) => byte === quote), chunk.subarray(end)]);

/**
 * Lets a delimited text through, chunk by chunk, but for the bulk of cells that are far too large: a 50 MB cell then
 * costs little more memory than the largest one allowed. A cut cell is still larger than the limit, which is how its row
 * is found out, and the text around it reads as before.
 */
export const trimOversized = (dialect: Dialect, cellCharacters: number): ((chunk: Buffer) => Buffer) => {
  const kindOf = byteKinds(dialect.delimiter, dialect.quoted);
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  const keptBytes = 3 * cellCharacters;
  let position: Position = { state: cellStart, cellBytes: 0, firstEnd: 0 };
  return (chunk) => {
    const tooLarge = position.cellBytes > keptBytes;
    position = follow(position, chunk, kindOf);
    return tooLarge ? withoutRest(chunk, position.firstEnd) : chunk;
  };
};
