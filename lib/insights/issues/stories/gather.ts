import { outOfRange } from '../../../out-of-range.ts';
import { largest } from '../space/largest.ts';
import { type ClauseSpace, similarityToGroup } from '../space/similarity.ts';

/** Rounds in which a group is gathered again around its members. */
const rounds = 2;
/** A group is looked for among so many of the clauses most like it: this share of all, and at least so many. */
const searched = { share: 0.06, fewest: 60 };
const minMembers = 4;

/** Log-likelihood gained by giving the first clauses a share of the later period of their own. */
const gainOf = (count: number, size: number, share: number): number => {
  const own = count / size;
  if (own <= share) return 0;
  const rest = own === 1 ? 0 : (size - count) * Math.log((1 - own) / (1 - share));
  return count * Math.log(own / share) + rest;
};

/** Those of the ranked clauses that are at least so much like the members as this share of what the members are on average. */
const minSimilarity = 0.5;

const areSimilar = (ranked: Int32Array, similarity: Float32Array, members: readonly number[]): Int32Array => {
  const own =
    members.reduce((sum, member) => sum + (similarity[member] ?? outOfRange(member)), 0) /
    Math.max(1, members.length);
  return ranked.filter((place) => (similarity[place] ?? outOfRange(place)) >= minSimilarity * own);
};

/** How many of the ranked clauses make up the group: where the later period stands out most. */
const cut = (ranked: Int32Array, later: Uint8Array, share: number): number => {
  let [best, bestSize, count] = [0, 0, 0];
  for (let size = 1; size <= ranked.length; size += 1) {
    const place = ranked[size - 1] ?? outOfRange(size - 1);
    count += later[place] ?? outOfRange(place);
    const gain = gainOf(count, size, share);
    if (gain > best) [best, bestSize] = [gain, size];
  }
  return bestSize;
};

/** Clauses that say one thing, by place, ascending. */
export interface Gathered {
  readonly later: readonly number[];
  readonly earlier: readonly number[];
}

export const partByPeriod = (places: Iterable<number>, later: Uint8Array): Gathered => {
  const ascending = [...places].sort((left, right) => left - right);
  return {
    later: ascending.filter((place) => later[place] === 1),
    earlier: ascending.filter((place) => later[place] === 0),
  };
};

/** How clearly the later period stands out in a group, in nats. */
export const gainOfGroup = ({ later, earlier }: Gathered, periods: Uint8Array): number => {
  const laterCount = periods.reduce((sum, value) => sum + value, 0);
  return later.length === 0
    ? 0
    : gainOf(later.length, later.length + earlier.length, laterCount / periods.length);
};

/**
 * The clauses that a burst consists of: those most like its members on average, as many as stand out from the earlier period,
 * twice over.
 *
 * @param members places of the later period
 */
export const gatherBurst = (space: ClauseSpace, later: Uint8Array, members: readonly number[]): Gathered => {
  const laterCount = later.reduce((sum, value) => sum + value, 0);
  const count = Math.min(space.size, Math.max(searched.fewest, Math.round(space.size * searched.share)));
  let gathered = partByPeriod(members, later);
  for (let round = 0; round < rounds; round += 1) {
    const similarity = similarityToGroup(space, gathered.later);
    const ranked = areSimilar(largest(similarity, count), similarity, gathered.later);
    const next = partByPeriod(ranked.subarray(0, cut(ranked, later, laterCount / space.size)), later);
    if (next.later.length < minMembers) break;
    gathered = next;
  }
  return gathered;
};
