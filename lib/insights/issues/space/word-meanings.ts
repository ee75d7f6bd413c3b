import { readFileSync } from 'node:fs';
import type { WordVectors } from '../../../analysis/words/word-vectors.ts';
import { assetPath } from '../../../assets.ts';
import { VerbatimError } from '../../../errors.ts';

/** Word vectors; the length of a vector is the weight of the word. */
export type WordMeanings = WordVectors;

/** Words, one signed byte for every dimension of each, and the step size of each word. */
export interface StoredMeanings {
  readonly words: readonly string[];
  readonly dimensions: number;
  readonly bytes: Int8Array;
  readonly steps: Float32Array;
}

const magic = 'VBWORD01';
const shippedMeanings = 'models/issue-words.bin';
const headerBytes = 20;
const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** One file: magic, three numbers (words, dimensions, bytes of the list of words), steps, rows, list. Little endian. */
export const encodeMeanings = ({ words, dimensions, bytes, steps }: StoredMeanings): Uint8Array => {
  const list = new TextEncoder().encode(words.join(' '));
  return Buffer.concat([
    new TextEncoder().encode(magic),
    bytesOf(Uint32Array.of(words.length, dimensions, list.length)),
    bytesOf(steps),
    bytesOf(bytes),
    list,
  ]);
};

/** Reads what `encodeMeanings` wrote; anything else throws `file-corrupt`. */
export const decodeMeanings = (file: Uint8Array): WordMeanings => {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found = file.length < headerBytes ? '' : new TextDecoder().decode(file.subarray(0, magic.length));
  const [count, dimensions, listBytes] =
    found === magic ? [8, 12, 16].map((at) => view.getUint32(at, true)) : [];
  if (
    count === undefined ||
    dimensions === undefined ||
    listBytes === undefined ||
    file.length !== headerBytes + count * (4 + dimensions) + listBytes
  )
    throw new VerbatimError('file-corrupt', 'the meanings of words cannot be read', {
      expected: `a file that begins with ${magic} and is as long as it says`,
      got: `${file.length} bytes that begin with ${JSON.stringify(found)}`,
    });
  const rowsAt = headerBytes + 4 * count;
  const listAt = rowsAt + count * dimensions;
  const words = new TextDecoder().decode(file.subarray(listAt)).split(' ');
  const indexes = new Map(words.map((word, index) => [word, index]));
  const rows = new Float32Array(count * dimensions);
  for (let index = 0; index < rows.length; index += 1)
    rows[index] =
      view.getInt8(rowsAt + index) * view.getFloat32(headerBytes + 4 * Math.floor(index / dimensions), true);
  return { words, dimensions, rows: () => rows, indexOf: (word) => indexes.get(word) };
};

let loaded: WordMeanings | undefined;

/** The vectors made by `models/train-issue-words.ts` from public feedback and general English. Read on first use. */
export const wordMeanings = (): WordMeanings => {
  loaded ??= decodeMeanings(readFileSync(assetPath(shippedMeanings)));
  return loaded;
};
