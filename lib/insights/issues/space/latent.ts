import { doubleAt, floatAt, intAt } from '../../../elements.ts';
import { seededFractions } from '../emerging/chance.ts';
import { type DenseRows, normalizeRows } from './dense.ts';
import type { SparseRows } from './word-features.ts';

/** Rounds of subspace iteration: after three, the neighbours of clauses no longer change. */
const rounds = 3;
const seed = 1_990;
/** A column is dependent if less than this share of its length is left after projecting out the columns before it. */
const minOwnLength = 1e-9;

/** Rows one after the other: a sparse row adds whole rows of the other side, which are adjacent in memory. */
interface Block {
  readonly width: number;
  readonly values: Float64Array;
}

const randomBlock = (height: number, width: number): Block => {
  const random = seededFractions(seed);
  return { width, values: Float64Array.from({ length: height * width }, () => random() - 0.5) };
};

/** Adds a row of one block, times a weight, to a row of another. */
const rowAdder =
  (into: Block, from: Block) =>
  (row: number, other: number, weight: number): void => {
    const { width } = into;
    const [to, start] = [row * width, other * width];
    for (let index = 0; index < width; index += 1)
      into.values[to + index] =
        doubleAt(into.values, to + index) + weight * doubleAt(from.values, start + index);
  };

const times = ({ starts, features, weights }: SparseRows, block: Block): Block => {
  const result = { width: block.width, values: new Float64Array((starts.length - 1) * block.width) };
  const add = rowAdder(result, block);
  for (let row = 0; row + 1 < starts.length; row += 1)
    for (let at = intAt(starts, row); at < intAt(starts, row + 1); at += 1)
      add(row, intAt(features, at), floatAt(weights, at));
  return result;
};

const transposedTimes = ({ starts, features, weights, featureCount }: SparseRows, block: Block): Block => {
  const result = { width: block.width, values: new Float64Array(featureCount * block.width) };
  const add = rowAdder(result, block);
  for (let row = 0; row + 1 < starts.length; row += 1)
    for (let at = intAt(starts, row); at < intAt(starts, row + 1); at += 1)
      add(intAt(features, at), row, floatAt(weights, at));
  return result;
};

/** The lower triangle of the products of all pairs of columns. */
const productsOfColumns = ({ width, values }: Block): Float64Array => {
  const products = new Float64Array(width * width);
  for (let row = 0; row < values.length; row += width)
    for (let left = 0; left < width; left += 1) {
      const value = doubleAt(values, row + left);
      for (let right = 0; right <= left; right += 1)
        products[left * width + right] =
          doubleAt(products, left * width + right) + value * doubleAt(values, row + right);
    }
  return products;
};

/** The sum of products of two rows of a triangle, up to a column. */
const rowProducts = (
  triangle: Float64Array,
  width: number,
  [row, other]: readonly [number, number],
): number => {
  let sum = 0;
  for (let inner = 0; inner < other; inner += 1)
    sum += doubleAt(triangle, row * width + inner) * doubleAt(triangle, other * width + inner);
  return sum;
};

/** Cholesky's factor in the lower triangle, in place; the column of a dependent column becomes 0. */
const factorize = (products: Float64Array, width: number): Float64Array => {
  for (let column = 0; column < width; column += 1) {
    const before = doubleAt(products, column * width + column);
    const rest = before - rowProducts(products, width, [column, column]);
    const pivot = rest > before * minOwnLength ? Math.sqrt(rest) : 0;
    products[column * width + column] = pivot;
    for (let row = column + 1; row < width; row += 1) {
      const value = doubleAt(products, row * width + column) - rowProducts(products, width, [row, column]);
      products[row * width + column] = pivot === 0 ? 0 : value / pivot;
    }
  }
  return products;
};

/** Makes the columns orthonormal, in place, by Cholesky's factor of their products; dependent columns become 0. */
const orthonormal = (block: Block): Block => {
  const { width, values } = block;
  const factor = factorize(productsOfColumns(block), width);
  for (let row = 0; row < values.length; row += width)
    for (let column = 0; column < width; column += 1) {
      const pivot = doubleAt(factor, column * width + column);
      let value = doubleAt(values, row + column);
      for (let inner = 0; inner < column; inner += 1)
        value -= doubleAt(values, row + inner) * doubleAt(factor, column * width + inner);
      values[row + column] = pivot === 0 ? 0 : value / pivot;
    }
  return block;
};

const columnLengths = ({ width, values }: Block): Float64Array => {
  const squares = new Float64Array(width);
  for (let at = 0; at < values.length; at += 1) {
    const column = at % width;
    squares[column] = doubleAt(squares, column) + doubleAt(values, at) ** 2;
  }
  return squares.map(Math.sqrt);
};

/**
 * Clauses by the co-occurrence of their words, at most `dimensions` wide, each row of length 1: latent semantic analysis (Deerwester et
 * al., JASIS 41 (1990) 391–407) by subspace iteration (Halko, Martinsson and Tropp, SIAM Review 53 (2011), algorithm 4.4), every direction
 * weighted by the root of its strength. Paraphrases without a common word become similar through the words of others.
 */
export const latentRows = (rows: SparseRows, dimensions: number): DenseRows => {
  const height = rows.starts.length - 1;
  const width = Math.min(dimensions, height, rows.featureCount);
  if (width === 0) return { width, values: new Float32Array(0) };
  let left = orthonormal(times(rows, randomBlock(rows.featureCount, width)));
  for (let round = 0; round < rounds; round += 1)
    left = orthonormal(times(rows, transposedTimes(rows, left)));
  const scales = columnLengths(transposedTimes(rows, left)).map(Math.sqrt);
  const values = Float32Array.from(left.values, (value, at) => value * doubleAt(scales, at % width));
  return normalizeRows({ width, values });
};
