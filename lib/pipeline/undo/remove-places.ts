import { entriesIn, withoutResponses } from '../../feedback/response/identity/merged-places.ts';
import { placeHashOf } from '../../feedback/response/identity/places.ts';
import { objectKeys } from '../../store/keys.ts';
import { writeEach } from '../../write-each.ts';
import {
  changeIndex,
  type Places,
  readIndex,
  readSegment,
  readsAtOnce,
  type Segment,
  storeSegment,
} from './places-index.ts';

/** Removes some responses from a segment; returns the segment that takes its place, and how many were removed. */
const withoutIn = async (
  effects: Places,
  source: string,
  { segment: one, hashes }: { readonly segment: Segment; readonly hashes: ReadonlySet<string> },
): Promise<{ readonly kept: Segment; readonly removed: number }> => {
  const merged = await readSegment(effects, one);
  const without = withoutResponses(merged, hashes);
  const removed = entriesIn(merged) - entriesIn(without);
  if (removed === 0) return { kept: one, removed };
  return { kept: await storeSegment(effects, source, { level: one.level, merged: without }), removed };
};

/** Finds the places of some responses among those of a source; with `apply`, removes them and what merges have left over. */
export const searchMergedPlaces = async (
  effects: Places,
  source: string,
  { responseIds, apply }: { readonly responseIds: ReadonlySet<string>; readonly apply: boolean },
): Promise<number> => {
  const hashes = new Set([...responseIds].map(placeHashOf));
  if (hashes.size === 0 || (await effects.objects.open(objectKeys.placesIndex(source))) === undefined)
    return 0;
  let found = 0;
  let gone: readonly string[] = [];
  if (!apply) {
    for (const one of (await readIndex(effects, source)).index.segments) {
      const merged = await readSegment(effects, one);
      found += entriesIn(merged) - entriesIn(withoutResponses(merged, hashes));
    }
    return found;
  }
  await changeIndex(effects, source, async (now) => {
    found = 0;
    const segments: Segment[] = [];
    for (const one of now.segments) {
      const { kept, removed } = await withoutIn(effects, source, { segment: one, hashes });
      segments.push(kept);
      found += removed;
    }
    const standing = new Set(segments.map(({ key }) => key));
    gone = [...now.retired, ...now.segments.map(({ key }) => key)].filter((key) => !standing.has(key));
    return { ...now, segments, retired: [] };
  });
  await writeEach(gone, (key) => effects.objects.remove(key), { concurrency: readsAtOnce });
  return found;
};
