import type { WordVectors } from '../../analysis/word-vectors.ts';
import { type DenseRows, normalizeRows, withoutCommonDirections } from './dense.ts';
import { latentRows } from './latent.ts';
import { meaningsOf } from './meaning.ts';
import { type ClauseSpace, indexRows } from './similarity.ts';
import { type ClauseWords, wordFeatures } from './word-features.ts';

const commonDirections = 3;
const latentDimensions = 100;
/** Meaning weighs as two blocks of word evidence. */
const meaningWeight = 2;

const sideBySide = (blocks: readonly { readonly rows: DenseRows; readonly weight: number }[], size: number): DenseRows => {
  const width = blocks.reduce((sum, { rows }) => sum + rows.width, 0);
  const values = new Float32Array(size * width);
  let offset = 0;
  for (const { rows, weight } of blocks) {
    const scale = Math.sqrt(weight);
    for (let row = 0; row < size; row += 1)
      for (let index = 0; index < rows.width; index += 1)
        values[row * width + offset + index] = scale * (rows.values[row * rows.width + index] as number);
    offset += rows.width;
  }
  return { width, values };
};

/**
 * Places clauses by single words, by neighbouring pairs of them, by which words go together in these clauses, and by what their words mean.
 *
 * @param vectors what words mean; for other languages than English there are none, and the other three blocks decide
 */
export const placeClauses = (clauses: readonly ClauseWords[], vectors: WordVectors): ClauseSpace => {
  const { single, pairs } = wordFeatures(clauses);
  const meanings = withoutCommonDirections(
    meaningsOf(clauses.map(({ written }) => written), vectors),
    commonDirections,
  );
  return {
    size: clauses.length,
    dense: sideBySide(
      [
        { rows: normalizeRows(meanings), weight: meaningWeight },
        { rows: latentRows(pairs, latentDimensions), weight: 1 },
      ],
      clauses.length,
    ),
    sparse: [indexRows(single), indexRows(pairs)],
  };
};
