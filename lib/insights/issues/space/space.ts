import type { WordVectors } from '../../../analysis/words/word-vectors.ts';
import { floatAt } from '../../../elements.ts';
import { type DenseRows, normalizeRows, withoutCommonDirections } from './dense.ts';
import { latentRows } from './latent.ts';
import { meaningsByRarity, meaningsOf } from './meaning.ts';
import { type ClauseSpace, indexRows } from './similarity.ts';
import { type ClauseWords, wordFeatures } from './word-features.ts';

/** Directions that all clauses share, removed from each block. */
const sharedDirections = { learned: 1, customers: 3 };
const latentDimensions = 100;
/** Relative to single words and pairs, which weigh 1 each. Chosen on intents that were not held out: docs/adr/0037. */
const weights = { learned: 3, customers: 1, latent: 1.5 };

const sideBySide = (
  blocks: readonly { readonly rows: DenseRows; readonly weight: number }[],
  size: number,
): DenseRows => {
  const width = blocks.reduce((sum, { rows }) => sum + rows.width, 0);
  const values = new Float32Array(size * width);
  let offset = 0;
  for (const { rows, weight } of blocks) {
    const scale = Math.sqrt(weight);
    for (let row = 0; row < size; row += 1)
      for (let index = 0; index < rows.width; index += 1)
        values[row * width + offset + index] = scale * floatAt(rows.values, row * rows.width + index);
    offset += rows.width;
  }
  return { width, values };
};

/** Word vectors: as trained for issues, and as learned from the text of customers. */
export interface Meanings {
  readonly learned: WordVectors;
  readonly customers: WordVectors;
}

const withoutShared = (rows: DenseRows, directions: number): DenseRows =>
  normalizeRows(withoutCommonDirections(rows, directions));

/**
 * Places clauses by single words, by neighbouring pairs of words, by co-occurrence in these clauses, and by word vectors. For a language
 * without word vectors only the first three are used.
 */
export const placeClauses = (
  clauses: readonly ClauseWords[],
  { learned, customers }: Meanings,
): ClauseSpace => {
  const { single, pairs } = wordFeatures(clauses);
  const written = clauses.map((words) => words.written);
  const dense = [
    { rows: withoutShared(meaningsOf(written, learned), sharedDirections.learned), weight: weights.learned },
    {
      rows: withoutShared(meaningsByRarity(written, customers), sharedDirections.customers),
      weight: weights.customers,
    },
    { rows: latentRows(pairs, latentDimensions), weight: weights.latent },
  ];
  return {
    size: clauses.length,
    dense: sideBySide(dense, clauses.length),
    sparse: [indexRows(single), indexRows(pairs)],
  };
};
