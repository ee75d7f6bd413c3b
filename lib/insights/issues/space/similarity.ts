import { doubleAt, floatAt, intAt } from '../../../elements.ts';
import { outOfRange } from '../../../out-of-range.ts';
import { type DenseRows, rowOf } from './dense.ts';
import type { SparseRows } from './word-features.ts';

/**
 * Clauses placed by their words and their meaning. The similarity of two is the sum of the cosines of every block: from about 0 for
 * unrelated clauses to the number of blocks for equal ones.
 */
export interface ClauseSpace {
  readonly size: number;
  readonly dense: DenseRows;
  readonly sparse: readonly IndexedRows[];
}

/** Sparse rows with the rows of every feature, to find rows that share one. */
export interface IndexedRows extends SparseRows {
  readonly postingStarts: Int32Array;
  readonly postingRows: Int32Array;
  readonly postingWeights: Float32Array;
}

export const indexRows = (rows: SparseRows): IndexedRows => {
  const postingStarts = new Int32Array(rows.featureCount + 1);
  for (const feature of rows.features) postingStarts[feature + 1] = intAt(postingStarts, feature + 1) + 1;
  for (let feature = 0; feature < rows.featureCount; feature += 1)
    postingStarts[feature + 1] = intAt(postingStarts, feature + 1) + intAt(postingStarts, feature);
  const next = postingStarts.slice();
  const postingRows = new Int32Array(rows.features.length);
  const postingWeights = new Float32Array(rows.features.length);
  for (let row = 0; row + 1 < rows.starts.length; row += 1)
    for (let at = intAt(rows.starts, row); at < intAt(rows.starts, row + 1); at += 1) {
      const feature = intAt(rows.features, at);
      const place = intAt(next, feature);
      next[feature] = place + 1;
      postingRows[place] = row;
      postingWeights[place] = floatAt(rows.weights, at);
    }
  return { ...rows, postingStarts, postingRows, postingWeights };
};

/** A point of the space: a clause, or the mean of several. */
interface Point {
  readonly dense: Float32Array;
  /** For every sparse block, weights by feature. */
  readonly sparse: readonly ReadonlyMap<number, number>[];
}

const sparseRow = (rows: SparseRows, row: number): Map<number, number> => {
  const weights = new Map<number, number>();
  for (let at = intAt(rows.starts, row); at < intAt(rows.starts, row + 1); at += 1)
    weights.set(intAt(rows.features, at), floatAt(rows.weights, at));
  return weights;
};

const sumOf = (rows: SparseRows, members: readonly number[]): Map<number, number> => {
  const sum = new Map<number, number>();
  for (const member of members)
    for (const [feature, weight] of sparseRow(rows, member))
      sum.set(feature, (sum.get(feature) ?? 0) + weight);
  return sum;
};

const pointAt = ({ dense, sparse }: ClauseSpace, row: number): Point => ({
  dense: rowOf(dense, row),
  sparse: sparse.map((rows) => sparseRow(rows, row)),
});

/** The sum of several clauses, not their mean: callers that compare divide. */
const sumPoint = ({ dense, sparse }: ClauseSpace, members: readonly number[]): Point => {
  const sum = new Float32Array(dense.width);
  for (const member of members) {
    const row = rowOf(dense, member);
    for (let index = 0; index < sum.length; index += 1)
      sum[index] = floatAt(sum, index) + floatAt(row, index);
  }
  return { dense: sum, sparse: sparse.map((rows) => sumOf(rows, members)) };
};

/** Four rows at a time: each sum waits for its last product, four of them don't wait for each other. */
const addDense = ({ dense, size }: ClauseSpace, point: Float32Array, into: Float32Array): void => {
  const { width, values } = dense;
  // Numbers of 64 bits, so that they are converted once and not for every row.
  const factors = Float64Array.from(point);
  const inFours = size - (size % 4);
  for (let row = 0; row < inFours; row += 4) {
    const start = row * width;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let index = 0; index < width; index += 1) {
      const factor = doubleAt(factors, index);
      const at = start + index;
      a += floatAt(values, at) * factor;
      b += floatAt(values, at + width) * factor;
      c += floatAt(values, at + 2 * width) * factor;
      d += floatAt(values, at + 3 * width) * factor;
    }
    into[row] = a;
    into[row + 1] = b;
    into[row + 2] = c;
    into[row + 3] = d;
  }
  for (let row = inFours; row < size; row += 1) {
    let sum = 0;
    for (let index = 0; index < width; index += 1)
      sum += floatAt(values, row * width + index) * doubleAt(factors, index);
    into[row] = sum;
  }
};

type Four = readonly [Float32Array, Float32Array, Float32Array, Float32Array];

/** Four points at a time: a row that was fetched is used four times. */
const addDenseToFour = (
  { dense, size }: ClauseSpace,
  points: Float64Array,
  [first, second, third, fourth]: Four,
): void => {
  const { width, values } = dense;
  for (let row = 0; row < size; row += 1) {
    const start = row * width;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let index = 0; index < width; index += 1) {
      const value = floatAt(values, start + index);
      const at = 4 * index;
      a += value * doubleAt(points, at);
      b += value * doubleAt(points, at + 1);
      c += value * doubleAt(points, at + 2);
      d += value * doubleAt(points, at + 3);
    }
    first[row] = a;
    second[row] = b;
    third[row] = c;
    fourth[row] = d;
  }
};

