import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseDiscoveryRates } from '../../../lib/metrics/comparisons/benjamini-hochberg.ts';
import { seededChance } from '../chance.ts';

/** The fifteen tests of Benjamini and Hochberg (1995), section 3.2. */
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];
const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

describe('falseDiscoveryRates', () => {
  it('rejects the first four of the published example at 0.05', () => {
    expect(falseDiscoveryRates(published).filter((rate) => rate <= 0.05)).toHaveLength(4);
  });

  it('returns results in the order of the input', () => {
    const turned = falseDiscoveryRates(published.toReversed()).toReversed();
    expect(turned).toEqual(falseDiscoveryRates(published));
  });

  it('agrees with the step-up procedure as published, at any level', () => {
    const rejectedBy = (family: readonly number[], level: number): number => {
      const sorted = family.toSorted((left, right) => left - right);
      return 1 + sorted.findLastIndex((p, index) => p * family.length <= (index + 1) * level);
    };
    fc.assert(
      fc.property(ps, fc.constantFrom(0.01, 0.05, 0.1, 0.5), (family, level) => {
        const rates = falseDiscoveryRates(family).filter((rate) => rate <= level + 1e-12);
        expect(rates.length).toBe(rejectedBy(family, level + 1e-12));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('one test keeps its p; no tests give an empty result', () => {
    expect(falseDiscoveryRates([0.03])).toEqual([0.03]);
    expect(falseDiscoveryRates([])).toEqual([]);
  });

  it('finds something in at most 5 of 100 families where nothing has changed', () => {
    const chance = seededChance(3);
    const families = Array.from({ length: 2000 }, () => Array.from({ length: 40 }, chance));
    const called = families.filter((family) => falseDiscoveryRates(family).some((rate) => rate <= 0.05));
    expect(called.length / families.length).toBeLessThan(0.06);
  });
});
