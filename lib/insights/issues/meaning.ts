import type { WordVectors } from '../../analysis/word-vectors.ts';
import { type DenseRows, normalizeRows, rowOf } from './dense.ts';

/** How much a word weighs that makes up this share of all words: half. Rarer ones weigh up to twice as much. */
const halfWeightShare = 0.003;

const rowFor = (vectors: WordVectors, word: string): number | undefined =>
  vectors.indexOf(word) ?? vectors.indexOf(word.split("'")[0] ?? word);

const countWords = (documents: readonly (readonly string[])[]): { total: number; counts: Map<string, number> } => {
  const counts = new Map<string, number>();
  let total = 0;
  for (const document of documents)
    for (const word of new Set(document)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total += 1;
    }
  return { total, counts };
};

const addScaled = (into: Float32Array, row: Float32Array, weight: number): void => {
  for (let index = 0; index < into.length; index += 1)
    into[index] = (into[index] as number) + weight * (row[index] as number);
};

/**
 * What each clause means: the mean of its words' vectors, weighted by rarity among these clauses, of length 1. A clause
 * without a known word is a row of zeros. Smooth inverse frequency: Arora, Liang and Ma, ICLR 2017, equation 4.
 *
 * @param documents the words of every clause as written, in lower case
 */
export const meaningsOf = (documents: readonly (readonly string[])[], vectors: WordVectors): DenseRows => {
  const { total, counts } = countWords(documents);
  const table = { width: vectors.dimensions, values: vectors.rows() };
  const rows = { width: table.width, values: new Float32Array(documents.length * table.width) };
  documents.forEach((document, index) => {
    for (const word of new Set(document)) {
      const known = rowFor(vectors, word);
      if (known === undefined) continue;
      const share = (counts.get(word) ?? 0) / total;
      addScaled(rowOf(rows, index), rowOf(table, known), halfWeightShare / (halfWeightShare + share));
    }
  });
  return normalizeRows(rows);
};
