import { z } from 'zod';
import {
  cellAt,
  createEntryLog,
  entriesWithout,
  entryBytes,
  hashStartOf,
  numbering,
  type Place,
  type SavedLog,
  saveLog,
} from './packed-entries.ts';
import { jsonLine } from './saved-bytes.ts';

/**
 * In which cells the respondents of a run are: what an erasure finds their responses by. An index of the table would cost as much as writing the responses does.
 *
 * A line of JSON with the cells, then 12 bytes for each response with a respondent: the first 64 bits of the keyed hash, and the number of the cell.
 */
export interface Respondents {
  add(hash: string, place: Place): void;
  /** How many responses have a respondent. */
  readonly size: number;
  /** All of it, part by part. */
  packed(): Iterable<Buffer>;
  /** All that is known so far, for `readSavedLog`: 12 bytes for each. */
  saved(): Iterable<Buffer>;
}

const head = z.object({ cells: z.array(z.tuple([z.string(), z.string()]).readonly()) });

export const createRespondents = (saved?: SavedLog): Respondents => {
  const numbers = numbering(saved?.cells);
  const log = createEntryLog(saved?.entries);
  return {
    add: (hash, place) => log.add(hash, numbers.of(place)),
    get size() {
      return log.size;
    },
    *packed() {
      yield jsonLine({ cells: numbers.cells });
      yield* log.packed();
    },
    saved: () => saveLog(log, numbers.cells),
  };
};

const read = (bytes: Buffer): { readonly cells: readonly Place[]; readonly entries: Buffer } => {
  const headEnd = bytes.indexOf('\n') + 1;
  return {
    ...head.parse(JSON.parse(bytes.toString('utf8', 0, headEnd))),
    entries: bytes.subarray(headEnd),
  };
};

/** The cells that a respondent may be in: another with the same first 64 bits would be as well. */
export const cellsOfRespondent = (bytes: Buffer, hash: string): Place[] => {
  const { cells, entries } = read(bytes);
  const start = Buffer.from(hashStartOf(hash), 'base64url');
  const found = new Set<number>();
  for (let at = entries.indexOf(start); at >= 0; at = entries.indexOf(start, at + 1))
    if (at % entryBytes === 0) found.add(cellAt(entries, at));
  return cells.filter((_, number) => found.has(number));
};

/** The same without a respondent, and how many entries that were. */
export const withoutRespondent = (
  bytes: Buffer,
  hash: string,
): { readonly bytes: Buffer; readonly removed: number } => {
  const { cells, entries } = read(bytes);
  const kept = entriesWithout(entries, new Set([hashStartOf(hash)]));
  return {
    bytes: Buffer.concat([jsonLine({ cells }), kept]),
    removed: (entries.length - kept.length) / entryBytes,
  };
};
