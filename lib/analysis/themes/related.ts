import type { WordVectors } from './word-vectors.ts';

/** A word that no seed has and that is near to the seeds of one theme. */
export interface RelatedWord {
  readonly word: string;
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  /** Cosine of the angle to the theme's nearest seeds, up to 1. */
  readonly nearness: number;
}

export interface RelatedLimits {
  /** A word joins a theme from this nearness on. */
  readonly nearness: number;
  /** It must be nearer to its theme than to any other by this much. */
  readonly margin: number;
  /** The most frequent words mean too many things to join one. */
  readonly skippedWords: number;
}

export const limits: RelatedLimits = {
  nearness: Number(process.env['NEAR'] ?? 0.58),
  margin: Number(process.env['MARGIN'] ?? 0.06),
  skippedWords: Number(process.env['SKIP'] ?? 200),
};

const cosine = ({ rows, dimensions }: WordVectors, a: number, b: number): number => {
  let sum = 0;
  const [startA, startB] = [a * dimensions, b * dimensions];
  for (let index = 0; index < dimensions; index += 1) {
    sum += (rows[startA + index] ?? 0) * (rows[startB + index] ?? 0);
  }
  return sum;
};

/** The mean of the two nearest seeds: one seed alone may be near by chance. A single seed stands for itself. */
const nearnessTo = (vectors: WordVectors, word: number, seeds: readonly number[]): number => {
  let [first, second] = [-1, -1];
  for (const seed of seeds) {
    const value = cosine(vectors, word, seed);
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  const W = Number(process.env['W2'] ?? 0.5);
  return seeds.length < 2 ? first : first * (1 - W) + second * W;
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
  { nearness, margin, skippedWords }: RelatedLimits = limits,
): RelatedWord[] => {
  const seeds = seedWords.map((words) => words.flatMap((word) => vectors.indexOf(word) ?? []));
  const taken = new Set(seedWords.flat());
  return vectors.words.flatMap((word, index): RelatedWord[] => {
    if (index < skippedWords || taken.has(word)) return [];
    const near = seeds
      .map((indexes, theme) => ({ word, theme, nearness: nearnessTo(vectors, index, indexes) }))
      .sort((a, b) => b.nearness - a.nearness);
    const [best, second] = near;
    if (best === undefined || best.nearness < nearness) return [];
    return best.nearness - (second?.nearness ?? -1) < margin ? [] : [best];
  });
};
