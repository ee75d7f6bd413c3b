import { z } from 'zod';
import type { PackedPlaces, Place } from './places.ts';

/**
 * The places of the responses of one or several runs of a source, so that a run finds its own responses among those of thousands of
 * batches without reading all of them. Three parts: the hash of the first entry of each block; the entries in the order of their
 * hashes; the runs and cells, as JSON, that the entries name by number.
 *
 * An entry has 16 bytes: the first 64 bits of the response's id, the number of its run, the number of its cell.
 */
export const entryBytes = 16;
export const hashBytes = 8;
export const cellAt = 12;
const entriesPerBlock = 1024;
export const blockBytes = entriesPerBlock * entryBytes;
/** Of a run's own places. */
export const placeBytes = 12;

const placedRun = z.object({ batchId: z.string(), runId: z.string(), uploadedAt: z.string() });

/** A run, and when its file was uploaded, ISO instant. */
export type PlacedRun = Readonly<z.infer<typeof placedRun>>;

const names = z.object({
  runs: z.array(placedRun),
  cells: z.array(z.tuple([z.string(), z.string()]).readonly()),
});

/** What the numbers in the entries stand for. */
export interface PlaceNames {
  readonly runs: readonly PlacedRun[];
  readonly cells: readonly Place[];
}

export interface MergedPlaces extends PlaceNames {
  readonly entries: Buffer;
}

/** The places of one run. */
export const placesOfRun = (run: PlacedRun, { cells, standing }: PackedPlaces): MergedPlaces => {
  const entries = Buffer.alloc((standing.length / placeBytes) * entryBytes);
  for (let at = 0, to = 0; at < standing.length; at += placeBytes, to += entryBytes) {
    standing.copy(entries, to, at, at + hashBytes);
    standing.copy(entries, to + cellAt, at + hashBytes, at + placeBytes);
  }
  return { runs: [run], cells, entries };
};

/** Two buffers of entries, and how far each is read. */
interface Sides {
  readonly left: Buffer;
  readonly right: Buffer;
}

/** Which entry comes first, by its bytes, which are in the order of its numbers: negative for the left one. */
const orderOf = ({ left, right }: Sides, at: number, to: number): number => {
  if (at === left.length) return 1;
  return to === right.length ? -1 : left.compare(right, to, to + entryBytes, at, at + entryBytes);
};

/** An entry in both is one: a run may have been added twice. */
const mergeTwo = (sides: Sides): Buffer => {
  const { left, right } = sides;
  const merged = Buffer.allocUnsafe(left.length + right.length);
  let [at, to, end] = [0, 0, 0];
  while (at < left.length || to < right.length) {
    const order = orderOf(sides, at, to);
    if (order <= 0) left.copy(merged, end, at, at + entryBytes);
    else right.copy(merged, end, to, to + entryBytes);
    end += entryBytes;
    if (order <= 0) at += entryBytes;
    if (order >= 0) to += entryBytes;
  }
  return merged.subarray(0, end);
};

const mergeAll = (parts: readonly Buffer[]): Buffer => {
  const [first = Buffer.alloc(0), second] = parts;
  if (second === undefined) return first;
  const half = Math.ceil(parts.length / 2);
  return mergeTwo({ left: mergeAll(parts.slice(0, half)), right: mergeAll(parts.slice(half)) });
};

const numbering = <Named>(nameOf: (one: Named) => string) => {
  const numbers = new Map<string, number>();
  const all: Named[] = [];
  return {
    all,
    of: (one: Named): number => {
      const known = numbers.get(nameOf(one)) ?? all.push(one) - 1;
      numbers.set(nameOf(one), known);
      return known;
    },
  };
};

/** What becomes of an entry: its new numbers, or undefined to leave it out. */
type Renumber = (run: number, cell: number) => readonly [run: number, cell: number] | undefined;

