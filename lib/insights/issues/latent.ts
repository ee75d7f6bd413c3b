import { seededFractions } from './chance.ts';
import { type DenseRows, normalizeRows } from './dense.ts';
import type { SparseRows } from './word-features.ts';

/** Rounds of subspace iteration: after four, clauses have the same neighbours as after ten. */
const rounds = 4;
const seed = 1_990;

/** Columns of the same height, one after the other. */
type Columns = Float64Array[];

const randomColumns = (height: number, count: number): Columns => {
  const random = seededFractions(seed);
  return Array.from({ length: count }, () => Float64Array.from({ length: height }, () => random() - 0.5));
};

const times = ({ starts, features, weights }: SparseRows, columns: Columns): Columns =>
  columns.map((column) =>
    Float64Array.from({ length: starts.length - 1 }, (_, row) => {
      let sum = 0;
      for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1)
        sum += (weights[at] as number) * (column[features[at] as number] as number);
      return sum;
    }),
  );

const transposedTimes = ({ starts, features, weights, featureCount }: SparseRows, columns: Columns): Columns =>
  columns.map((column) => {
    const result = new Float64Array(featureCount);
    for (let row = 0; row + 1 < starts.length; row += 1)
      for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
        const feature = features[at] as number;
        result[feature] = (result[feature] as number) + (weights[at] as number) * (column[row] as number);
      }
    return result;
  });

const dot = (left: Float64Array, right: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += (left[index] as number) * (right[index] as number);
  return sum;
};

const subtractAlong = (column: Float64Array, direction: Float64Array): void => {
  const along = dot(column, direction);
  for (let index = 0; index < column.length; index += 1)
    column[index] = (column[index] as number) - along * (direction[index] as number);
};

/** Modified Gram–Schmidt, in place; a column that the others span becomes zeros. */
const orthonormal = (columns: Columns): Columns => {
  columns.forEach((column, place) => {
    const before = Math.sqrt(dot(column, column));
    for (const direction of columns.slice(0, place)) subtractAlong(column, direction);
    const length = Math.sqrt(dot(column, column));
    const scale = length > before * 1e-9 && length > 0 ? 1 / length : 0;
    for (let index = 0; index < column.length; index += 1) column[index] = (column[index] as number) * scale;
  });
  return columns;
};

/**
 * Clauses by which words go together in them, `dimensions` wide, each row of length 1: latent semantic analysis (Deerwester et al.,
 * JASIS 41 (1990) 391–407) by subspace iteration (Halko, Martinsson and Tropp, SIAM Review 53 (2011), algorithm 4.4), every direction
 * weighted by the root of its singular value. Paraphrases that share no word meet here through the words of others.
 */
export const latentRows = (rows: SparseRows, dimensions: number): DenseRows => {
  const height = rows.starts.length - 1;
  const count = Math.min(dimensions, height, rows.featureCount);
  let left = orthonormal(times(rows, randomColumns(rows.featureCount, count)));
  for (let round = 0; round < rounds; round += 1)
    left = orthonormal(times(rows, transposedTimes(rows, left)));
  const right = transposedTimes(rows, left);
  const values = new Float32Array(height * count);
  left.forEach((column, place) => {
    const singular = Math.sqrt(Math.sqrt(dot(right[place] as Float64Array, right[place] as Float64Array)));
    for (let row = 0; row < height; row += 1) values[row * count + place] = (column[row] as number) * singular;
  });
  return normalizeRows({ width: count, values });
};
