import type { ClauseSpace } from '../space/similarity.ts';
import { gatherBurst } from './gather.ts';
import { type Burst, type ScanOptions, scanForBursts } from './scan.ts';

/** Clauses of the later period that say one thing, which was said less or not at all before. */
export interface Story {
  /** Places in the space, ascending: those of the later period, and those of the earlier one that say the same. */
  readonly members: readonly number[];
  readonly earlier: readonly number[];
  /** The chance, 0..1, of any such story where nothing is new. */
  readonly familyP: number;
}

/** A burst tells nothing of its own where more than this share of its nearest clauses are in a story before it. */
const toldBefore = 0.5;
const nearestCompared = 16;

const isTold = ({ centre, around }: Burst, later: Uint8Array, told: ReadonlySet<number>): boolean => {
  const near = around.subarray(0, nearestCompared).filter((place) => later[place] === 1);
  const known = near.filter((place) => told.has(place));
  return told.has(centre) || near.length === 0 || known.length > toldBefore * near.length;
};

const coreOf = ({ centre, around, size }: Burst, later: Uint8Array): number[] => [
  centre,
  ...around.subarray(0, size).filter((place) => later[place] === 1),
];

/** The story of a burst, without the clauses of stories before it. */
const storyOf = (space: ClauseSpace, later: Uint8Array, burst: Burst, told: ReadonlySet<number>): Story => {
  const gathered = gatherBurst(space, later, coreOf(burst, later));
  const isOpen = (place: number): boolean => !told.has(place);
  return {
    members: gathered.later.filter(isOpen),
    earlier: gathered.earlier.filter(isOpen),
    familyP: burst.familyP,
  };
};

/**
 * What began or rose between two periods, the surest first; two stories share no clause.
 *
 * @param later 1 for every clause of the later period, 0 for those of the earlier one
 */
export const findStories = (
  space: ClauseSpace,
  later: Uint8Array,
  options: ScanOptions & { readonly limit: number },
): Story[] => {
  const told = new Set<number>();
  const stories: Story[] = [];
  for (const burst of scanForBursts(space, later, options)) {
    if (stories.length >= options.limit) break;
    if (isTold(burst, later, told)) continue;
    const story = storyOf(space, later, burst, told);
    for (const place of [burst.centre, ...story.members, ...story.earlier]) told.add(place);
    if (story.members.length > 0) stories.push(story);
  }
  return stories;
};
