import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createFilterKernels,
  shippedKernels,
} from '../../../../lib/analysis/sentiment/model/filter-kernels.ts';
import {
  minSum,
  stepsIn,
  storedSteps,
  valueOfSum,
} from '../../../../lib/analysis/sentiment/model/filter-steps.ts';
import { assetPath } from '../../../../lib/assets.ts';
import { compiledKernels } from '../../../../models/compile-kernels.ts';

const sizes = fc.record({
  filters: fc.integer({ min: 1, max: 13 }).map((eights) => 8 * eights),
  dimensions: fc.integer({ min: 1, max: 80 }),
});

test('every row of the matrix is multiplied with the vector, equal to plain arithmetic', () => {
  const given = sizes.chain(({ filters, dimensions }) => {
    const rowOf = (most: number) =>
      fc.array(fc.integer({ min: -most, max: most }), { minLength: dimensions, maxLength: dimensions });
    return fc.record({
      filters: fc.constant(filters),
      dimensions: fc.constant(dimensions),
      matrix: fc.array(rowOf(32_767), { minLength: 3 * filters, maxLength: 3 * filters }),
      vector: rowOf(127),
    });
  });
  fc.assert(
    fc.property(given, fc.nat(1), ({ filters, dimensions, matrix, vector }, state) => {
      const kernels = createFilterKernels({ places: 3, states: 2, filters, dimensions, rows: 1 });
      matrix.forEach((row, index) => {
        kernels.matrix.set(row, (state * 3 * filters + index) * kernels.stride);
      });
      kernels.vector.set(vector);
      kernels.project(state);
      const plain = matrix.map((row) =>
        row.reduce((sum, number, index) => sum + number * (vector[index] ?? 0), 0),
      );
      expect([...kernels.products]).toEqual(plain);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('the pool is raised, filter by filter, to the largest sum over the three positions of a window', () => {
  const filters = 16;
  const rowLength = 3 * filters;
  const value = fc.integer({ min: -4095, max: 4095 }).map((steps) => steps / 512);
  const row = fc.array(value, { minLength: 3 * filters, maxLength: 3 * filters });
  const window = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 4, maxLength: 4 }),
      fc.array(window, { minLength: 1, maxLength: 5 }),
      (rows, windows) => {
        const kernels = createFilterKernels({ places: 3, states: 1, filters, dimensions: 8, rows: 4 });
        rows.forEach((values, index) => {
          kernels.rows.set(
            values.map((value) => storedSteps(stepsIn(value))),
            index * rowLength,
          );
        });
        kernels.pool.fill(minSum);
        for (const places of windows) {
          const [before, here, after] = places.map((index) => index * rowLength) as [number, number, number];
          kernels.raise(before, here, after);
        }
        const pooled = [...kernels.pool].map(valueOfSum);
        const plain = Array.from({ length: filters }, (_, filter) =>
          Math.max(
            ...windows.map((places) =>
              places.reduce((sum, index, place) => sum + (rows[index]?.[place * filters + filter] ?? 0), 0),
            ),
          ),
        );
        expect(pooled).toEqual(plain);
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

test('the shipped module is what its source compiles to', async () => {
  expect([...(await compiledKernels())]).toEqual([...readFileSync(assetPath(shippedKernels))]);
});
