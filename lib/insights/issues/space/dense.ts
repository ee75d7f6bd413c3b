import { doubleAt, floatAt } from '../../../elements.ts';
/** Rows of equal length in one array: row `i` starts at `i * width`. */
export interface DenseRows {
  readonly width: number;
  readonly values: Float32Array;
}

export const rowOf = ({ width, values }: DenseRows, row: number): Float32Array =>
  values.subarray(row * width, (row + 1) * width);

/** Scales a row to length 1; a row of zeros is unchanged. */
export const normalize = (row: Float32Array): void => {
  let squares = 0;
  for (const value of row) squares += value * value;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let index = 0; index < row.length; index += 1) row[index] = floatAt(row, index) * scale;
};

export const normalizeRows = (rows: DenseRows): DenseRows => {
  for (let at = 0; at < rows.values.length; at += rows.width)
    normalize(rows.values.subarray(at, at + rows.width));
  return rows;
};

/** The sum of products of each pair of columns: a symmetric matrix of width × width. */
const gramOf = ({ width, values }: DenseRows): Float64Array => {
  const gram = new Float64Array(width * width);
  for (let at = 0; at < values.length; at += width)
    for (let i = 0; i < width; i += 1) {
      const value = floatAt(values, at + i);
      if (value === 0) continue;
      for (let j = i; j < width; j += 1)
        gram[i * width + j] = doubleAt(gram, i * width + j) + value * floatAt(values, at + j);
    }
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) gram[i * width + j] = doubleAt(gram, j * width + i);
  return gram;
};

const timesVector = (matrix: Float64Array, vector: Float64Array): Float64Array => {
  const width = vector.length;
  return Float64Array.from({ length: width }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j += 1) sum += doubleAt(matrix, i * width + j) * doubleAt(vector, j);
    return sum;
  });
};

const powerSteps = 40;

const leadingDirection = (gram: Float64Array, width: number): Float64Array => {
  // A start that is not orthogonal to any direction of real data.
  let direction = Float64Array.from({ length: width }, (_, index) => 1 + index / width);
  for (let step = 0; step < powerSteps; step += 1) {
    const next = timesVector(gram, direction);
    const length = Math.hypot(...next);
    if (length === 0) return new Float64Array(width);
    direction = next.map((value) => value / length);
  }
  return direction;
};

const withoutDirection = ({ width, values }: DenseRows, direction: Float64Array): void => {
  for (let at = 0; at < values.length; at += width) {
    let along = 0;
    for (let i = 0; i < width; i += 1) along += floatAt(values, at + i) * doubleAt(direction, i);
    for (let i = 0; i < width; i += 1)
      values[at + i] = floatAt(values, at + i) - along * doubleAt(direction, i);
  }
};

/**
 * Removes the directions that all rows share most, in place: they are what every clause has in common (Arora, Liang and Ma, "A simple but
 * tough-to-beat baseline for sentence embeddings", ICLR 2017, algorithm 1).
 */
export const withoutCommonDirections = (rows: DenseRows, directions: number): DenseRows => {
  for (let count = 0; count < directions; count += 1)
    withoutDirection(rows, leadingDirection(gramOf(rows), rows.width));
  return rows;
};
