import { outOfRange } from '../../../out-of-range.ts';
import { largest } from '../space/largest.ts';
import { type ClauseSpace, similarityToGroup } from '../space/similarity.ts';

/** Rounds of rebuilding a group around its members. */
const rounds = 2;
/** A group is searched for among the most similar clauses: this share of all, and at least this number. */
const searched = { share: 0.06, fewest: 60 };
const minMembers = 4;

/** Log-likelihood gained by a separate share of the later period for the first clauses. */
const gainOf = (count: number, size: number, share: number): number => {
  const own = count / size;
  if (own <= share) return 0;
  const rest = own === 1 ? 0 : (size - count) * Math.log((1 - own) / (1 - share));
  return count * Math.log(own / share) + rest;
};

/** The ranked clauses whose similarity to the members is at least this share of the members' mean similarity. */
const minSimilarity = 0.5;

const areSimilar = (ranked: Int32Array, similarity: Float32Array, members: readonly number[]): Int32Array => {
  const own =
    members.reduce((sum, member) => sum + (similarity[member] ?? outOfRange(member)), 0) /
    Math.max(1, members.length);
  return ranked.filter((place) => (similarity[place] ?? outOfRange(place)) >= minSimilarity * own);
};

/** The number of ranked clauses in the group: where the later period stands out most. */
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

/** Clauses that mean the same, by place, ascending. */
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

/** How far the later period stands out in a group, in nats. */
export const gainOfGroup = ({ later, earlier }: Gathered, periods: Uint8Array): number => {
  const laterCount = periods.reduce((sum, value) => sum + value, 0);
  return later.length === 0
    ? 0
    : gainOf(later.length, later.length + earlier.length, laterCount / periods.length);
};

/**
 * The clauses of a burst: those most similar to its members, as many as stand out from the earlier period, in two rounds.
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
