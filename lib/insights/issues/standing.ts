import { type ClauseSpace, largest, likenessTo, likenessToGroup } from './similarity.ts';

export interface StandingOptions {
  /** A group has at least so many clauses. */
  readonly fewest: number;
  /** Groups given at most, the densest first. */
  readonly limit: number;
}

/** Clauses around which groups are looked for; more are thinned out evenly in the fixed order. */
const mostLeaders = 1_200;
/** How close together the nearest are says how dense it is around a clause. */
const nearestForDensity = 8;
/** Alike are clauses this many standard deviations above the mean of all pairs. */
const alikeFrom = 4;

interface Leader {
  readonly place: number;
  readonly density: number;
}

interface Likeness {
  readonly leaders: readonly Leader[];
  /** From which likeness on two clauses say the same. */
  readonly alike: number;
}

const leaderPlaces = (size: number): number[] => {
  const count = Math.min(size, mostLeaders);
  return Array.from({ length: count }, (_, index) => Math.floor((index * size) / count));
};

const surveyLeaders = (space: ClauseSpace): Likeness => {
  const likeness = new Float32Array(space.size);
  let [count, sum, squares] = [0, 0, 0];
  const leaders = leaderPlaces(space.size).map((place): Leader => {
    likenessTo(space, place, likeness);
    for (let other = 0; other < space.size; other += 1) {
      if (other === place) continue;
      const value = likeness[other] as number;
      count += 1;
      sum += value;
      squares += value * value;
    }
    const nearest = largest(likeness, nearestForDensity, place);
    const total = nearest.reduce((soFar, other) => soFar + (likeness[other] as number), 0);
    return { place, density: total / Math.max(1, nearest.length) };
  });
  const mean = sum / Math.max(1, count);
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean));
  return { leaders, alike: mean + alikeFrom * deviation };
};

const placesFrom = (likeness: Float32Array, least: number, taken: Uint8Array): number[] => {
  const places: number[] = [];
  likeness.forEach((value, place) => {
    if (value >= least && taken[place] === 0) places.push(place);
  });
  return places;
};

/**
 * Groups clauses that say the same, the densest first. A leader takes what is alike enough to it; the group then takes what is alike
 * enough to its members on average. No clause is in two groups, most of a loose collection are in none. Periods play no part, so that
 * a group's shares in two of them can be compared by an exact test.
 *
 * @param taken 1 for clauses that are in a group already; those that join one are marked
 */
export const groupByDensity = (space: ClauseSpace, taken: Uint8Array, { fewest, limit }: StandingOptions): number[][] => {
  if (space.size < fewest) return [];
  const { leaders, alike } = surveyLeaders(space);
  const groups: number[][] = [];
  const densestFirst = leaders.toSorted((left, right) => right.density - left.density || left.place - right.place);
  for (const { place, density } of densestFirst) {
    if (groups.length >= limit || density < alike) break;
    if (taken[place] === 1) continue;
    const near = placesFrom(likenessTo(space, place), alike, taken);
    if (near.length < fewest) continue;
    const members = placesFrom(likenessToGroup(space, near), alike, taken);
    if (members.length < fewest) continue;
    groups.push(members);
    for (const member of members) taken[member] = 1;
  }
  return groups;
};
