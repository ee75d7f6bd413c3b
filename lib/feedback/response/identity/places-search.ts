import {
  blockBytes,
  blocksOf,
  cellAt,
  entryBytes,
  hashBytes,
  layoutOf,
  type PlacedRun,
  type PlaceNames,
  placeBytes,
} from './merged-places.ts';
import { idStartOf, type LeftCell, type PackedPlaces, type Place } from './places.ts';

/** Finds the responses of a run among the places of others. */

/** A request costs about as much as reading another megabyte: what lies between two ranges is read too if it is less. */
const readThrough = 1024 * 1024;

/** The ranges of bytes that may have one of the run's own responses. */
export const rangesNear = (entries: number, fences: Buffer, own: Buffer): [from: number, to: number][] => {
  const { start, end } = layoutOf(entries);
  const ranges: [from: number, to: number][] = [];
  let at = 0;
  for (let block = 0; block < blocksOf(entries); block += 1) {
    const fence = block * hashBytes;
    const isBefore = (place: number): boolean =>
      own.compare(fences, fence, fence + hashBytes, place, place + hashBytes) < 0;
    while (at < own.length && isBefore(at)) at += placeBytes;
    const next = fence + hashBytes;
    const isIn =
      at < own.length &&
      (next === fences.length || own.compare(fences, next, next + hashBytes, at, at + hashBytes) <= 0);
    if (!isIn) continue;
    const from = start + block * blockBytes;
    const last = ranges.at(-1);
    const to = Math.min(end, from + blockBytes);
    if (last !== undefined && from - last[1] < readThrough) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
};

/** The order of an own place and an entry, by their hashes as numbers: no copy of the bytes is made. */
const orderIn =
  (own: Buffer, entries: Buffer) =>
  (at: number, to: number): number =>
    own.readUInt32BE(at) - entries.readUInt32BE(to) ||
    own.readUInt32BE(at + 4) - entries.readUInt32BE(to + 4);

/** Visits the entries of the run's own responses, with the place of each among its own. */
const forEachCommon = (own: Buffer, entries: Buffer, visit: (at: number, to: number) => void): void => {
  const orderOf = orderIn(own, entries);
  let at = 0;
  let to = 0;
  while (at < own.length && to < entries.length) {
    const order = orderOf(at, to);
    if (order === 0) visit(at, to);
    // Several entries may have one hash, an own place has it alone.
    if (order < 0) at += placeBytes;
    else to += entryBytes;
  }
};

/** True if one of the run's own responses is among the entries. */
export const hasCommon = (own: Buffer, entries: Buffer): boolean => {
  let found = false;
  forEachCommon(own, entries, () => {
    found = true;
  });
  return found;
};

/** A run, with the cells that responses left between it and the own one: those of the earlier of the two. */
export interface MovesBetween {
  readonly other: PlacedRun;
  readonly isOtherEarlier: boolean;
  readonly left: readonly LeftCell[];
}

/** A run with its places. */
export interface OwnPlaces {
  readonly run: PlacedRun;
  readonly places: PackedPlaces;
}

const isEarlier = (left: PlacedRun, right: PlacedRun): boolean =>
  left.uploadedAt === right.uploadedAt ? left.batchId < right.batchId : left.uploadedAt < right.uploadedAt;

/** Gathers ids by cell, each once. */
const leftCells = () => {
  const found = new Map<string, { readonly place: Place; readonly ids: Set<string> }>();
  return {
    add: (place: Place, id: string): void => {
      const key = place.join('#');
      const cell = found.get(key) ?? { place, ids: new Set() };
      found.set(key, { ...cell, ids: cell.ids.add(id) });
    },
    all: (): LeftCell[] =>
      [...found.values()].map(({ place: [touchpoint, cell], ids }) => ({
        touchpoint,
        cell,
        responses: [...ids].toSorted(),
      })),
  };
};

/**
 * The responses of a run that other runs have in another cell, by run.
 *
 * @param entries some of the entries, in order
 */
export const movesAgainst = (
  { run, places }: OwnPlaces,
  { runs, cells }: PlaceNames,
  entries: Buffer,
): MovesBetween[] => {
  const byRun = new Map<number, ReturnType<typeof leftCells>>();
  const earlier = runs.map((other) => isEarlier(other, run));
  const { standing } = places;
  forEachCommon(standing, entries, (at, to) => {
    const number = entries.readUInt32BE(to + hashBytes);
    const mine = places.cells[standing.readUInt32BE(at + hashBytes)];
    const theirs = cells[entries.readUInt32BE(to + cellAt)];
    if (mine === undefined || theirs === undefined || runs[number]?.batchId === run.batchId) return;
    if (mine[0] === theirs[0] && mine[1] === theirs[1]) return;
    const left = byRun.get(number) ?? leftCells();
    byRun.set(number, left);
    const id = idStartOf(standing.toString('base64url', at, at + hashBytes));
    left.add(earlier[number] === true ? theirs : mine, id);
  });
  return [...byRun].flatMap(([number, left]) => {
    const other = runs[number];
    return other === undefined ? [] : [{ other, isOtherEarlier: earlier[number] === true, left: left.all() }];
  });
};