/** The order of runs and cells within a hash may change. */
const renumbered = (entries: Buffer, renumber: Renumber): Buffer => {
  const result = Buffer.from(entries);
  let end = 0;
  for (let at = 0; at < entries.length; at += entryBytes) {
    const numbers = renumber(entries.readUInt32BE(at + hashBytes), entries.readUInt32BE(at + cellAt));
    if (numbers === undefined) continue;
    entries.copy(result, end, at, at + hashBytes);
    result.writeUInt32BE(numbers[0], end + hashBytes);
    result.writeUInt32BE(numbers[1], end + cellAt);
    end += entryBytes;
  }
  return sortedWithinHashes(result.subarray(0, end));
};

const hasHashOf = (entries: Buffer, at: number, to: number): boolean =>
  entries.compare(entries, to, to + hashBytes, at, at + hashBytes) === 0;

const sortedWithinHashes = (entries: Buffer): Buffer => {
  for (let start = 0; start < entries.length; ) {
    let end = start + entryBytes;
    while (end < entries.length && hasHashOf(entries, start, end)) end += entryBytes;
    if (end > start + entryBytes) {
      const same = Array.from({ length: (end - start) / entryBytes }, (_, index) =>
        Buffer.from(entries.subarray(start + index * entryBytes, start + (index + 1) * entryBytes)),
      );
      Buffer.concat(same.toSorted(Buffer.compare)).copy(entries, start);
    }
    start = end;
  }
  return entries;
};

/** The places of several parts together, without the runs that no longer count. */
export const mergePlaces = (
  parts: readonly MergedPlaces[],
  isKept: (run: PlacedRun) => boolean,
): MergedPlaces => {
  const runs = numbering<PlacedRun>(({ batchId, runId }) => `${batchId}.${runId}`);
  const cells = numbering<Place>(([touchpoint, cell]) => `${touchpoint}#${cell}`);
  const all = parts.map((part) => {
    const runNumbers = part.runs.map((run) => (isKept(run) ? runs.of(run) : undefined));
    const cellNumbers = part.cells.map(cells.of);
    return renumbered(part.entries, (run, cell) => {
      const [runNumber, cellNumber] = [runNumbers[run], cellNumbers[cell]];
      return runNumber === undefined || cellNumber === undefined ? undefined : [runNumber, cellNumber];
    });
  });
  return { runs: runs.all, cells: cells.all, entries: mergeAll(all) };
};

/** Without the entries of some responses, each by its first 64 bits in base64url. */
export const withoutResponses = (
  { runs, cells, entries }: MergedPlaces,
  hashes: ReadonlySet<string>,
): MergedPlaces => {
  const kept: Buffer[] = [];
  for (let at = 0; at < entries.length; at += entryBytes)
    if (!hashes.has(entries.toString('base64url', at, at + hashBytes)))
      kept.push(entries.subarray(at, at + entryBytes));
  return { runs, cells, entries: Buffer.concat(kept) };
};

export const blocksOf = (entries: number): number => Math.ceil(entries / entriesPerBlock);

/** Where the entries of an object start and end, in bytes: the hashes of the blocks are before them, the names after them. */
export const layoutOf = (entries: number) => {
  const start = blocksOf(entries) * hashBytes;
  return { start, end: start + entries * entryBytes };
};

export const entriesIn = ({ entries }: MergedPlaces): number => entries.length / entryBytes;

/** The object that holds them. */
export const packMerged = (merged: MergedPlaces): Buffer => {
  const { runs, cells, entries } = merged;
  const fences = Array.from({ length: blocksOf(entriesIn(merged)) }, (_, block) =>
    entries.subarray(block * blockBytes, block * blockBytes + hashBytes),
  );
  return Buffer.concat([...fences, entries, Buffer.from(JSON.stringify({ runs, cells }))]);
};

export const readNames = (bytes: Buffer): PlaceNames => names.parse(JSON.parse(bytes.toString()));

/** The inverse of {@link packMerged}. */
export const readMerged = (bytes: Buffer, entries: number): MergedPlaces => {
  const { start, end } = layoutOf(entries);
  return { ...readNames(bytes.subarray(end)), entries: bytes.subarray(start, end) };
};
