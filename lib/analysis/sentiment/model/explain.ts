import { outOfRange } from '../../../out-of-range.ts';
import type { Span } from '../../analysis.ts';
import { projectionOf, windowSize } from './convolution.ts';
import { ngramScale, pairAt } from './ngrams.ts';
import type { Reading } from './reading.ts';

/** How far a word moved its text: above 0 towards positive, below 0 towards negative, in logits. */
export interface WordWeight {
  /** Half-open UTF-16 offsets into the text. */
  readonly span: Span;
  readonly weight: number;
}

const add = (weights: Float64Array, index: number, amount: number): void => {
  if (index >= 0 && index < weights.length) weights[index] = (weights[index] ?? outOfRange(index)) + amount;
};

/** Adds to `shares` what the n-grams that start at a token moved the text: each in equal parts to its tokens. */
const shareNgramsAt = (
  { ngrams, positions, weights }: Reading,
  first: number,
  shares: Float64Array,
): void => {
  const unit = ngramScale(ngrams.count) * weights.ngramStep;
  const end = ngrams.from[first + 1] ?? outOfRange(first + 1);
  for (let index = ngrams.from[first] ?? outOfRange(first); index < end; index += 1) {
    const position = positions[index] ?? outOfRange(index);
    if (position === -1) continue;
    const [negative, positive] = pairAt(weights.ngramWeights, position);
    const moved = positive - negative;
    const last = ngrams.last[index] ?? outOfRange(index);
    for (let token = first; token <= last; token += 1)
      add(shares, token, (unit * moved) / (last - first + 1));
  }
};

/** What each word of the window around `place` gives a filter: before, at and after the place. */
const windowParts = ({ projections, starts, tokens }: Reading, filter: number, place: number): number[] =>
  Array.from({ length: windowSize }, (_, offset) => {
    const token = place + offset - 1;
    const start = token >= 0 && token < tokens.count ? (starts[token] ?? outOfRange(token)) : 0;
    return projectionOf(projections, start, { filter, place: offset });
  });

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

const shareFilter = (reading: Reading, filter: number, shares: Float64Array): void => {
  const { convolution, filterWeights } = reading.weights;
  let [place, largest] = [0, Number.NEGATIVE_INFINITY];
  for (let token = 0; token < reading.tokens.count; token += 1) {
    const value = sum(windowParts(reading, filter, token));
    if (value > largest) [place, largest] = [token, value];
  }
  const bias = convolution.filterBias[filter] ?? outOfRange(filter);
  if (largest + bias <= 0) return;
  const moved =
    (filterWeights[2 * filter + 1] ?? outOfRange(2 * filter + 1)) -
    (filterWeights[2 * filter] ?? outOfRange(2 * filter));
  windowParts(reading, filter, place).forEach((part, offset) => {
    add(shares, place + offset - 1, moved * part);
  });
  add(shares, place, moved * bias);
};

/**
 * What each token of the text just read moved. The model is a sum of pieces, so this is exact: the weights and the bias
 * for its length add up to the text's logit of positive less that of negative.
 */
export const wordWeights = (reading: Reading): WordWeight[] => {
  const { tokens, weights } = reading;
  const shares = new Float64Array(tokens.count);
  for (let token = 0; token < tokens.count; token += 1) shareNgramsAt(reading, token, shares);
  for (let filter = 0; filter < weights.convolution.filters; filter += 1)
    shareFilter(reading, filter, shares);
  return Array.from(shares, (weight, index) => ({
    span: [tokens.start[index] ?? outOfRange(index), tokens.end[index] ?? outOfRange(index)],
    weight,
  }));
};
