import type { WordVectors } from '../../../analysis/words/word-vectors.ts';
import { floatAt } from '../../../elements.ts';
import { type DenseRows, normalizeRows, rowOf } from './dense.ts';

/** A word that makes up this share of all words weighs half. Rarer ones weigh up to twice as much. */
const halfWeightShare = 0.003;

const rowFor = (vectors: WordVectors, word: string): number | undefined =>
  vectors.indexOf(word) ?? vectors.indexOf(word.split("'")[0] ?? word);

const countWords = (
  documents: readonly (readonly string[])[],
): { total: number; counts: Map<string, number> } => {
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
    into[index] = floatAt(into, index) + weight * floatAt(row, index);
};

const sumWords = (
  documents: readonly (readonly string[])[],
  vectors: WordVectors,
  weightOf: (word: string) => number,
): DenseRows => {
  const table = { width: vectors.dimensions, values: vectors.rows() };
  const rows = { width: table.width, values: new Float32Array(documents.length * table.width) };
  documents.forEach((document, index) => {
    for (const word of new Set(document)) {
      const known = rowFor(vectors, word);
      if (known !== undefined) addScaled(rowOf(rows, index), rowOf(table, known), weightOf(word));
    }
  });
  return normalizeRows(rows);
};

/**
 * The meaning of each clause: the sum of its words' vectors, of length 1, each weighted by the length of its vector. A clause without a
 * known word is a row of zeros. The result of a clause does not depend on the others.
 *
 * @param documents the words of every clause as written, in lower case
 */
export const meaningsOf = (documents: readonly (readonly string[])[], vectors: WordVectors): DenseRows =>
  sumWords(documents, vectors, () => 1);

/**
 * The same with words weighted by rarity among these clauses: smooth inverse frequency (Arora, Liang and Ma, ICLR 2017, equation 4).
 */
export const meaningsByRarity = (
  documents: readonly (readonly string[])[],
  vectors: WordVectors,
): DenseRows => {
  const { total, counts } = countWords(documents);
  return sumWords(documents, vectors, (word) => {
    const share = (counts.get(word) ?? 0) / total;
    return halfWeightShare / (halfWeightShare + share);
  });
};
