import { firstOf, largerSums, packed, secondOf } from './lanes.ts';

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
  /** The kernel and the vector of the word being projected, in the width that the processor computes in: twice as fast. */
  readonly kernel: Float64Array;
  readonly vector: Float64Array;
  /** Row of each word in `rows`, 0 for one not met yet. Row 0 is all zeros: no word, or an unknown one. */
  readonly rowOf: Int32Array;
  /** Two filters to a number (see lanes.ts): whole numbers add up the same on every machine, and half as many are read. */
  rows: Int32Array;
  count: number;
}

const rowLength = ({ filters }: ConvolutionWeights): number => (windowSize * filters) / 2;

export const createProjections = (weights: ConvolutionWeights): Projections => ({
  weights,
  kernel: Float64Array.from(weights.kernel),
  vector: new Float64Array(weights.dimensions),
  rowOf: new Int32Array(weights.vectors.length / weights.dimensions),
  rows: new Int32Array(1024 * rowLength(weights)).fill(packed(0, 0)),
  count: 1,
});

const readVector = ({ weights, vector }: Projections, id: number): void => {
  const start = id * weights.dimensions;
  for (let index = 0; index < vector.length; index += 1)
    vector[index] = (weights.scales[index] as number) * (weights.vectors[start + index] as number);
};

/** Four rows at a time: one sum after the other would wait for each addition. */
const project = ({ weights, kernel, vector, rows }: Projections, at: number): void => {
  const { dimensions } = weights;
  const length = windowSize * weights.filters;
  for (let row = 0; row < length; row += 4) {
    const from = row * dimensions;
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let index = 0; index < dimensions; index += 1) {
      const value = vector[index] as number;
      const place = from + index;
      first += (kernel[place] as number) * value;
      second += (kernel[place + dimensions] as number) * value;
      third += (kernel[place + 2 * dimensions] as number) * value;
      fourth += (kernel[place + 3 * dimensions] as number) * value;
    }
    rows[at + row / 2] = packed(first, second);
    rows[at + row / 2 + 1] = packed(third, fourth);
  }
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
  readVector(projections, id);
  project(projections, row * length);
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
