import fc from 'fast-check';
import { expect, test } from 'vitest';
import { falseDiscoveryRates } from '../../../lib/metrics/comparisons/benjamini-hochberg.ts';
import { familyRates } from '../../../lib/metrics/comparisons/family-rates.ts';
import { shareTrue } from '../chance.ts';

test('of one family, rates are those of Benjamini and Hochberg', () => {
  const ps = [0.001, 0.01, 0.04, 0.5];
  expect(familyRates([ps])).toEqual([falseDiscoveryRates(ps)]);
});

test('a family that is alone in having something pays for all families, one of several for fewer', () => {
  expect(familyRates([[0.001], [0.9], [0.8]])[0]).toEqual([0.003]);
  expect(familyRates([[0.001], [0.001], [0.8]])[0]).toEqual([0.0015]);
});

test('a family without tests counts for nothing, and none at all give none', () => {
  expect(familyRates([[0.02], []])).toEqual([[0.02], []]);
  expect(familyRates([])).toEqual([]);
});

test('rates never exceed 1, never fall below those of the family, and keep its order', () => {
  const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(family, { maxLength: 5 }), (families) => {
      for (const [index, rates] of familyRates(families).entries()) {
        const within = falseDiscoveryRates(families[index] ?? []);
        for (const [place, rate] of rates.entries()) {
          expect(rate).toBeLessThanOrEqual(1);
          expect(rate).toBeGreaterThanOrEqual((within[place] ?? 0) - 1e-12);
        }
      }
    }),
    { seed: 1 },
  );
});

test('where nothing has changed, anything is called in one look of twenty, however many families there are', () => {
  const called = shareTrue(4000, 11, (chance) => {
    const families = [4, 30, 100, 12, 5].map((size) => Array.from({ length: size }, chance));
    return familyRates(families)
      .flat()
      .some((rate) => rate <= 0.05);
  });
  expect(called).toBeGreaterThan(0.035);
  expect(called).toBeLessThan(0.065);
});
