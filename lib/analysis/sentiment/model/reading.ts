import { outOfRange } from '../../../out-of-range.ts';
import { clauseBounds } from '../tokens/clause-bounds.ts';
import { createHashTable, findKey } from '../tokens/hash-table.ts';
import { scan } from '../tokens/scan-text.ts';
import { createTokens } from '../tokens/token-columns.ts';
import { createVocabulary, readWordIds } from '../tokens/token-vocabulary.ts';
import { readWordStates } from '../tokens/word-states.ts';
import { createProjections, makeRoom, poolWindows, rowStart, type TokenRange } from './convolution.ts';
import { valueOfSum } from './filter-steps.ts';
import type { SentimentWeights } from './model-file.ts';
import { createNgrams, markedPosition, ngramScale, readNgrams, weightAt } from './ngrams.ts';

/** What one text looks like to a model. Working memory: the next text read overwrites it. */
export interface Reading {
  readonly weights: SentimentWeights;
  readonly tokens: ReturnType<typeof createTokens>;
  readonly ngrams: ReturnType<typeof createNgrams>;
  readonly vocabulary: ReturnType<typeof createVocabulary>;
  readonly projections: ReturnType<typeof createProjections>;
  readonly ngramTable: ReturnType<typeof createHashTable>;
  ids: Int32Array;
  /** How each token is meant (see word-states.ts). */
  states: Uint8Array;
  /** Where each token's row of the convolution starts. */
  starts: Int32Array;
  /** Marked position of each n-gram's weights (see ngrams.ts), −1 for one without any. */
  positions: Int32Array;
  /** Index of each clause's first token, and the number of tokens at the end. */
  bounds: readonly number[];
}

const firstCapacity = 256;

export const createReading = (weights: SentimentWeights): Reading => ({
  weights,
  tokens: createTokens(),
  ngrams: createNgrams(),
  vocabulary: createVocabulary(weights.words, weights.spellingTargets),
  projections: createProjections(weights.convolution),
  ngramTable: createHashTable(weights.ngrams),
  ids: new Int32Array(firstCapacity),
  states: new Uint8Array(firstCapacity),
  starts: new Int32Array(firstCapacity),
  positions: new Int32Array(firstCapacity),
  bounds: [0],
});

const withRoomFor = (array: Int32Array, count: number): Int32Array =>
  array.length < count ? new Int32Array(count * 2) : array;

const readWords = (reading: Reading): void => {
  const { tokens, vocabulary, projections } = reading;
  reading.ids = withRoomFor(reading.ids, tokens.count);
  reading.starts = withRoomFor(reading.starts, tokens.count);
  if (reading.states.length < tokens.count) reading.states = new Uint8Array(tokens.count * 2);
  readWordIds(vocabulary, tokens, reading.ids);
  readWordStates(tokens, reading.states, reading.weights.convolution.states);
  makeRoom(projections, tokens.count);
  for (let index = 0; index < tokens.count; index += 1)
    reading.starts[index] = rowStart(
      projections,
      reading.ids[index] ?? outOfRange(index),
      reading.states[index] ?? outOfRange(index),
    );
};

const findNgrams = (reading: Reading): void => {
  const { ngrams, ngramTable, tokens } = reading;
  const turns = reading.weights.turned;
  readNgrams(tokens, ngrams, reading.states);
  reading.positions = withRoomFor(reading.positions, ngrams.count);
  for (let index = 0; index < ngrams.count; index += 1)
    reading.positions[index] = markedPosition(
      findKey(ngramTable, ngrams.key[index] ?? outOfRange(index)),
      turns && ngrams.turned[index] === 1,
    );
};

/** Reads a text: its tokens, word ids, n-grams and clauses. */
export const readText = (reading: Reading, text: string): void => {
  scan(text, reading.tokens);
  readWords(reading);
  findNgrams(reading);
  reading.bounds = clauseBounds(reading.tokens);
};

/** Logits beside a neutral 0. */
export interface Logits {
  negative: number;
  positive: number;
}

const shortTokens = 30;
const longTokens = 70;

/** How much of the length bias a text of so many tokens gets: 0 up to 30, 1 from 70, in a straight line between. */
export const lengthShare = (tokens: number): number =>
  Math.max(0, Math.min(1, (tokens - shortTokens) / (longTokens - shortTokens)));

/** The logits that a text or clause of so many tokens starts from. */
export const startLogits = ({ bias, lengthBias }: SentimentWeights, tokens: number): Logits => ({
  negative: bias[0] + lengthShare(tokens) * lengthBias[0],
  positive: bias[1] + lengthShare(tokens) * lengthBias[1],
});

/** Adds the weights of the n-grams that lie wholly within a range of tokens. */
export const addNgrams = (reading: Reading, { first, last }: TokenRange, logits: Logits): void => {
  const { ngrams, positions, weights } = reading;
  const end = ngrams.from[last] ?? outOfRange(last);
  let [negative, positive, count] = [0, 0, 0];
  for (let index = ngrams.from[first] ?? outOfRange(first); index < end; index += 1) {
    if ((ngrams.last[index] ?? outOfRange(index)) >= last) continue;
    count += 1;
    const position = positions[index] ?? outOfRange(index);
    if (position === -1) continue;
    negative += weightAt(weights.ngramWeights, position, 0);
    positive += weightAt(weights.ngramWeights, position, 1);
  }
  const scale = ngramScale(count) * weights.ngramStep;
  logits.negative += scale * negative;
  logits.positive += scale * positive;
};

/** Fills `pool` with each filter's largest value over the windows of a range of tokens. */
export const poolClause = (reading: Reading, range: TokenRange, pool: Uint16Array): void => {
  const rows = { starts: reading.starts, count: reading.tokens.count };
  pool.set(poolWindows(reading.projections, rows, range));
};

/** A pool for `poolClause`. */
export const createPool = ({ convolution }: SentimentWeights): Uint16Array =>
  new Uint16Array(convolution.filters);

/** The filters' values in a pool: what lies below zero says nothing and is 0. */
export const filterValues = (
  { convolution }: SentimentWeights,
  pool: Uint16Array,
  values: Float64Array,
): Float64Array => {
  const { filterBias } = convolution;
  for (let filter = 0; filter < pool.length; filter += 1)
    values[filter] = Math.max(
      0,
      valueOfSum(pool[filter] ?? outOfRange(filter)) + (filterBias[filter] ?? outOfRange(filter)),
    );
  return values;
};

/** Adds what the filters say. */
export const addFilters = (
  { filterWeights }: SentimentWeights,
  values: Float64Array,
  logits: Logits,
): void => {
  let [negative, positive] = [0, 0];
  for (let filter = 0; filter < values.length; filter += 1) {
    const value = values[filter] ?? outOfRange(filter);
    negative += value * (filterWeights[2 * filter] ?? outOfRange(2 * filter));
    positive += value * (filterWeights[2 * filter + 1] ?? outOfRange(2 * filter + 1));
  }
  logits.negative += negative;
  logits.positive += positive;
};
