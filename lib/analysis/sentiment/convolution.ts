import { createDotProducts, type DotProducts } from './dot-products.ts';
import { firstOf, largerSums, packedSteps, secondOf, stepsIn } from './lanes.ts';

/** Words on either side that a filter sees: one before, the word, one after. */
export const windowSize = 3;

/** What was learned: word vectors, and filters over windows of three words. */
export interface ConvolutionWeights {
  readonly dimensions: number;
  /** A multiple of four. */
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
  /** The kernel in whole steps, row by row, and what a product of a row and a vector is worth in steps of a lane. */
  readonly dots: DotProducts;
  readonly rowSteps: Float64Array;
  /** Row of each word in `rows`, 0 for one not met yet. Row 0 is all zeros: no word, or an unknown one. */
  readonly rowOf: Int32Array;
  /** Two filters to a number (see lanes.ts): whole numbers add up the same on every machine, and half as many are read. */
  rows: Int32Array;
  count: number;
}

const rowLength = ({ filters }: ConvolutionWeights): number => (windowSize * filters) / 2;

const largestStep = 32_767;

/**
 * Fills in the kernel, the scales of the vectors multiplied in: each row in whole steps of its own, as fine as 16 bits allow.
 */
const fillKernel = ({ kernel, scales, dimensions }: ConvolutionWeights, dots: DotProducts): Float64Array =>
  Float64Array.from({ length: kernel.length / dimensions }, (_, row) => {
    const scaled = Float64Array.from(
      scales,
      (scale, at) => scale * (kernel[row * dimensions + at] as number),
    );
    const step = Math.max(...scaled.map(Math.abs)) / largestStep || 1;
    dots.matrix.set(
      scaled.map((value) => Math.round(value / step)),
      row * dots.stride,
    );
    return stepsIn(step);
  });

export const createProjections = (weights: ConvolutionWeights): Projections => {
  const dots = createDotProducts(windowSize * weights.filters, weights.dimensions);
  return {
    weights,
    dots,
    rowSteps: fillKernel(weights, dots),
    rowOf: new Int32Array(weights.vectors.length / weights.dimensions),
    rows: new Int32Array(1024 * rowLength(weights)).fill(packedSteps(0, 0)),
    count: 1,
  };
};

/** Writes the word's row, two filters to a number, from `at` on. */
const project = ({ weights, dots, rowSteps, rows }: Projections, id: number, at: number): void => {
  const { dimensions, vectors, filters } = weights;
  for (let index = 0; index < dimensions; index += 1)
    dots.vector[index] = vectors[id * dimensions + index] as number;
  dots.run();
  const { products } = dots;
  for (let row = 0; row < windowSize * filters; row += 2)
    rows[at + row / 2] = packedSteps(
      (products[row] as number) * (rowSteps[row] as number),
      (products[row + 1] as number) * (rowSteps[row + 1] as number),
    );
};

const grow = (projections: Projections): void => {
  const larger = new Int32Array(projections.rows.length * 2);
  larger.set(projections.rows);
  projections.rows = larger;
};

const addRow = (projections: Projections, id: number): number => {
  const length = rowLength(projections.weights);
  const row = projections.count;
  if ((row + 1) * length > projections.rows.length) grow(projections);
  project(projections, id, row * length);
  projections.rowOf[id] = row;
  projections.count = row + 1;
  return row;
};

/** Where the word's row starts in `rows`. Id −1 is an unknown word. */
export const rowStart = (projections: Projections, id: number): number => {
  if (id < 0) return 0;
  const row = projections.rowOf[id] as number;
  return (row === 0 ? addRow(projections, id) : row) * rowLength(projections.weights);
};

/** What the word whose row starts at `start` gives a filter at one place of the window (0 before, 1 at, 2 after). */
export const projectionOf = (
  { rows, weights }: Projections,
  start: number,
  place: number,
  filter: number,
): number => {
  const lanes = rows[start + (place * weights.filters) / 2 + (filter >> 1)] as number;
  return filter % 2 === 0 ? firstOf(lanes) : secondOf(lanes);
};

/**
 * Raises `pool` (two filters to a number, as sums of three lanes) to the largest value over the windows around tokens
 * `[first, last)`. Windows see one word beyond either end, as far as the text (`0..count`) reaches. `starts` holds the row
 * start of every token.
 */
export const poolWindows = (
  { rows, weights }: Projections,
  starts: Int32Array,
  count: number,
  first: number,
  last: number,
  pool: Int32Array,
): void => {
  const width = weights.filters / 2;
  for (let index = first; index < last; index += 1) {
    const before = index > 0 ? (starts[index - 1] as number) : 0;
    const here = (starts[index] as number) + width;
    const after = (index + 1 < count ? (starts[index + 1] as number) : 0) + 2 * width;
    for (let lane = 0; lane < width; lane += 1) {
      const sums =
        ((rows[before + lane] as number) + (rows[here + lane] as number) + (rows[after + lane] as number)) |
        0;
      pool[lane] = largerSums(pool[lane] as number, sums);
    }
  }
};