const addSparse = (rows: IndexedRows, point: ReadonlyMap<number, number>, into: Float32Array): void => {
  for (const [feature, weight] of point) {
    const end = intAt(rows.postingStarts, feature + 1);
    for (let at = intAt(rows.postingStarts, feature); at < end; at += 1) {
      const row = intAt(rows.postingRows, at);
      into[row] = floatAt(into, row) + weight * floatAt(rows.postingWeights, at);
    }
  }
};

const similarityToPoint = (space: ClauseSpace, point: Point, into: Float32Array): Float32Array => {
  addDense(space, point.dense, into);
  space.sparse.forEach((rows, block) => {
    addSparse(rows, point.sparse[block] ?? new Map(), into);
  });
  return into;
};

/** The similarity of every clause to one of them. */
export const similarityTo = (
  space: ClauseSpace,
  row: number,
  into = new Float32Array(space.size),
): Float32Array => similarityToPoint(space, pointAt(space, row), into);

const atOnce = 4;

/** The dense rows of four clauses with their values interleaved: all first ones, then all second ones; missing rows are zeros. */
const interleaved = ({ dense }: ClauseSpace, rows: readonly number[]): Float64Array => {
  const points = new Float64Array(atOnce * dense.width);
  rows.forEach((row, place) => {
    rowOf(dense, row).forEach((value, index) => {
      points[atOnce * index + place] = value;
    });
  });
  return points;
};

/**
 * Calls back with the similarity of every clause to each of these, in order: for many, at half the cost.
 *
 * @param visit is given an array that is overwritten afterwards
 */
export const similarityToEach = (
  space: ClauseSpace,
  rows: readonly number[],
  visit: (row: number, similarity: Float32Array) => void,
): void => {
  const buffer = (): Float32Array => new Float32Array(space.size);
  const buffers: Four = [buffer(), buffer(), buffer(), buffer()];
  for (let start = 0; start < rows.length; start += atOnce) {
    const four = rows.slice(start, start + atOnce);
    addDenseToFour(space, interleaved(space, four), buffers);
    four.forEach((row, place) => {
      const similarity = buffers[place] ?? outOfRange(place);
      for (const sparse of space.sparse) addSparse(sparse, sparseRow(sparse, row), similarity);
      visit(row, similarity);
    });
  }
};

/** The similarity of a clause to itself: the number of its blocks that are not empty. */
const selfSimilarity = (space: ClauseSpace, row: number): number => {
  let sum = 0;
  for (const value of rowOf(space.dense, row)) sum += value * value;
  for (const rows of space.sparse) for (const weight of sparseRow(rows, row).values()) sum += weight * weight;
  return sum;
};

/** The mean similarity of every clause to the members; a member is not compared with itself. */
export const similarityToGroup = (space: ClauseSpace, members: readonly number[]): Float32Array => {
  const similarity = similarityToPoint(space, sumPoint(space, members), new Float32Array(space.size));
  const count = Math.max(1, members.length);
  const own = new Map(members.map((member) => [member, floatAt(similarity, member)]));
  for (let row = 0; row < space.size; row += 1) similarity[row] = floatAt(similarity, row) / count;
  for (const [member, sum] of own)
    similarity[member] = (sum - selfSimilarity(space, member)) / Math.max(1, members.length - 1);
  return similarity;
};

const sparseDot = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number => {
  const [left, right] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [feature, weight] of left) sum += weight * (right.get(feature) ?? 0);
  return sum;
};

const pointDot = (left: Point, right: Point): number => {
  let sum = 0;
  for (let index = 0; index < left.dense.length; index += 1)
    sum += floatAt(left.dense, index) * floatAt(right.dense, index);
  return left.sparse.reduce(
    (soFar, rows, block) => soFar + sparseDot(rows, right.sparse[block] ?? new Map()),
    sum,
  );
};

/** A group by the sum of its members, so that groups can be compared and joined without their members. */
export interface GroupSum {
  readonly members: readonly number[];
  readonly point: Point;
  /** The similarities of the members to themselves, added up. */
  readonly self: number;
}

export const sumGroup = (space: ClauseSpace, members: readonly number[]): GroupSum => ({
  members,
  point: sumPoint(space, members),
  self: members.reduce((sum, member) => sum + selfSimilarity(space, member), 0),
});

/** The mean similarity of the members of two disjoint groups. */
export const similarityBetween = (left: GroupSum, right: GroupSum): number =>
  pointDot(left.point, right.point) / Math.max(1, left.members.length * right.members.length);

/** The mean similarity of the members of a group to each other; for fewer than two, 0. */
export const similarityWithin = ({ members, point, self }: GroupSum): number =>
  (pointDot(point, point) - self) / Math.max(1, members.length * (members.length - 1));
