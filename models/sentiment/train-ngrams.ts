import {
  markedPosition,
  ngramScale,
  pairAt,
  turnedShare,
} from '../../lib/analysis/sentiment/model/ngrams.ts';
import { createHashTable, findKey, type HashTable } from '../../lib/analysis/sentiment/tokens/hash-table.ts';
import { doubleAt, floatAt, intAt } from '../../lib/elements.ts';
import { outOfRange } from '../../lib/out-of-range.ts';
import { createPriors, lossSlope } from './loss.ts';
import { type Random, shuffle } from './random.ts';
import type { Example } from './training-set.ts';

/** Weights by n-gram: `[negative, positive]`. */
export interface NgramModel {
  readonly keys: Uint32Array;
  readonly weights: Float32Array;
}

export interface NgramOptions {
  readonly epochs: number;
  readonly rate: number;
  /** N-grams that occur less often are not learned. */
  readonly minCount: number;
}

const sketchBits = 24;

const frequentKeys = (examples: readonly Example[], minCount: number): Uint32Array => {
  const sketch = new Uint8Array(2 ** sketchBits);
  const slot = (key: number): number => Math.imul(key, 0x85ebca6b) >>> (32 - sketchBits);
  const seenAt = (at: number): number => sketch[at] ?? outOfRange(at);
  const kept = new Set<number>();
  for (const { ngrams } of examples)
    for (const key of ngrams) {
      const at = slot(key);
      if (seenAt(at) < 255) sketch[at] = seenAt(at) + 1;
    }
  for (const { ngrams } of examples)
    for (const key of ngrams) if (seenAt(slot(key)) >= minCount) kept.add(key);
  return Uint32Array.from(kept).sort();
};

/** Where the n-grams of a text that have weights have them, marked where they are turned. */
export const positionsOf = (
  table: HashTable,
  { ngrams, turned }: Pick<Example, 'ngrams' | 'turned'>,
): Int32Array => {
  const positions = new Int32Array(ngrams.length);
  let count = 0;
  for (let index = 0; index < ngrams.length; index += 1) {
    const position = findKey(table, ngrams[index] ?? outOfRange(index));
    if (position >= 0) positions[count++] = markedPosition(position, turned[index] === 1);
  }
  return positions.slice(0, count);
};

/** A text as a linear model sees it: where its features are in the weights, and what their sum counts. */
export interface LinearText extends Pick<Example, 'label' | 'source'> {
  /** A feature that is turned, its two weights changing sides, has its position with the highest bit set. */
  readonly positions: Int32Array;
  readonly scale: number;
}

const positionBits = 0x7fff_ffff;

const adagradFloor = 0.01;
const priorRate = 0.02;

/**
 * The weights of a linear model, `[negative, positive]` by position, trained by AdaGrad (Duchi et al. 2011), one text at a time. Priors of
 * the sources are learned with them and left behind. Shuffles the texts.
 *
 * @param size positions
 */
export const trainLinear = (
  texts: LinearText[],
  size: number,
  { epochs, rate, random }: Pick<NgramOptions, 'epochs' | 'rate'> & { readonly random: Random },
): Float32Array => {
  const weights = new Float32Array(2 * size);
  const squares = new Float32Array(2 * size).fill(adagradFloor);
  const priors = createPriors(priorRate);

  const step = (at: number, slope: number): void => {
    const square = floatAt(squares, at) + slope * slope;
    squares[at] = square;
    weights[at] = floatAt(weights, at) - (rate * slope) / Math.sqrt(square);
  };
  const learn = ({ positions, scale, label, source }: LinearText): void => {
    const [negative, positive] = sumWeights(weights, positions);
    const prior = priors.of(source);
    const slope = lossSlope(scale * negative + prior[0], scale * positive + prior[1], label, source);
    priors.learn(source, slope);
    for (let index = 0; index < positions.length; index += 1) {
      const position = intAt(positions, index);
      const at = 2 * (position & positionBits);
      const [negative, positive, share] =
        position < 0 ? [slope[1], slope[0], turnedShare] : [slope[0], slope[1], 1];
      step(at, share * scale * negative);
      step(at + 1, share * scale * positive);
    }
  };
  for (let epoch = 0; epoch < epochs; epoch += 1) for (const text of shuffle(texts, random)) learn(text);
  return weights;
};

/** A linear model over n-grams, its sum scaled by the text's length. */
export const trainNgrams = (
  examples: readonly Example[],
  keys: Uint32Array,
  { epochs, rate }: NgramOptions,
  random: Random,
): NgramModel => {
  const table = createHashTable(keys);
  const texts = examples.map(
    (example): LinearText => ({
      positions: positionsOf(table, example),
      scale: ngramScale(example.ngrams.length),
      label: example.label,
      source: example.source,
    }),
  );
  return { keys, weights: trainLinear(texts, keys.length, { epochs, rate, random }) };
};

const sumWeights = (weights: Float32Array, positions: Int32Array): [number, number] => {
  let negative = 0;
  let positive = 0;
  for (const position of positions) {
    const pair = pairAt(weights, position);
    negative += pair[0];
    positive += pair[1];
  }
  return [negative, positive];
};

const countsOf = (examples: readonly Example[], table: HashTable): Int32Array => {
  const counts = new Int32Array(table.keys.length);
  for (const example of examples)
    for (const marked of positionsOf(table, example)) {
      const position = marked & positionBits;
      counts[position] = intAt(counts, position) + 1;
    }
  return counts;
};

const maxCounted = 64;

/** The `size` n-grams that move most texts most: by weight times the root of how often they occur. */
export const strongestKeys = (examples: readonly Example[], model: NgramModel, size: number): Uint32Array => {
  const counts = countsOf(examples, createHashTable(model.keys));
  const strength = Float64Array.from(model.keys, (_, index) => {
    const max = Math.max(
      Math.abs(floatAt(model.weights, 2 * index)),
      Math.abs(floatAt(model.weights, 2 * index + 1)),
    );
    return max * Math.sqrt(Math.min(intAt(counts, index), maxCounted));
  });
  const order = Array.from(model.keys, (_, index) => index);
  order.sort((a, b) => doubleAt(strength, b) - doubleAt(strength, a) || a - b);
  return Uint32Array.from(order.slice(0, size), (index) => model.keys[index] ?? outOfRange(index)).sort();
};

/** Trains on all n-grams that occur often enough, keeps the `size` strongest, and trains these again alone. */
export const trainPrunedNgrams = (
  examples: readonly Example[],
  size: number,
  options: NgramOptions,
  random: Random,
): NgramModel => {
  const frequent = frequentKeys(examples, options.minCount);
  const wide = trainNgrams(examples, frequent, { ...options, epochs: 1 }, random);
  return trainNgrams(examples, strongestKeys(examples, wide, size), options, random);
};

/** The two logits of a text, before any prior. */
export const ngramLogits = (
  model: NgramModel,
  table: HashTable,
  example: Pick<Example, 'ngrams' | 'turned'>,
): [number, number] => {
  const scale = ngramScale(example.ngrams.length);
  const [negative, positive] = sumWeights(model.weights, positionsOf(table, example));
  return [scale * negative, scale * positive];
};
