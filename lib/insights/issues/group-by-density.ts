import { outOfRange } from '../../out-of-range.ts';
import { largest } from './space/largest.ts';
import {
  type ClauseSpace,
  type GroupSum,
  similarityBetween,
  similarityTo,
  similarityToEach,
  similarityToGroup,
  similarityWithin,
  sumGroup,
} from './space/similarity.ts';

/** Clauses around which groups are searched for; more are thinned out evenly in the fixed order. */
const maxLeaders = 400;
/** The nearest clauses whose similarity measures the density around a clause. */
const nearestForDensity = 8;
/**
 * Clauses are similar this many standard deviations above the mean of all pairs, or, if most mention the same few things, above this share
 * of a clause's similarity to itself.
 */
const minSimilarity = { deviations: 3, shareOfSelf: 0.4 };

/** Maximum number of groups: joining compares every pair. */
const maxGroups = 200;
/** Two groups are joined if their similarity to each other is this share of their similarity within. */
const minSimilarityOfOneGroup = 0.75;
/** A clause joins a group if its similarity to the members is this share of theirs to each other. */
const minSimilarityToJoin = 0.75;

interface Leader {
  readonly place: number;
  readonly density: number;
}

interface Similarity {
  readonly leaders: readonly Leader[];
  /** The similarity from which two clauses mean the same. */
  readonly alike: number;
}

const leaderPlaces = (size: number): number[] => {
  const count = Math.min(size, maxLeaders);
  return Array.from({ length: count }, (_, index) => Math.floor((index * size) / count));
};

const surveyLeaders = (space: ClauseSpace): Similarity => {
  let [count, sum, squares, self] = [0, 0, 0, 0];
  const leaders: Leader[] = [];
  similarityToEach(space, leaderPlaces(space.size), (place, similarity) => {
    for (let other = 0; other < space.size; other += 1) {
      if (other === place) continue;
      const value = similarity[other] ?? outOfRange(other);
      sum += value;
      squares += value * value;
    }
    self += similarity[place] ?? outOfRange(place);
    count += space.size - 1;
    const nearest = largest(similarity, nearestForDensity, place);
    const total = nearest.reduce((soFar, other) => soFar + (similarity[other] ?? outOfRange(other)), 0);
    leaders.push({ place, density: total / Math.max(1, nearest.length) });
  });
  const mean = sum / Math.max(1, count);
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean));
  const enough = (minSimilarity.shareOfSelf * self) / Math.max(1, leaders.length);
  return { leaders, alike: Math.min(mean + minSimilarity.deviations * deviation, enough) };
};

const placesFrom = (similarity: Float32Array, least: number, taken: Uint8Array): number[] => {
  const places: number[] = [];
  similarity.forEach((value, place) => {
    if (value >= least && taken[place] === 0) places.push(place);
  });
  return places;
};

/** The groups around leaders, the densest first; their members are marked as taken. */
const gatherAroundLeaders = (space: ClauseSpace, taken: Uint8Array, fewest: number): number[][] => {
  const { leaders, alike } = surveyLeaders(space);
  const groups: number[][] = [];
  const densestFirst = leaders.toSorted(
    (left, right) => right.density - left.density || left.place - right.place,
  );
  for (const { place, density } of densestFirst) {
    if (groups.length >= maxGroups || density < alike) break;
    if (taken[place] === 1) continue;
    const near = placesFrom(similarityTo(space, place), alike, taken);
    const members = near.length < fewest ? [] : placesFrom(similarityToGroup(space, near), alike, taken);
    if (members.length < fewest) continue;
    groups.push(members);
    for (const member of members) taken[member] = 1;
  }
  return groups;
};

interface Group extends GroupSum {
  /** Mean similarity of its members to each other. */
  readonly within: number;
}

const groupOf = (space: ClauseSpace, members: readonly number[]): Group => {
  const sum = sumGroup(
    space,
    members.toSorted((left, right) => left - right),
  );
  return { ...sum, within: similarityWithin(sum) };
};

/** The first two groups to join, by their similarity relative to that of their members; undefined without any. */
const closestPair = (
  similarity: readonly (readonly number[])[],
  groups: readonly Group[],
): [number, number] | undefined => {
  let most = minSimilarityOfOneGroup;
  let pair: [number, number] | undefined;
  similarity.forEach((row, left) => {
    row.forEach((value, right) => {
      const own = Math.sqrt((groups[left]?.within ?? 0) * (groups[right]?.within ?? 0));
      if (own > 0 && value / own > most) [most, pair] = [value / own, [left, right]];
    });
  });
  return pair;
};

/** Joins groups that are nearly as similar to each other as within, the most similar first (average linkage). */
const joinGroups = (space: ClauseSpace, gathered: readonly (readonly number[])[]): Group[] => {
  const groups = gathered.map((members) => groupOf(space, members));
  const similarityToBefore = (place: number): number[] =>
    groups.slice(0, place).map((group) => similarityBetween(groups[place] ?? outOfRange(place), group));
  let similarity = groups.map((_, place) => similarityToBefore(place));
  for (
    let pair = closestPair(similarity, groups);
    pair !== undefined;
    pair = closestPair(similarity, groups)
  ) {
    const [later, earlier] = pair;
    const [joined] = groups.splice(later, 1);
    const both = groupOf(space, [...(groups[earlier]?.members ?? []), ...(joined?.members ?? [])]);
    groups[earlier] = both;
    similarity = similarity.toSpliced(later, 1).map((row) => row.toSpliced(later, 1));
    similarity[earlier] = similarityToBefore(earlier);
    for (const [place, row] of similarity.entries())
      if (place > earlier) row[earlier] = similarityBetween(groups[place] ?? outOfRange(place), both);
  }
  return groups;
};

/** Clauses outside all groups join the most similar group, if they are nearly as similar to it as its members. */
const withStragglers = (space: ClauseSpace, groups: readonly Group[], taken: Uint8Array): number[][] => {
  const most = new Float32Array(space.size);
  const home = new Int32Array(space.size).fill(-1);
  groups.forEach(({ members, within }, index) => {
    similarityToGroup(space, members).forEach((value, place) => {
      const closeness = value / (within || 1);
      if (
        taken[place] === 1 ||
        closeness < minSimilarityToJoin ||
        closeness <= (most[place] ?? outOfRange(place))
      )
        return;
      most[place] = closeness;
      home[place] = index;
    });
  });
  const joined = groups.map(({ members }) => [...members]);
  home.forEach((index, place) => {
    if (index < 0) return;
    joined[index]?.push(place);
    taken[place] = 1;
  });
  return joined.map((members) => members.sort((left, right) => left - right));
};

/**
 * Groups clauses that mean the same, the largest first. A leader in a dense region takes what is similar enough; groups that are nearly as
 * similar to each other as within are joined; then each remaining clause joins the group it is similar to, if any. No clause is in two
 * groups, and most clauses of a diverse collection are in none. Periods are not used, so that a group's shares in two of them can be
 * compared by an exact test.
 *
 * @param taken 1 for clauses that are in a group already; those that join one are marked
 */
export const groupByDensity = (space: ClauseSpace, taken: Uint8Array, fewest: number): number[][] => {
  if (space.size < fewest) return [];
  const groups = joinGroups(space, gatherAroundLeaders(space, taken, fewest));
  return withStragglers(space, groups, taken).sort(
    (left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0),
  );
};
