import { lemmaOf } from './lemma.ts';
import stored from './word-vectors.generated.json' with { type: 'json' };

/** Words of customers with the directions their meanings point in: near words have near vectors. */
export interface WordVectors {
  /** From frequent to rare in the feedback they were learned from. */
  readonly words: readonly string[];
  readonly dimensions: number;
  /** One row a word, each of length 1. */
  readonly rows: Float32Array;
  indexOf(word: string): number | undefined;
}

const normalize = (rows: Float32Array, dimensions: number): Float32Array => {
  for (let start = 0; start < rows.length; start += dimensions) {
    const row = rows.subarray(start, start + dimensions);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) || 1;
    row.forEach((value, index) => {
      row[index] = value / length;
    });
  }
  return rows;
};

const read = (): WordVectors => {
  const words = stored.words.split(' ');
  const bytes = new Int8Array(Buffer.from(stored.vectors, 'base64'));
  const indexes = new Map(words.map((word, index) => [word, index]));
  return {
    words,
    dimensions: stored.dimensions,
    rows: normalize(Float32Array.from(bytes), stored.dimensions),
    indexOf: (word) => indexes.get(word),
  };
};

let loaded: WordVectors | undefined;

/** The vectors learned from public feedback and general English by `models/train-word-vectors.ts`. Read on first use. */
export const wordVectors = (): WordVectors => {
  loaded ??= read();
  return loaded;
};

/** Whether a word, or its base form, is one that customers write often: it is no slip for another word. */
export const isSpeltRight = ({ indexOf }: WordVectors, word: string): boolean =>
  indexOf(word) !== undefined || indexOf(lemmaOf(word)) !== undefined;
