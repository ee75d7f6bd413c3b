import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyTally, sumTallies, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { widestJson } from '../../../lib/metrics/tally/tally-size.ts';
import { countedResponse } from '../arbitraries.ts';

const responses = fc.array(countedResponse, { maxLength: 30 });
const runs = { seed: 1, numRuns: 200 };

test('the JSON of a tally never exceeds the computed maximum', () => {
  fc.assert(
    fc.property(responses, (some) => {
      const tally = tallyOf(some);
      expect(Buffer.byteLength(JSON.stringify(tally))).toBeLessThanOrEqual(widestJson(tally));
    }),
    runs,
  );
});

test('no part of a tally can be larger than the total', () => {
  fc.assert(
    fc.property(responses, responses, (some, others) => {
      const [part, other] = [tallyOf(some), tallyOf(others)];
      expect(widestJson(sumTallies([part, other]))).toBeGreaterThanOrEqual(widestJson(part));
    }),
    runs,
  );
});

test('an empty tally includes room for later counts', () => {
  expect(widestJson(emptyTally)).toBe(349);
});
