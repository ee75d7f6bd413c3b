import { createHash } from 'node:crypto';
import pMap from 'p-map';
import { chunk } from 'remeda';
import { z } from 'zod';
import {
  entriesIn,
  layoutOf,
  type MergedPlaces,
  mergePlaces,
  type PlacedRun,
  packMerged,
  placesOfRun,
  readMerged,
  readNames,
} from '../../feedback/response/identity/merged-places.ts';
import { type PackedPlaces, readPlaces } from '../../feedback/response/identity/places.ts';
import {
  hasCommon,
  type MovesBetween,
  movesAgainst,
  type OwnPlaces,
  rangesNear,
} from '../../feedback/response/identity/places-search.ts';
import { type BatchRun, isCounted } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { writeEach } from '../../write-each.ts';
import type { Effects } from '../effects.ts';

/**
 * The places of all batches of a source, in objects of growing size: sixteen of one level are merged into one of the next, so a
 * source of 30,000 batches has at most 60. A batch adds its own and reads, of each, what is near its own responses.
 */

const segment = z.object({ key: z.string(), level: z.int().nonnegative(), entries: z.int().nonnegative() });
export type Segment = Readonly<z.infer<typeof segment>>;

const storedIndex = z.object({
  segments: z.array(segment),
  /** Batches that are not in a segment yet: those from before there was an index. */
  waiting: z.array(z.string()),
  /** Merged meanwhile; the next merge removes them, so that readers of this index still find them. */
  retired: z.array(z.string()),
});
type PlacesIndex = Readonly<z.infer<typeof storedIndex>>;

/** An index as it was read, with its tag; none before the first batch. */
interface TaggedIndex {
  readonly index: PlacesIndex;
  readonly tag: string | undefined;
}

const perLevel = 16;
/** 64 MB: what is larger is not merged any more, because a merge is done in memory. */
const maxEntries = 4_000_000;
export const readsAtOnce = 8;
/** Each of up to 64 MB. */
const searchesAtOnce = 4;
/** The loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

export type Places = Pick<Effects, 'objects' | 'batches'>;

export const placesOf = async (
  { objects }: Pick<Effects, 'objects'>,
  { batchId, runId }: BatchRun,
): Promise<PackedPlaces> => {
  const bytes = await objects.read(objectKeys.places(batchId, runId));
  if (bytes === undefined) throw new Error(`the places of batch ${batchId} are missing`);
  return readPlaces(bytes);
};

const countedIn = async (
  { batches }: Places,
  source: string,
): Promise<(PlacedRun & { readonly source?: string })[]> =>
  (await batches.ofSource(source)).filter((batch) => isCounted(batch, batch.runId));

export const readIndex = async (effects: Places, source: string): Promise<TaggedIndex> => {
  const stored = await effects.objects.readTagged(objectKeys.placesIndex(source));
  if (stored !== undefined)
    return { index: storedIndex.parse(JSON.parse(stored.body.toString())), tag: stored.tag };
  const known = await countedIn(effects, source);
  return {
    index: { segments: [], waiting: known.map(({ batchId }) => batchId), retired: [] },
    tag: undefined,
  };
};

/** Writes an index over the one that was read; undefined if somebody else was faster. */
const replaceIndex = async (
  { objects }: Places,
  source: string,
  { index, tag }: TaggedIndex,
): Promise<boolean> =>
  objects.replace(objectKeys.placesIndex(source), JSON.stringify(index), { tag, notes: {} });

/** Under a name made of its content, so that no object is ever written with another content. */
export const storeSegment = async (
  { objects }: Places,
  source: string,
  { level, merged }: { readonly level: number; readonly merged: MergedPlaces },
): Promise<Segment> => {
  const bytes = packMerged(merged);
  const name = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const key = objectKeys.placesSegment(source, name);
  await objects.write(key, bytes);
  return { key, level, entries: entriesIn(merged) };
};

