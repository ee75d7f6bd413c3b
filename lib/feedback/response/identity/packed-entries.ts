/** A hash and the number of a cell, in 12 bytes: as separate objects, a million would take 240 MB. */

export type Place = readonly [touchpoint: string, cell: string];

export const hashBytes = 8;
export const entryBytes = hashBytes + 4;

/** Numbers cells as they come. */
interface Numbers {
  readonly cells: readonly Place[];
  of(place: Place): number;
}

export const numbering = (): Numbers => {
  const numbers = new Map<string, number>();
  const cells: Place[] = [];
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
  packed(): Buffer;
}

export const createEntryLog = (): EntryLog => {
  let packed = Buffer.alloc(1024 * entryBytes);
  let end = 0;
  return {
    add: (digest, cell) => {
      if (end === packed.length) packed = Buffer.concat([packed], 2 * packed.length);
      packed.write(digest, end, hashBytes, 'base64url');
      packed.writeUInt32BE(cell, end + hashBytes);
      end += entryBytes;
    },
    packed: () => packed.subarray(0, end),
  };
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
