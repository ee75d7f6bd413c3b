import { z } from 'zod';
import type { Mapping } from '../../mapping/mapping.ts';
import { createNotingTable, type Met, readSavedTable, type SavedTable } from './occurrence-table.ts';
import {
  cellAt,
  createEntryLog,
  entriesWithout,
  entryBytes,
  hashBytes,
  hashStartOf,
  numbering,
  type Place,
  readSavedLog,
  type SavedLog,
  saveLog,
} from './packed-entries.ts';
import { jsonLine, type SavedBytes } from './saved-bytes.ts';

/**
 * The cells of a batch's responses with an id of their own, packed so that two batches can be compared: of a
 * response that another batch has in another cell only the later copy counts.
 *
 * A line of JSON ({@link Head}), then 12 bytes for each response in the order of their ids: the first 64 bits of the id and
 * the number of the cell of its last row in the file; then as many for each cell that it had left by then.
 */
const head = z.object({
  /** Touchpoint and cell, by number. */
  cells: z.array(z.tuple([z.string(), z.string()]).readonly()),
  /** The number of responses. */
  standing: z.int().nonnegative(),
});
type Head = z.infer<typeof head>;

export type { Place } from './packed-entries.ts';

/** Of a response's id in base64url: 60 of its 132 bits. */
const idStartLength = 10;

/** How a response is identified where it left a cell: the first ten characters of its id. */
export const idStartOf = (responseId: string): string => responseId.slice(0, idStartLength);

/**
 * Identifies other files that can have the same responses: those with the same source of ids. If the folder of the upload names
 * the touchpoint, only those in the same one, because two folders are two touchpoints, not a move. Undefined if
 * responses have no id of their own.
 */
export const sourceOfIds = ({ columns, source, touchpoint }: Mapping): string | undefined => {
  if (columns.every(({ meaning }) => meaning.field !== 'responseId')) return undefined;
  return touchpoint.from === 'column' ? source : `${source}@${touchpoint.value ?? ''}`;
};

/** Records the cells of a file's responses while it is read. */
export interface Places {
  /** Adds a row. A row with the same content as the last one of its response changes nothing. */
  meet(digest: string, fingerprint: string, place: Place): Met;
  /** All entries, part by part. */
  packed(): Iterable<Buffer>;
  /** All that is known so far, for {@link readSavedPlaces}: up to 27 bytes for each response, 12 for each cell that one left. */
  saved(): Iterable<Buffer>;
}

/** Places as they were. */
export interface SavedPlaces {
  readonly standing: number;
  readonly table: SavedTable;
  readonly left: SavedLog;
}

const savedStanding = z.object({ standing: z.int().nonnegative() });

export const readSavedPlaces = async (from: SavedBytes): Promise<SavedPlaces> => {
  const { standing } = savedStanding.parse(await from.json());
  return { standing, table: await readSavedTable(from), left: await readSavedLog(from) };
};

export const createPlaces = (saved?: SavedPlaces): Places => {
  const table = createNotingTable(saved?.table);
  const numbers = numbering(saved?.left.cells);
  const left = createEntryLog(saved?.left.entries);
  let standing = saved?.standing ?? 0;

  return {
    meet: (digest, fingerprint, place) => {
      const number = numbers.of(place);
      const met = table.meetChanged(digest, fingerprint, number);
      if (met.earlier === 0) standing += 1;
      else if (!met.isRepeated && met.formerPlace !== number) left.add(digest, met.formerPlace);
      return met;
    },
    *packed() {
      const start: Head = { cells: [...numbers.cells], standing };
      yield Buffer.from(`${JSON.stringify(start)}\n`);
      for (const { hashes, places } of table.inOrder()) yield packEntries(hashes, places);
      yield inOrder(Buffer.concat([...left.packed()]));
    },
    *saved() {
      yield jsonLine({ standing });
      yield* table.saved();
      yield* saveLog(left, numbers.cells);
    },
  };
};