const segmentBytes = async ({ objects }: Pick<Effects, 'objects'>, key: string): Promise<Buffer> => {
  const bytes = await objects.read(key);
  if (bytes === undefined) throw new Error(`the places ${key} were merged meanwhile`);
  return bytes;
};

export const readSegment = async (
  effects: Pick<Effects, 'objects'>,
  { key, entries }: Segment,
): Promise<MergedPlaces> => readMerged(await segmentBytes(effects, key), entries);

/** The runs that still count, of those in some places. */
const stillCounted = async (
  { batches }: Places,
  parts: readonly MergedPlaces[],
): Promise<(run: PlacedRun) => boolean> => {
  const counted = new Set<string>();
  await pMap(
    parts.flatMap(({ runs }) => runs),
    async ({ batchId, runId }) => {
      if (isCounted(await batches.read(batchId), runId)) counted.add(`${batchId}.${runId}`);
    },
    { concurrency: readsAtOnce },
  );
  return ({ batchId, runId }) => counted.has(`${batchId}.${runId}`);
};

/** Changes an index until it is written: `change` gives what it becomes, or undefined if nothing is to be done. */
export const changeIndex = async (
  effects: Places,
  source: string,
  change: (index: PlacesIndex) => Promise<PlacesIndex | undefined>,
): Promise<PlacesIndex> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { index, tag } = await readIndex(effects, source);
    const changed = await change(index);
    if (changed === undefined) return index;
    if (await replaceIndex(effects, source, { index: changed, tag })) return changed;
  }
  throw new Error(`the index of places changed during each of ${attempts} attempts to change it`);
};

const register = (effects: Places, source: string, own: Segment): Promise<PlacesIndex> =>
  changeIndex(effects, source, async (index) =>
    index.segments.some(({ key }) => key === own.key)
      ? undefined
      : { ...index, segments: [...index.segments, own] },
  );

/** Of batches from before there was an index, some at a time: a crash costs the last ones only. */
const takeInWaiting = async (effects: Places, source: string, index: PlacesIndex): Promise<PlacesIndex> => {
  let current = index;
  for (const group of chunk(index.waiting, perLevel * perLevel)) {
    const batches = await pMap(group, (batchId) => effects.batches.read(batchId), {
      concurrency: readsAtOnce,
    });
    const counted = batches.filter((batch) => batch !== undefined && isCounted(batch, batch.runId));
    const parts = await pMap(
      counted.filter((batch) => batch !== undefined),
      async (batch) => placesOfRun(runOf(batch), await placesOf(effects, batch)),
      { concurrency: readsAtOnce },
    );
    const merged = mergePlaces(parts, () => true);
    const added = await storeSegment(effects, source, { level: 2, merged });
    const taken = new Set(group);
    current = await changeIndex(effects, source, async ({ segments, waiting, retired }) => ({
      segments: segments.some(({ key }) => key === added.key) ? segments : [...segments, added],
      waiting: waiting.filter((batchId) => !taken.has(batchId)),
      retired,
    }));
  }
  return current;
};

/** The segments to merge next: those of the lowest full level; none if no level is full. */
const fullLevel = ({ segments }: PlacesIndex): readonly Segment[] => {
  const levels = [...Map.groupBy(segments, ({ level }) => level)].toSorted(([left], [right]) => left - right);
  for (const [, all] of levels) {
    const some = all.slice(0, perLevel);
    const entries = some.reduce((sum, one) => sum + one.entries, 0);
    if (some.length === perLevel && entries <= maxEntries) return some;
  }
  return [];
};

