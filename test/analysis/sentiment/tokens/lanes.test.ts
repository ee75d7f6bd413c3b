import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstOf,
  firstSum,
  largerSums,
  minSum,
  packed,
  secondOf,
  secondSum,
} from '../../../../lib/analysis/sentiment/tokens/lanes.ts';

const value = fc.double({ min: -10, max: 10, noNaN: true });
const three = fc.tuple(value, value, value);
const held = (number: number): number => firstOf(packed(number, 0));
const sum = (first: readonly number[], second: readonly number[]): number =>
  first.reduce((total, number, index) => (total + packed(number, second[index] ?? 0)) | 0, 0);
const total = (numbers: readonly number[]): number => numbers.map(held).reduce((a, b) => a + b, 0);

describe('lanes', () => {
  it('hold two numbers to the nearest 512th', () => {
    const lanes = packed(1.25, -3.001);
    expect(firstOf(lanes)).toBe(1.25);
    expect(secondOf(lanes)).toBeCloseTo(-3.001, 2);
  });

  it('hold the largest number for any larger', () => {
    expect(firstOf(packed(100, 0))).toBe(firstOf(packed(8, 0)));
    expect(secondOf(packed(0, -100))).toBe(-secondOf(packed(0, 100)));
  });

  it('add up three numbers of either lane, and neither disturbs the other', () => {
    fc.assert(
      fc.property(three, three, (first, second) => {
        expect(firstSum(sum(first, second))).toBe(total(first));
        expect(secondSum(sum(first, second))).toBe(total(second));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('find the larger sum of either lane', () => {
    fc.assert(
      fc.property(three, three, three, three, (a, b, c, d) => {
        const larger = largerSums(sum(a, b), sum(c, d));
        expect(firstSum(larger)).toBe(Math.max(total(a), total(c)));
        expect(secondSum(larger)).toBe(Math.max(total(b), total(d)));
        expect(largerSums(minSum, sum(a, b))).toBe(sum(a, b));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
