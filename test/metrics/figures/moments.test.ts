import fc from 'fast-check';
import { mean, sampleVariance } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { momentsOfCounts, momentsOfScores } from '../../../lib/metrics/figures/moments.ts';
import { tallyOf } from '../../../lib/metrics/tally/tally.ts';

const runs = { seed: 1, numRuns: 200 };

const countsOf = (values: readonly number[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

describe('momentsOfCounts', () => {
  it('agrees with simple-statistics on the single ratings', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 50 }), (values) => {
        const moments = momentsOfCounts(countsOf(values));
        expect(moments.n).toBe(values.length);
        expect(moments.mean).toBeCloseTo(mean(values), 10);
        expect(moments.variance).toBeCloseTo(sampleVariance(values), 10);
      }),
      runs,
    );
  });

  it('is the same to the last bit in any order of the counts', () => {
    const forward = momentsOfCounts({ '0.1': 3, '0.2': 7, '0.7': 1 });
    expect(momentsOfCounts({ '0.7': 1, '0.2': 7, '0.1': 3 })).toEqual(forward);
  });

  it('one rating has no variance, no ratings have no n', () => {
    expect(momentsOfCounts({ '5': 1 })).toEqual({ n: 1, mean: 5, variance: 0 });
    expect(momentsOfCounts({})).toEqual({ n: 0, mean: 0, variance: 0 });
  });
});

describe('momentsOfScores', () => {
  it('agrees with simple-statistics on the single scores', () => {
    const scores = [-0.62, 0, 0.4, 0.4, 1];
    const { sentiment } = tallyOf(
      scores.map((score) => ({
        responseId: 'r',
        ratings: {},
        asked: 1,
        answers: [
          {
            analysis: {
              status: 'scored' as const,
              language: 'en',
              sentiment: { label: 'neutral' as const, score, mixed: false },
              themes: [],
            },
          },
        ],
      })),
    );
    expect(momentsOfScores(sentiment).mean).toBeCloseTo(mean(scores), 12);
    expect(momentsOfScores(sentiment).variance).toBeCloseTo(sampleVariance(scores), 12);
  });
});
