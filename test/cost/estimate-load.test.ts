import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateLoad } from '../../lib/cost/estimate-load.ts';
import { pricesOf } from '../../lib/cost/prices.ts';

const prices = pricesOf('us-east-1');

test('more rows, respondents and files cost and take at least as much', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.boolean(), (fewer, more, hasRespondents) => {
      const [small, large] = [
        estimateLoad({ rows: fewer, hasRespondents }, prices),
        estimateLoad({ rows: fewer + more, hasRespondents: true, files: 2 }, prices),
      ];
      expect(large.dollars).toBeGreaterThanOrEqual(small.dollars);
      expect(large.seconds).toBeGreaterThanOrEqual(small.seconds);
    }),
  );
});

test('an estimate is by the prices of its region', () => {
  const load = { rows: 1_000_000, hasRespondents: false };
  const frankfurt = estimateLoad(load, pricesOf('eu-central-1'));
  expect(frankfurt.region).toBe('eu-central-1');
  expect(frankfurt.dollars).toBeGreaterThan(1.1 * estimateLoad(load, prices).dollars);
});

test('a thousand small files cost more than one file of the same rows', () => {
  const load = { rows: 100_000, hasRespondents: false };
  expect(estimateLoad({ ...load, files: 1000 }, prices).dollars).toBeGreaterThan(
    1.5 * estimateLoad(load, prices).dollars,
  );
});
