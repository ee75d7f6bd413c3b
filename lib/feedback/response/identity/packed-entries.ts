import { z } from 'zod';
import { jsonLine, type SavedBytes } from './saved-bytes.ts';

/** A hash and the number of a cell, in 12 bytes: as separate objects, a million would take 240 MB. */

export type Place = readonly [touchpoint: string, cell: string];

export const hashBytes = 8;
export const entryBytes = hashBytes + 4;

/** Numbers cells as they come. */
interface Numbers {
  readonly cells: readonly Place[];
  of(place: Place): number;
}

export const numbering = (known: readonly Place[] = []): Numbers => {
  const cells = [...known];
  const numbers = new Map(cells.map(([touchpoint, cell], number) => [`${touchpoint}#${cell}`, number]));
  return {
    cells,
    of: ([touchpoint, cell]) => {
      const name = `${touchpoint}#${cell}`;
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, cells.length);
      return cells.push([touchpoint, cell]) - 1;
    },
  };
};

/** Entries in the order in which they were added. */
export interface EntryLog {
  /** @param digest in base64url; its first 64 bits are kept */
  add(digest: string, cell: number): void;
  readonly size: number;
  /** All of them, part by part. */
  packed(): Iterable<Buffer>;
}

/** A log grows by blocks, so that growing copies nothing: the first is small, for most logs are. */
const firstEntries = 256;
const blockEntries = 16 * 1024;

export const createEntryLog = (earlier: Buffer = Buffer.alloc(0)): EntryLog => {
  const full: Buffer[] = [earlier];
  let block: Buffer = Buffer.alloc(0);
  let end = 0;
  let added = 0;
  return {
    add: (digest, cell) => {
      if (end === block.length) {
        full.push(block);
        block = Buffer.alloc(added === 0 ? firstEntries * entryBytes : blockEntries * entryBytes);
        end = 0;
      }
      block.write(digest, end, hashBytes, 'base64url');
      block.writeUInt32BE(cell, end + hashBytes);
      end += entryBytes;
      added += 1;
    },
    get size() {
      return earlier.length / entryBytes + added;
    },
    *packed() {
      yield* full;
      yield block.subarray(0, end);
    },
  };
};

const cellsOfLog = z.object({
  cells: z.array(z.tuple([z.string(), z.string()]).readonly()),
  entries: z.int().nonnegative(),
});

/** A log with the cells that its entries name by number. */
export interface SavedLog {
  readonly cells: readonly Place[];
  readonly entries: Buffer;
}

/** A log for {@link readSavedLog}: 12 bytes for each entry, and a line. */
export function* saveLog(log: EntryLog, cells: readonly Place[]): Iterable<Buffer> {
  yield jsonLine({ cells, entries: log.size });
  yield* log.packed();
}

export const readSavedLog = async (from: SavedBytes): Promise<SavedLog> => {
  const { cells, entries } = cellsOfLog.parse(await from.json());
  return { cells, entries: await from.bytes(entries * entryBytes) };
};

/** The number of the cell of the entry that starts at `at`. */
export const cellAt = (entries: Buffer, at: number): number => entries.readUInt32BE(at + hashBytes);

/** The entries without those of some hashes, in base64url. */
export const entriesWithout = (entries: Buffer, gone: ReadonlySet<string>): Buffer => {
  const kept: Buffer[] = [];
  for (let at = 0; at < entries.length; at += entryBytes)
    if (!gone.has(entries.toString('base64url', at, at + hashBytes)))
      kept.push(entries.subarray(at, at + entryBytes));
  return Buffer.concat(kept);
};

/** The first 64 bits of a digest in base64url: what entries know it by. */
export const hashStartOf = (digest: string): string =>
  Buffer.from(digest, 'base64url').toString('base64url', 0, hashBytes);
