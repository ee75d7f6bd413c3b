import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designEffectOf, scoreDesignEffect } from '../../../lib/metrics/figures/design-effect.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { type CountedResponse, sumTallies, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { countedResponse } from '../arbitraries.ts';

const rated = (respondent: string, rating: number, time = 0): CountedResponse => ({
  responseId: `${respondent}${time}`,
  respondent,
  ratings: { 'nps:relationship': rating },
  asked: 0,
  answers: [],
});

const person = (index: number): string => `p${String(index).padStart(5, '0')}`;
const ratingOf = (index: number): number => (index % 3 === 0 ? 3 : 10);

const npsOf = (responses: readonly CountedResponse[]) => {
  const figures = figuresOf(tallyOf(responses)).ratings['nps:relationship'];
  if (figures?.metric !== 'nps') throw new Error('no NPS');
  return figures.nps;
};

describe('intervals of figures', () => {
  const once = Array.from({ length: 60 }, (_, index) => rated(person(index), ratingOf(index)));
  const again = once.flatMap((one, index) => [one, rated(person(index), ratingOf(index), 1)]);

  it('are the same whether respondents are known or not, where each gave one rating', () => {
    const unknown = once.map(({ respondent: _, ...one }) => one);
    expect(npsOf(once)).toEqual(npsOf(unknown));
  });

  it('do not narrow where everyone says the same a second time', () => {
    const [one, two] = [npsOf(once), npsOf(again)];
    expect(two.n).toBe(120);
    expect(two.high - two.low).toBeGreaterThanOrEqual(one.high - one.low);
    expect(two.high - two.low).toBeLessThan(1.1 * (one.high - one.low));
  });

  it('are enough by the number of independent responses', () => {
    const few = again.slice(0, 40);
    expect([few.length, npsOf(few).enough]).toEqual([40, false]);
  });

  it('recognize a person on another day', () => {
    const days = [0, 1].map((day) => tallyOf(once.map((one) => rated(one.respondent ?? '', 9, day))));
    expect(sumTallies(days)).toEqual(
      tallyOf(again.map((one, index) => ({ ...one, ...rated(one.respondent ?? '', 9, index) }))),
    );
  });

  it('stay within the scale and hold the value, for any responses', () => {
    fc.assert(
      fc.property(fc.array(countedResponse, { minLength: 1, maxLength: 60 }), (responses) => {
        const { sentiment } = figuresOf(tallyOf(responses));
        for (const { low, value, high } of sentiment === undefined
          ? []
          : [sentiment.net, sentiment.negative, sentiment.mean]) {
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('designEffectOf', () => {
  it('is 1 without a sample', () => {
    expect(designEffectOf(undefined, { n: 9, mean: 0, variance: 1 })).toBe(1);
  });

  it('counts each person once where all answers are equal', () => {
    const people = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [person(index), [2, 2, 2] as const]),
    );
    expect(designEffectOf({ n: 60, people }, { n: 60, mean: 1, variance: 0 })).toBeCloseTo(2.18, 2);
  });
});

describe('scoreDesignEffect', () => {
  /** Half of the people give 10 and 4 in turn, the others always 7: all have the same mean. */
  const responses = Array.from({ length: 40 }, (_, index) => index).flatMap((index) =>
    [10, 4, 10, 4].map((extreme, time) => rated(person(index), index % 2 === 0 ? extreme : 7, time)),
  );
  const { clusters, ratings } = tallyOf(responses);
  const counts = ratings['nps:relationship'] ?? {};
  const designEffectFor = (scoreOf: (rating: number) => number) =>
    scoreDesignEffect(clusters?.['nps:relationship'], counts, scoreOf);

  it('sees that people with one mean differ in how often they are promoters', () => {
    expect(designEffectFor((rating) => rating)).toBeLessThan(1.1);
    expect(designEffectFor((rating) => Number(rating === 7))).toBeGreaterThan(3.9);
    expect(designEffectFor((rating) => Number(rating >= 9))).toBeGreaterThan(1.3);
  });

  it('counts each person once where the score is always the same, and is 1 without a sample', () => {
    expect(designEffectFor(() => 1)).toBeGreaterThan(4);
    expect(scoreDesignEffect(undefined, counts, () => 1)).toBe(1);
  });
});
