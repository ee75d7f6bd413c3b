/** What one respondent contributed: the number of ratings or answers, their sum, and the sum of their squares. */
export type ClusterSums = readonly [n: number, sum: number, squareSum: number];

/**
 * A sample of the respondents of ratings, or of answers, with what each contributed: how alike the answers of one person are decides how
 * certain a figure is. In it are the respondents with the smallest keyed hashes, so that it is a random sample, complete while they are few, and samples
 * add up: whoever is among the smallest of all is among the smallest of each day. Merging is exact, associative and commutative. Ratings of
 * unknown respondents, and the only answer of one, are not in it: each is on its own.
 *
 * Source: Cohen and Kaplan, Proceedings of PODC (2007) 225–234 (bottom-k samples).
 */
export interface ClusterSample {
  /** Ratings or answers of all known respondents, in the sample or not. */
  readonly n: number;
  /** By the hash of the respondent. */
  readonly people: Readonly<Record<string, ClusterSums>>;
}

/** Respondents in a sample. */
export const maxSampled = 32;

/** A sample while it is counted. */
export interface GrowingSample {
  n: number;
  readonly people: Map<string, ClusterSums>;
}

export const startSample = (): GrowingSample => ({ n: 0, people: new Map() });

const smallest = (people: ReadonlyMap<string, ClusterSums>): [string, ClusterSums][] =>
  [...people].sort(([left], [right]) => (left < right ? -1 : 1)).slice(0, maxSampled);

const shrink = ({ people }: GrowingSample): void => {
  const kept = smallest(people);
  people.clear();
  for (const [mark, sums] of kept) people.set(mark, sums);
};

const raise = (sample: GrowingSample, mark: string, [n, sum, squareSum]: ClusterSums): void => {
  const [knownN, knownSum, knownSquares] = sample.people.get(mark) ?? [0, 0, 0];
  sample.people.set(mark, [knownN + n, knownSum + sum, knownSquares + squareSum]);
  if (sample.people.size >= 4 * maxSampled) shrink(sample);
};

/** Six characters for a respondent or a response, evenly spread whatever their ids look like (FNV-1a). */
export const clusterMark = (id: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0).toString(36).padStart(7, '0').slice(1);
};

/** Counts a rating, or the score of an answer, of a respondent. */
export const addToSample = (sample: GrowingSample, mark: string, value: number): void => {
  sample.n += 1;
  raise(sample, mark, [1, value, value * value]);
};

export const mergeSample = (into: GrowingSample, { n, people }: ClusterSample): void => {
  into.n += n;
  for (const [mark, sums] of Object.entries(people)) raise(into, mark, sums);
};

export const finishSample = ({ n, people }: GrowingSample): ClusterSample => ({
  n,
  people: Object.fromEntries(smallest(people)),
});
