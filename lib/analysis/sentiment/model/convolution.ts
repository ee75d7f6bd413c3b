import { outOfRange } from '../../../out-of-range.ts';
import { createFilterKernels, type FilterKernels } from './filter-kernels.ts';
import { minSum, stepsIn, storedSteps, valueOfSteps } from './filter-steps.ts';

/** Words on either side that a filter sees: one before, the word, one after. */
export const windowSize = 3;

/** What was learned: word vectors, and filters over windows of three words. */
export interface ConvolutionWeights {
  readonly dimensions: number;
  /** A multiple of eight. */
  readonly filters: number;
  /** Of words (see word-states.ts): a kernel for each. */
  readonly states: number;
  /** `words × dimensions`, row by row, in steps of `scales`. */
  readonly vectors: Int8Array;
  /** What one step is worth, by dimension. */
  readonly scales: Float32Array;
  /** `states × (windowSize × filters) × dimensions`: in each state the filters' weights for the word before, for all filters, then the word, then after. */
  readonly kernel: Float32Array;
  readonly filterBias: Float32Array;
}

/**
 * A word's share of every filter's value at the three places of the window, computed when the word is first met: a
 * window's value is then a sum of three numbers.
 */
export interface Projections {
  readonly weights: ConvolutionWeights;
  /** The kernel in whole steps, row by row, and the rows of the words met (see filter-steps.ts). */
  readonly kernels: FilterKernels;
  /** What a product of a row and a word is worth, in steps. */
  readonly rowSteps: Float64Array;
  /** Row of each word in each state, 0 for one not met yet. Row 0: no word, or an unknown one. */
  readonly rowOf: Int32Array;
  count: number;
  readonly capacity: number;
}

const rowLength = ({ filters }: ConvolutionWeights): number => windowSize * filters;

const maxStep = 32_767;

const maxMagnitude = (values: Float64Array): number => {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
};

/**
 * Fills in the kernel, the scales of the vectors multiplied in: each row in whole steps of its own, as fine as 16 bits allow.
 */
const fillKernel = (
  { kernel, scales, dimensions }: ConvolutionWeights,
  { matrix, stride }: FilterKernels,
): Float64Array => {
  const rowSteps = new Float64Array(kernel.length / dimensions);
  const scaled = new Float64Array(dimensions);
  for (let row = 0; row < rowSteps.length; row += 1) {
    for (let at = 0; at < dimensions; at += 1)
      scaled[at] =
        (scales[at] ?? outOfRange(at)) * (kernel[row * dimensions + at] ?? outOfRange(row * dimensions + at));
    const step = maxMagnitude(scaled) / maxStep || 1;
    for (let at = 0; at < dimensions; at += 1)
      matrix[row * stride + at] = Math.round((scaled[at] ?? outOfRange(at)) / step);
    rowSteps[row] = stepsIn(step);
  }
  return rowSteps;
};

/** Most words are met in one state. Where all rows are taken, they are forgotten and made again. */
const spareRows = 16_384;

export const createProjections = (weights: ConvolutionWeights): Projections => {
  const { filters, states, dimensions, vectors } = weights;
  const words = vectors.length / dimensions;
  const capacity = words + spareRows;
  const kernels = createFilterKernels({ places: windowSize, states, filters, dimensions, rows: capacity });
  kernels.rows.fill(storedSteps(0), 0, rowLength(weights));
  return {
    weights,
    kernels,
    rowSteps: fillKernel(weights, kernels),
    rowOf: new Int32Array(states * words),
    count: 1,
    capacity,
  };
};

/** A word in a state. */
interface StatedWord {
  readonly id: number;
  readonly state: number;
}

/** Writes the word's row from `at` on. */
const project = (
  { weights, kernels, rowSteps }: Projections,
  { id, state }: StatedWord,
  at: number,
): void => {
  const { dimensions, vectors } = weights;
  const { vector, products, rows } = kernels;
  for (let index = 0; index < dimensions; index += 1)
    vector[index] = vectors[id * dimensions + index] ?? outOfRange(id * dimensions + index);
  kernels.project(state);
  const length = rowLength(weights);
  const first = state * length;
  for (let row = 0; row < length; row += 1)
    rows[at + row] = storedSteps(
      (products[row] ?? outOfRange(row)) * (rowSteps[first + row] ?? outOfRange(first + row)),
    );
};

const addRow = (projections: Projections, word: StatedWord, place: number): number => {
  const row = projections.count;
  // More different words than any comment has: the rest of them count as unknown.
  if (row === projections.capacity) return 0;
  project(projections, word, row * rowLength(projections.weights));
  projections.rowOf[place] = row;
  projections.count = row + 1;
  return row;
};

/** Makes room for the words of a text of so many tokens: rows that were made before may be forgotten. */
export const makeRoom = (projections: Projections, tokens: number): void => {
  if (projections.count + tokens <= projections.capacity) return;
  projections.rowOf.fill(0);
  projections.count = 1;
};

/** Where the row of a word in a state starts. Id −1 is an unknown word. */
export const rowStart = (projections: Projections, id: number, state: number): number => {
  if (id < 0) return 0;
  const { states } = projections.weights;
  // Weights with one kernel read words in every state with it.
  const read = Math.min(state, states - 1);
  const place = id * states + read;
  const row = projections.rowOf[place] ?? outOfRange(place);
  return (row === 0 ? addRow(projections, { id, state: read }, place) : row) * rowLength(projections.weights);
};

/** Where a filter sees a word: before the middle of its window (0), at it (1) or after it (2). */
export interface FilterPlace {
  readonly filter: number;
  readonly place: number;
}

/** What the word whose row starts at `start` adds to a filter at a place of its window. */
export const projectionOf = (
  { kernels, weights }: Projections,
  start: number,
  { filter, place }: FilterPlace,
): number => {
  const at = start + place * weights.filters + filter;
  return valueOfSteps(kernels.rows[at] ?? outOfRange(at));
};

/** Some tokens of a text, `[first, last)`. */
export interface TokenRange {
  readonly first: number;
  readonly last: number;
}

/** Where the row of each token of a text starts; only the first `count` entries are of this text. */
export interface TokenRows {
  readonly starts: Int32Array;
  readonly count: number;
}

/**
 * Each filter's largest sum of steps over the windows around the tokens of a range. Windows include one word beyond either end,
 * as far as the text reaches. The result is working memory: the next call overwrites it.
 */
export const poolWindows = (
  { kernels }: Projections,
  { starts, count }: TokenRows,
  { first, last }: TokenRange,
): Uint16Array => {
  kernels.pool.fill(minSum);
  for (let index = first; index < last; index += 1) {
    const before = index > 0 ? (starts[index - 1] ?? outOfRange(index - 1)) : 0;
    const after = index + 1 < count ? (starts[index + 1] ?? outOfRange(index + 1)) : 0;
    kernels.raise(before, starts[index] ?? outOfRange(index), after);
  }
  return kernels.pool;
};
