import type { WordVectors } from '../words/word-vectors.ts';

/** A word that no seed has and that is near to the seeds of one theme. */
export interface RelatedWord {
  readonly word: string;
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  /** Cosine of the angle to the theme's nearest seeds, up to 1. */
  readonly nearness: number;
}

/** How near a word must be to join: less near to a theme of few seeds, which leaves much unsaid, than to one of many. */
const nearnessOfFew = { seeds: 15, nearness: 0.58 };
const nearnessOfMany = { seeds: 60, nearness: 0.7 };
/** A word must be nearer to its theme than to any other by this much. */
const margin = 0.06;
/** The most frequent words mean too many things to join a theme. */
const skippedWords = 200;

const nearnessToJoin = (seeds: number): number => {
  const share = (seeds - nearnessOfFew.seeds) / (nearnessOfMany.seeds - nearnessOfFew.seeds);
  const step = nearnessOfMany.nearness - nearnessOfFew.nearness;
  return nearnessOfFew.nearness + step * Math.min(1, Math.max(0, share));
};

const cosine = (vectors: WordVectors, a: number, b: number): number => {
  const { dimensions } = vectors;
  const rows = vectors.rows();
  let sum = 0;
  const [startA, startB] = [a * dimensions, b * dimensions];
  for (let index = 0; index < dimensions; index += 1) {
    sum += (rows[startA + index] ?? 0) * (rows[startB + index] ?? 0);
  }
  return sum;
};

/** The mean of the two nearest seeds: one alone may be near by chance. Of a single seed its own. */
const nearnessTo = (vectors: WordVectors, word: number, seeds: readonly number[]): number => {
  let [first, second] = [-1, -1];
  for (const seed of seeds) {
    const value = cosine(vectors, word, seed);
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  return seeds.length < 2 ? first : (first + second) / 2;
};

/**
 * Words of customers that the seeds imply: "food" and "dessert" bring "tiramisu". Each joins the one theme it is nearest
 * to, or none. Decided from the taxonomy alone, once, before any comment is read.
 *
 * @param seedWords The one-word seeds of each theme, in the taxonomy's order.
 */
export const relatedWords = (
  seedWords: readonly (readonly string[])[],
  vectors: WordVectors,
): RelatedWord[] => {
  const seeds = seedWords.map((words) => words.flatMap((word) => vectors.indexOf(word) ?? []));
  const limits = seeds.map(({ length }) => nearnessToJoin(length));
  const taken = new Set(seedWords.flat());
  return vectors.words.flatMap((word, index): RelatedWord[] => {
    if (index < skippedWords || taken.has(word)) return [];
    const [best, second] = seeds
      .map((indexes, theme) => ({ word, theme, nearness: nearnessTo(vectors, index, indexes) }))
      .sort((a, b) => b.nearness - a.nearness);
    if (best === undefined || best.nearness < (limits[best.theme] ?? 1)) return [];
    return best.nearness - (second?.nearness ?? -1) < margin ? [] : [best];
  });
};
