import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  minSum,
  stepsIn,
  storedSteps,
  valueOfSteps,
  valueOfSum,
} from '../../../../lib/analysis/sentiment/model/filter-steps.ts';

const stored = (value: number): number => storedSteps(stepsIn(value));
const value = fc.double({ min: -10, max: 10, noNaN: true });

describe('filter steps', () => {
  it('round a number to the nearest 512th', () => {
    expect(valueOfSteps(stored(1.25))).toBe(1.25);
    expect(valueOfSteps(stored(-3.001))).toBeCloseTo(-3.001, 2);
  });

  it('cap a number at the largest value', () => {
    expect(valueOfSteps(stored(100))).toBe(valueOfSteps(stored(8)));
    expect(valueOfSteps(stored(-100))).toBe(-valueOfSteps(stored(100)));
  });

  it('add three numbers within 16 bits, above the smallest sum', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 3 }), (values) => {
        const sum = values.reduce((total, each) => total + stored(each), 0);
        expect(sum).toBeGreaterThan(minSum);
        expect(sum).toBeLessThan(2 ** 16);
        expect(valueOfSum(sum)).toBe(
          values.map((each) => valueOfSteps(stored(each))).reduce((a, b) => a + b, 0),
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
