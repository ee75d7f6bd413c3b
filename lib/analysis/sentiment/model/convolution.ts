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
  /** `words × dimensions`, row by row, in steps of `scales`. */
  readonly vectors: Int8Array;
  /** What one step is worth, by dimension. */
  readonly scales: Float32Array;
  /** `(windowSize × filters) × dimensions`: the filters' weights for the word before, for all filters, then the word, then after. */
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
  /** Row of each word, 0 for one not met yet. Row 0: no word, or an unknown one. */
  readonly rowOf: Int32Array;
  count: number;
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

export const createProjections = (weights: ConvolutionWeights): Projections => {
  const { filters, dimensions, vectors } = weights;
  const words = vectors.length / dimensions;
  const kernels = createFilterKernels({ places: windowSize, filters, dimensions, rows: words + 1 });
  kernels.rows.fill(storedSteps(0), 0, rowLength(weights));
  return {
    weights,
    kernels,
    rowSteps: fillKernel(weights, kernels),
    rowOf: new Int32Array(words),
    count: 1,
  };
};

/** Writes the word's row from `at` on. */
const project = ({ weights, kernels, rowSteps }: Projections, id: number, at: number): void => {
  const { dimensions, vectors, filters } = weights;
  const { vector, products, rows } = kernels;
  for (let index = 0; index < dimensions; index += 1)
    vector[index] = vectors[id * dimensions + index] ?? outOfRange(id * dimensions + index);
  kernels.project();
  for (let row = 0; row < windowSize * filters; row += 1)
    rows[at + row] = storedSteps((products[row] ?? outOfRange(row)) * (rowSteps[row] ?? outOfRange(row)));
};

const addRow = (projections: Projections, id: number): number => {
  const row = projections.count;
  project(projections, id, row * rowLength(projections.weights));
  projections.rowOf[id] = row;
  projections.count = row + 1;
  return row;
};

/** Where the word's row starts. Id −1 is an unknown word. */
export const rowStart = (projections: Projections, id: number): number => {
  if (id < 0) return 0;
  const row = projections.rowOf[id] ?? outOfRange(id);
  return (row === 0 ? addRow(projections, id) : row) * rowLength(projections.weights);
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
