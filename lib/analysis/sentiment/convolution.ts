/** Words on either side that a filter sees: one before, the word, one after. */
export const windowSize = 3;

/** What was learned: word vectors, and filters over windows of three words. */
export interface ConvolutionWeights {
  readonly dimensions: number;
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
  /** Row of each word in `rows`, 0 for one not met yet. Row 0 is all zeros: no word, or an unknown one. */
  readonly rowOf: Int32Array;
  rows: Float32Array;
  count: number;
}

const rowLength = ({ filters }: ConvolutionWeights): number => windowSize * filters;

export const createProjections = (weights: ConvolutionWeights): Projections => ({
  weights,
  rowOf: new Int32Array(weights.vectors.length / weights.dimensions),
  rows: new Float32Array(1024 * rowLength(weights)),
  count: 1,
});

const vectorOf = ({ vectors, scales, dimensions }: ConvolutionWeights, id: number): Float32Array =>
  Float32Array.from(scales, (scale, index) => scale * (vectors[id * dimensions + index] as number));

const project = (weights: ConvolutionWeights, id: number, rows: Float32Array, at: number): void => {
  const vector = vectorOf(weights, id);
  const { kernel, dimensions } = weights;
  const length = rowLength(weights);
  for (let row = 0; row < length; row += 1) {
    let sum = 0;
    const from = row * dimensions;
    for (let index = 0; index < dimensions; index += 1)
      sum += (kernel[from + index] as number) * (vector[index] as number);
    rows[at + row] = sum;
  }
};

const grow = (projections: Projections): void => {
  const larger = new Float32Array(projections.rows.length * 2);
  larger.set(projections.rows);
  projections.rows = larger;
};

const addRow = (projections: Projections, id: number): number => {
  const length = rowLength(projections.weights);
  const row = projections.count;
  if ((row + 1) * length > projections.rows.length) grow(projections);
  project(projections.weights, id, projections.rows, row * length);
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

/**
 * Raises `pool` (filter by filter) to the largest value over the windows around tokens `[first, last)`. Windows see one
 * word beyond either end, as far as the text (`0..count`) reaches. `starts` holds the row start of every token.
 */
export const poolWindows = (
  { rows, weights }: Projections,
  starts: Int32Array,
  count: number,
  first: number,
  last: number,
  pool: Float32Array,
): void => {
  const { filters } = weights;
  for (let index = first; index < last; index += 1) {
    const before = index > 0 ? (starts[index - 1] as number) : 0;
    const here = (starts[index] as number) + filters;
    const after = (index + 1 < count ? (starts[index + 1] as number) : 0) + 2 * filters;
    for (let filter = 0; filter < filters; filter += 1) {
      const value =
        (rows[before + filter] as number) +
        (rows[here + filter] as number) +
        (rows[after + filter] as number);
      if (value > (pool[filter] as number)) pool[filter] = value;
    }
  }
};
