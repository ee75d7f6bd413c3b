import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDotProducts } from '../../../lib/analysis/sentiment/dot-products.ts';

const productsOf = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] => {
  const dots = createDotProducts(matrix.length, vector.length);
  matrix.forEach((row, index) => {
    dots.matrix.set(row, index * dots.stride);
  });
  dots.vector.set(vector);
  dots.run();
  return [...dots.products];
};

test('every row is multiplied with the vector', () => {
  expect(
    productsOf(
      [
        [1, 2, 3],
        [-1, 0, 1],
      ],
      [4, 5, 6],
    ),
  ).toEqual([32, 2]);
});

test('the products are those of plain arithmetic, whatever the rows and the width', () => {
  const kernel = fc.integer({ min: -32_767, max: 32_767 });
  const value = fc.integer({ min: -127, max: 127 });
  const sizes = fc.record({ rows: fc.integer({ min: 1, max: 40 }), width: fc.integer({ min: 1, max: 80 }) });
  const given = sizes.chain(({ rows, width }) => {
    const row = fc.array(kernel, { minLength: width, maxLength: width });
    return fc.record({
      matrix: fc.array(row, { minLength: rows, maxLength: rows }),
      vector: fc.array(value, { minLength: width, maxLength: width }),
    });
  });
  fc.assert(
    fc.property(given, ({ matrix, vector }) => {
      const plain = matrix.map((row) =>
        row.reduce((sum, number, index) => sum + number * (vector[index] ?? 0), 0),
      );
      expect(productsOf(matrix, vector)).toEqual(plain);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('a matrix larger than a page of memory fits', () => {
  const row = Array.from({ length: 504 }, () => 2);
  expect(
    productsOf(
      Array.from({ length: 100 }, () => row),
      row,
    ),
  ).toEqual(Array.from({ length: 100 }, () => 2016));
});
