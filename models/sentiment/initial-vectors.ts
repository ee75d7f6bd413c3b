import { doubleAt, floatAt } from '../../lib/elements.ts';
import type { Valences } from './lexicons.ts';
import { normal, type Random } from './random.ts';
import type { WordVectors } from './word-vectors.ts';
import { mainDirections } from './word-vectors.ts';

/** Of a word vector, these come from word lists: AFINN, VADER, and the strength of both. */
const lexiconDimensions = 3;
const pretrainedLength = 2;
const unknownDeviation = 0.05;

/** The words' first vectors, `words × dimensions`: reduced pretrained vectors with what word lists say. */
export const initialVectors = (
  words: Uint32Array,
  dimensions: number,
  pretrained: WordVectors,
  lexicons: ReadonlyMap<number, Valences>,
  random: Random,
): Float32Array => {
  const reduced = dimensions - lexiconDimensions;
  const directions = mainDirections(pretrained, reduced);
  const vectors = new Float32Array(words.length * dimensions);

  const fillPretrained = (at: number, row: number): void => {
    const from = row * pretrained.dimensions;
    for (let index = 0; index < reduced; index += 1) {
      let sum = 0;
      for (let column = 0; column < pretrained.dimensions; column += 1)
        sum +=
          floatAt(pretrained.rows, from + column) *
          doubleAt(directions.values, index * pretrained.dimensions + column);
      vectors[at + index] = sum * pretrainedLength;
    }
  };
  const fillUnknown = (at: number): void => {
    for (let index = 0; index < reduced; index += 1) vectors[at + index] = unknownDeviation * normal(random);
  };

  words.forEach((hash, id) => {
    const at = id * dimensions;
    const row = pretrained.rowOf.get(hash);
    if (row === undefined) fillUnknown(at);
    else fillPretrained(at, row);
    const [afinn, vader] = lexicons.get(hash) ?? [0, 0];
    vectors.set([afinn, vader, Math.abs(afinn) + Math.abs(vader)], at + reduced);
  });
  return vectors;
};
