/** Rows of equal length, one after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export const zeros = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
});

const rowOf = ({ columns, values }: Matrix, row: number): Float64Array =>
  values.subarray(row * columns, (row + 1) * columns);

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
};

const addScaled = (target: Float64Array, source: Float64Array, factor: number): void => {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) + factor * (source[index] ?? 0);
  }
};

const scale = (row: Float64Array, factor: number): void => {
  for (let index = 0; index < row.length; index += 1) row[index] = (row[index] ?? 0) * factor;
};

/** Gives each row length 1; a row of zeros stays. */
export const normalizeRows = (matrix: Matrix): Matrix => {
  for (let row = 0; row < matrix.rows; row += 1) {
    const values = rowOf(matrix, row);
    scale(values, 1 / (Math.sqrt(dot(values, values)) || 1));
  }
  return matrix;
};

/** Takes the mean row from each row that is not all zeros. */
export const centreRows = (matrix: Matrix): Matrix => {
  const mean = new Float64Array(matrix.columns);
  const filled = Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row)).filter((row) =>
    row.some((value) => value !== 0),
  );
  for (const row of filled) addScaled(mean, row, 1 / filled.length);
  for (const row of filled) addScaled(row, mean, -1);
  return matrix;
};

export const transposed = (matrix: Matrix): Matrix => {
  const turned = zeros(matrix.columns, matrix.rows);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let column = 0; column < matrix.columns; column += 1) {
      turned.values[column * matrix.rows + row] = matrix.values[row * matrix.columns + column] ?? 0;
    }
  }
  return turned;
};

/** Makes the rows of a matrix orthonormal, in order (modified Gram–Schmidt). */
export const orthonormalizeRows = (matrix: Matrix): Matrix => {
  for (let row = 0; row < matrix.rows; row += 1) {
    const current = rowOf(matrix, row);
    for (let before = 0; before < row; before += 1)
      addScaled(current, rowOf(matrix, before), -dot(current, rowOf(matrix, before)));
    scale(current, 1 / (Math.sqrt(dot(current, current)) || 1));
  }
  return matrix;
};

/** `a` times `b`. */
export const product = (a: Matrix, b: Matrix): Matrix => {
  const result = zeros(a.rows, b.columns);
  for (let row = 0; row < a.rows; row += 1) {
    const target = rowOf(result, row);
    rowOf(a, row).forEach((value, inner) => {
      if (value !== 0) addScaled(target, rowOf(b, inner), value);
    });
  }
  return result;
};

export const sideBySide = (left: Matrix, right: Matrix): Matrix => {
  const joined = zeros(left.rows, left.columns + right.columns);
  for (let row = 0; row < left.rows; row += 1) {
    rowOf(joined, row).set(rowOf(left, row));
    rowOf(joined, row).set(rowOf(right, row), left.columns);
  }
  return joined;
};

const rotate = (matrix: Matrix, p: number, q: number, cosine: number, sine: number): void => {
  const [rowP, rowQ] = [rowOf(matrix, p), rowOf(matrix, q)];
  for (let index = 0; index < matrix.columns; index += 1) {
    const [a, b] = [rowP[index] ?? 0, rowQ[index] ?? 0];
    rowP[index] = cosine * a - sine * b;
    rowQ[index] = sine * a + cosine * b;
  }
};

/**
 * The `count` directions in which the rows vary most, as orthonormal rows, strongest first, with the variance of each.
 * One-sided Jacobi rotations of the columns' second moments (Golub & Van Loan, 8.6).
 */
export const principalDirections = (
  matrix: Matrix,
  count: number,
): { directions: Matrix; strengths: number[] } => {
  const size = matrix.columns;
  const moments = product(transposed(matrix), matrix);
  const directions = zeros(size, size);
  for (let index = 0; index < size; index += 1) directions.values[index * size + index] = 1;
  for (let sweep = 0; sweep < 12; sweep += 1) {
    for (let p = 0; p < size; p += 1)
      for (let q = p + 1; q < size; q += 1) rotatePair(moments, directions, p, q);
  }
  const order = Array.from({ length: size }, (_, index) => index)
    .map((index) => ({ index, strength: Math.sqrt(dot(rowOf(moments, index), rowOf(moments, index))) }))
    .sort((a, b) => b.strength - a.strength)
    .slice(0, count);
  const best = zeros(count, size);
  order.forEach(({ index }, row) => {
    rowOf(best, row).set(rowOf(directions, index));
  });
  return { directions: best, strengths: order.map(({ strength }) => strength) };
};

const rotatePair = (moments: Matrix, directions: Matrix, p: number, q: number): void => {
  const [rowP, rowQ] = [rowOf(moments, p), rowOf(moments, q)];
  const [alpha, beta, gamma] = [dot(rowP, rowP), dot(rowQ, rowQ), dot(rowP, rowQ)];
  if (Math.abs(gamma) <= 1e-10 * Math.sqrt(alpha * beta) || gamma === 0) return;
  const zeta = (beta - alpha) / (2 * gamma);
  const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  rotate(moments, p, q, cosine, cosine * tangent);
  rotate(directions, p, q, cosine, cosine * tangent);
};

/**
 * Removes the mean and the `count` directions that all words share: they show frequency, not meaning (Mu & Viswanath 2018). Rows of
 * length 1 come back.
 */
export const withoutCommonDirections = (matrix: Matrix, count: number): Matrix => {
  const centred = normalizeRows(centreRows(normalizeRows(matrix)));
  const { directions } = principalDirections(centred, count);
  const common = product(product(centred, transposed(directions)), directions);
  common.values.forEach((value, index) => {
    centred.values[index] = (centred.values[index] ?? 0) - value;
  });
  return normalizeRows(centred);
};
