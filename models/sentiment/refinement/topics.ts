import { z } from 'zod';
import { hashOf } from '../../../lib/analysis/words/word-hash.ts';
import { floatAt } from '../../../lib/elements.ts';
import { lexicon, wordSet } from '../../../lib/lexicon.ts';
import type { NgramModel } from '../train-ngrams.ts';

/** Words that say what a text is about, or when, and not how it was. */
const { topics } = lexicon('training/topics', z.strictObject({ topics: wordSet }))();

const hashes: ReadonlySet<number> = new Set([...topics].map((word) => hashOf(word)));

/**
 * The weights of n-grams, with both sides of every topic's own weight at their mean. Corpora of complaints name "payment" more often than
 * those of praise do; the word says nothing of how the payment was. Pairs and triples ("no payment") keep theirs.
 */
export const withoutSidesOfTopics = ({ keys, weights }: NgramModel): Float32Array => {
  const neutral = Float32Array.from(weights);
  for (const [position, key] of keys.entries()) {
    if (!hashes.has(key)) continue;
    const at = 2 * position;
    neutral.fill((floatAt(weights, at) + floatAt(weights, at + 1)) / 2, at, at + 2);
  }
  return neutral;
};
