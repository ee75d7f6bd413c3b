import stored from '../../../models/word-vectors.generated.json' with { type: 'json' };
import { lemmaOf } from './lemma.ts';

/** Words of customers with the directions their meanings point in: near words have near vectors. */
export interface WordVectors {
  /** From frequent to rare in the feedback they were learned from. */
  readonly words: readonly string[];
  readonly dimensions: number;
  /** One row a word, each of length 1. Made on the first call. */
  rows(): Float32Array;
  indexOf(word: string): number | undefined;
}

const normalizeRow = (row: Float32Array): void => {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  for (let index = 0; index < row.length; index += 1) row[index] = (row[index] ?? 0) / length;
};

const readRows = (): Float32Array => {
  const rows = Float32Array.from(new Int8Array(Buffer.from(stored.vectors, 'base64')));
  for (let start = 0; start < rows.length; start += stored.dimensions) {
    normalizeRow(rows.subarray(start, start + stored.dimensions));
  }
  return rows;
};

const read = (): WordVectors => {
  const words = stored.words.split(' ');
  const indexes = new Map(words.map((word, index) => [word, index]));
  let rows: Float32Array | undefined;
  return {
    words,
    dimensions: stored.dimensions,
    rows: () => {
      rows ??= readRows();
      return rows;
    },
    indexOf: (word) => indexes.get(word),
  };
};

let loaded: WordVectors | undefined;

/** The vectors learned from public feedback and general English by `models/train-word-vectors.ts`. Read on first use. */
export const wordVectors = (): WordVectors => {
  loaded ??= read();
  return loaded;
};

/** Whether a word, or its base form, is one that customers write often in English: it is not a slip for another word. */
export const isEnglishWord = ({ indexOf }: WordVectors, word: string): boolean =>
  indexOf(word) !== undefined || indexOf(lemmaOf(word)) !== undefined;