/** Merges full levels. What a merge replaced is removed by the next one. */
const mergeLevels = async (effects: Places, source: string, index: PlacesIndex): Promise<void> => {
  let current = index;
  for (let group = fullLevel(current); group.length > 0; group = fullLevel(current)) {
    const parts = await pMap(group, (one) => readSegment(effects, one), { concurrency: readsAtOnce });
    const merged = mergePlaces(parts, await stillCounted(effects, parts));
    const level = 1 + (group[0]?.level ?? 0);
    const added = await storeSegment(effects, source, { level, merged });
    const gone = group.map(({ key }) => key);
    let expired: readonly string[] = [];
    current = await changeIndex(effects, source, async (now) => {
      const standing = new Set(now.segments.map(({ key }) => key));
      if (!gone.every((key) => standing.has(key))) return undefined;
      const kept = now.segments.filter(({ key }) => !gone.includes(key));
      expired = now.retired.filter((key) => key !== added.key && !kept.some((one) => one.key === key));
      return { ...now, segments: [...kept, added], retired: gone.filter((key) => key !== added.key) };
    });
    await writeEach(expired, (key) => effects.objects.remove(key), { concurrency: readsAtOnce });
  }
};

const readBytes = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(chunks));

/** Segments of small files are read by the next files again: a million rows in small files would read each a hundred times. */
const keptEntries = 4_000;
const segmentsKept = 256;

/** What was read, by the bucket that it is of. A segment never changes under its name. */
const kept = new WeakMap<object, Map<string, Buffer>>();

const smallSegment = async (effects: Places, key: string): Promise<Buffer> => {
  const known = kept.get(effects.objects) ?? new Map<string, Buffer>();
  kept.set(effects.objects, known);
  const bytes = known.get(key) ?? (await segmentBytes(effects, key));
  // The one that was used last is the last one of the map.
  known.delete(key);
  known.set(key, bytes);
  const [oldest] = known.keys();
  if (known.size > segmentsKept && oldest !== undefined) known.delete(oldest);
  return bytes;
};

type ReadPart = (start: number, end?: number) => Promise<Buffer>;

const partsOfSegment = async (effects: Places, { key, entries }: Segment): Promise<ReadPart> => {
  if (entries <= keptEntries) {
    const bytes = await smallSegment(effects, key);
    return async (start, end) => bytes.subarray(start, end);
  }
  const file = await effects.objects.open(key);
  if (file === undefined) throw new Error(`the places ${key} were merged meanwhile`);
  return (start, end) => readBytes(file.bytes(start, end));
};

/** Reads the blocks near a run's own responses, and the names only if one of them is there. */
const searchSegment = async (effects: Places, own: OwnPlaces, segment: Segment): Promise<MovesBetween[]> => {
  const read = await partsOfSegment(effects, segment);
  const { start, end } = layoutOf(segment.entries);
  const { standing } = own.places;
  const ranges = rangesNear(segment.entries, await read(0, start), standing);
  const blocks = await pMap(ranges, ([from, to]) => read(from, to), { concurrency: readsAtOnce });
  const near = Buffer.concat(blocks);
  if (!hasCommon(standing, near)) return [];
  return movesAgainst(own, readNames(await read(end)), near);
};

const runOf = ({ batchId, runId, uploadedAt }: PlacedRun): PlacedRun => ({ batchId, runId, uploadedAt });

/**
 * Adds the places of a run to those of its source, and finds the responses that other runs have elsewhere. The run is added before
 * the others are read, so that of two at once at least one sees the other. Can be repeated.
 */
export const findMovesAgainstOthers = async (
  effects: Places,
  source: string,
  { run, places }: OwnPlaces,
): Promise<MovesBetween[]> => {
  const own = { run: runOf(run), places };
  const merged = placesOfRun(own.run, places);
  const added = await storeSegment(effects, source, { level: 0, merged });
  const registered = await register(effects, source, added);
  const index = await takeInWaiting(effects, source, registered);
  const others = index.segments.filter(({ key }) => key !== added.key);
  const moves = await pMap(others, (one) => searchSegment(effects, own, one), {
    concurrency: searchesAtOnce,
  });
  await mergeLevels(effects, source, index);
  return moves.flat();
};