const inOrder = (packed: Buffer): Buffer => {
  const starts = Uint32Array.from({ length: packed.length / entryBytes }, (_, entry) => entry * entryBytes);
  const pair = { left: packed, right: packed };
  starts.sort((at, to) => compareHashes(pair, at, to) || cellAt(packed, at) - cellAt(packed, to));
  const ordered = Buffer.allocUnsafe(packed.length);
  for (const [entry, at] of starts.entries()) packed.copy(ordered, entry * entryBytes, at, at + entryBytes);
  return ordered;
};

const packEntries = (hashes: BigUint64Array, places: Uint32Array): Buffer => {
  const packed = Buffer.allocUnsafe(hashes.length * entryBytes);
  for (const [index, hash] of hashes.entries()) {
    packed.writeBigUInt64BE(hash, index * entryBytes);
    packed.writeUInt32BE(places[index] ?? 0, index * entryBytes + hashBytes);
  }
  return packed;
};

/** The content of {@link Places.packed}, for comparing. */
export interface PackedPlaces {
  readonly cells: readonly Place[];
  readonly standing: Buffer;
  readonly left: Buffer;
}

/** Throws if the bytes are not packed places. */
export const readPlaces = (bytes: Buffer): PackedPlaces => {
  const headEnd = bytes.indexOf('\n') + 1;
  const { cells, standing } = head.parse(JSON.parse(bytes.toString('utf8', 0, headEnd)));
  const standingEnd = headEnd + standing * entryBytes;
  return { cells, standing: bytes.subarray(headEnd, standingEnd), left: bytes.subarray(standingEnd) };
};

/** The inverse of {@link readPlaces}. */
export const packPlaces = ({ cells, standing, left }: PackedPlaces): Buffer => {
  const start: Head = { cells: [...cells], standing: standing.length / entryBytes };
  return Buffer.concat([Buffer.from(`${JSON.stringify(start)}\n`), standing, left]);
};

/** The first 64 bits of a response's id, in base64url: what places know it by. */
export const placeHashOf = hashStartOf;

/** Places without those of some responses, and how many these were. */
export const placesWithout = (
  { cells, standing, left }: PackedPlaces,
  responseIds: ReadonlySet<string>,
): { readonly places: PackedPlaces; readonly removed: number } => {
  const gone = new Set([...responseIds].map(placeHashOf));
  const places = { cells, standing: entriesWithout(standing, gone), left: entriesWithout(left, gone) };
  const bytes = standing.length + left.length - places.standing.length - places.left.length;
  return { places, removed: bytes / entryBytes };
};

/** A cell and the responses that have left it, each by the first ten characters of its id. */
export interface LeftCell {
  readonly touchpoint: string;
  readonly cell: string;
  readonly responses: readonly string[];
}

/** Gathers responses by the number of the cell that they left. */
const leavings = (cells: readonly Place[]) => {
  const responses = cells.map((): string[] => []);
  return {
    add: (entries: Buffer, at: number): void => {
      const id = entries.toString('base64url', at, at + hashBytes);
      responses[cellAt(entries, at)]?.push(idStartOf(id));
    },
    leftCells: (): LeftCell[] =>
      cells
        .map(([touchpoint, cell], number) => ({ touchpoint, cell, responses: responses[number] ?? [] }))
        .filter((left) => left.responses.length > 0),
  };
};

/** Compares the hashes of two entries as numbers: no copy of the bytes is made. `at` and `to` are where the entries start. */
const compareHashes = (
  { left, right }: { readonly left: Buffer; readonly right: Buffer },
  at: number,
  to: number,
): number =>
  left.readUInt32BE(at) - right.readUInt32BE(to) || left.readUInt32BE(at + 4) - right.readUInt32BE(to + 4);

/** The cells that responses have left within their own file: a later row with their id has them in another cell. */
export const movedWithin = ({ cells, standing, left }: PackedPlaces): LeftCell[] => {
  const gone = leavings(cells);
  const pair = { left: standing, right: left };
  let to = 0;
  for (let at = 0; at < left.length; at += entryBytes) {
    while (to < standing.length && compareHashes(pair, to, at) < 0) to += entryBytes;
    const isRepeated =
      at > 0 && left.subarray(at - entryBytes, at).equals(left.subarray(at, at + entryBytes));
    if (!isRepeated && cellAt(standing, to) !== cellAt(left, at)) gone.add(left, at);
  }
  return gone.leftCells();
};
