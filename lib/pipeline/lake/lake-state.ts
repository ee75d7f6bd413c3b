import { z } from 'zod';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';

/** What is known of the files of a touchpoint: enough to write only what changed, and to find what has a person's responses. */

const knownFile = z.object({
  /** A hash of what the file was made of; absent while it is written, and after it was changed by an erasure. */
  mark: z.string().exactOptional(),
  /** The months of its responses, and `undated`. */
  months: z.array(z.string()),
});
export type KnownFile = Readonly<z.infer<typeof knownFile>>;

const lakeState = z.object({
  /** A hash of what all files were made of; absent unless they were completed. */
  mark: z.string().exactOptional(),
  /** How many erasures have touched the files: each makes another version of the state. */
  erasures: z.int().nonnegative(),
  /** Every file that exists or may exist, by its path. */
  files: z.record(z.string(), knownFile),
});
export type LakeState = Readonly<z.infer<typeof lakeState>>;

type Objects = Pick<ObjectStore, 'readTagged' | 'replace'>;

/** A state with the tag of its version; without one if it was never written. */
export interface TaggedState {
  readonly state: LakeState;
  readonly tag: string | undefined;
}

export const readLakeState = async (
  objects: Pick<Objects, 'readTagged'>,
  touchpoint: string,
): Promise<TaggedState> => {
  const stored = await objects.readTagged(objectKeys.lakeState(touchpoint));
  if (stored === undefined) return { state: { files: {}, erasures: 0 }, tag: undefined };
  return { state: lakeState.parse(JSON.parse(stored.body.toString())), tag: stored.tag };
};

/** Writes a state over the version that it was made from. Undefined if somebody was faster; otherwise its own tag. */
export const replaceLakeState = async (
  objects: Objects,
  touchpoint: string,
  { state, tag }: TaggedState,
): Promise<TaggedState | undefined> => {
  const body = JSON.stringify(state);
  const isWritten = await objects.replace(objectKeys.lakeState(touchpoint), body, { tag, notes: {} });
  if (!isWritten) return undefined;
  const written = await objects.readTagged(objectKeys.lakeState(touchpoint));
  return written?.body.toString() === body ? { state, tag: written.tag } : undefined;
};

const touchpointList = z.array(z.string());

const attempts = 10;

/** The touchpoints that have files or may have, with these among them from now on: files of one that nothing is left of are found by it. */
export const rememberTouchpoints = async (
  objects: Objects,
  current: readonly string[],
): Promise<readonly string[]> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await objects.readTagged(objectKeys.lakeTouchpoints);
    const known = stored === undefined ? [] : touchpointList.parse(JSON.parse(stored.body.toString()));
    const all = [...new Set([...known, ...current])].toSorted();
    if (all.length === known.length) return all;
    const condition = { tag: stored?.tag, notes: {} };
    if (await objects.replace(objectKeys.lakeTouchpoints, JSON.stringify(all), condition)) return all;
  }
  throw new Error('the list of touchpoints changed during each attempt to add to it');
};
