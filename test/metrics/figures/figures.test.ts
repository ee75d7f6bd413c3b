import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../lib/metrics/figures/figure.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { emptyTally, mergeTallies, type Tally, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { countedResponse } from '../arbitraries.ts';

const withRatings = (ratings: Tally['ratings']): Tally => ({ ...emptyTally, ratings });

const ratingsOf = (key: string, counts: Record<string, number>) =>
  figuresOf(withRatings({ [key]: counts })).ratings[key];

/** Every figure anywhere in a value. */
const figuresIn = (value: unknown): Figure[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('enough' in value && 'low' in value) return [value as Figure];
  return Object.values(value).flatMap(figuresIn);
};

describe('figures of a scale', () => {
  it('NPS counts 9–10 as promoters, 7–8 as passives, 0–6 as detractors', () => {
    const one = { '0': 1, '1': 1, '2': 1, '3': 1, '4': 1, '5': 1, '6': 1, '7': 1, '8': 1, '9': 1, '10': 1 };
    expect(ratingsOf('nps:relationship', one)).toMatchObject({
      metric: 'nps',
      n: 11,
      nps: { value: (100 * (2 - 7)) / 11 },
      promoters: { value: 2 / 11 },
      passives: { value: 2 / 11 },
      detractors: { value: 7 / 11 },
    });
  });

  it('NPS shows the raw score inside the adjusted interval', () => {
    // 15 promoters, 13 passives, 8 detractors: 100 × 7/36 is shown, 100 × 7/39 is the middle of the interval.
    expect(ratingsOf('nps:transactional', { '10': 15, '8': 13, '0': 8 })).toMatchObject({
      nps: {
        value: expect.closeTo(19.4444, 4),
        low: expect.closeTo(-6.2803, 4),
        high: expect.closeTo(42.1777, 4),
        n: 36,
        enough: true,
      },
    });
  });

  it.each([
    ['csat:1-2', { '1': 1, '2': 3 }, 3 / 4],
    ['csat:1-3', { '2': 1, '3': 3 }, 3 / 4],
    ['csat:1-5', { '1': 1, '3': 1, '4': 1, '5': 1 }, 2 / 4],
    ['csat:1-7', { '5': 1, '6': 1, '7': 1 }, 2 / 3],
    ['csat:1-10', { '8': 1, '9': 1, '10': 1 }, 2 / 3],
  ])('%s counts the usual boxes as satisfied', (key, counts, satisfied) => {
    expect(ratingsOf(key, counts)).toMatchObject({ metric: 'csat', satisfied: { value: satisfied } });
  });

  it('the satisfied range of a scale is configurable', () => {
    const tally = withRatings({ 'csat:1-5': { '3': 1, '4': 1 }, 'csat:1-7': { '4': 1 } });
    const { ratings } = figuresOf(tally, { satisfiedFrom: { 'csat:1-5': 3 } });
    expect(ratings['csat:1-5']).toMatchObject({ satisfied: { value: 1 }, satisfiedFrom: 3 });
    expect(ratings['csat:1-7']).toMatchObject({ satisfied: { value: 0 }, satisfiedFrom: 6 });
  });

  it.each([
    ['ces:1-7:easy', 5, { '4': 1, '5': 1, '6': 1, '7': 1 }, 3 / 4],
    ['ces:1-7:effort', 3, { '1': 1, '3': 1, '4': 2 }, 2 / 4],
    ['ces:1-5:easy', 4, { '3': 1, '4': 1 }, 1 / 2],
    ['ces:1-5:effort', 2, { '2': 1, '3': 1 }, 1 / 2],
    ['ces:0-10:easy', 7, { '6': 1, '7': 1 }, 1 / 2],
    ['ces:1-3:effort', 1, { '1': 1, '2': 1 }, 1 / 2],
  ])('%s counts low effort to the limit of %i', (key, lowEffortLimit, counts, lowEffort) => {
    expect(ratingsOf(key, counts)).toMatchObject({
      metric: 'ces',
      lowEffortLimit,
      lowEffort: { value: lowEffort },
    });
  });

  it('a reversed effort scale gives low effort where the normal scale gives easy', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (values) => {
        const share = (key: string, turn: (value: number) => number): number => {
          const rated = tallyOf(
            values.map((value) => ({
              responseId: 'r',
              ratings: { [key]: turn(value) },
              asked: 0,
              answers: [],
            })),
          );
          const figures = figuresOf(rated).ratings[key];
          return figures?.metric === 'ces' ? figures.lowEffort.value : Number.NaN;
        };
        expect(share('ces:1-7:effort', (value) => 8 - value)).toBe(share('ces:1-7:easy', (value) => value));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('stars have a mean and a distribution, but no share of satisfied', () => {
    expect(ratingsOf('rating:1-5', { '1': 1, '5': 3 })).toEqual({
      metric: 'rating',
      n: 4,
      counts: { '1': 1, '5': 3 },
      mean: expect.objectContaining({ value: 4, n: 4, enough: false }),
    });
  });

  it('scales and directions are never combined', () => {
    const { ratings } = figuresOf(
      withRatings({ 'ces:1-7:easy': { '7': 2 }, 'ces:1-7:effort': { '1': 1 }, 'ces:1-5:easy': { '5': 1 } }),
    );
    expect(Object.entries(ratings).map(([key, { n }]) => [key, n])).toEqual([
      ['ces:1-7:easy', 2],
      ['ces:1-7:effort', 1],
      ['ces:1-5:easy', 1],
    ]);
  });

  it('are absent without respondents', () => {
    expect(figuresOf(withRatings({ 'csat:1-5': {}, 'rating:1-5': { '5': 0 } })).ratings).toEqual({});
  });
});

describe('figures of text', () => {
  const tally: Tally = {
    ...emptyTally,
    responses: 60,
    answers: { asked: 100, scored: 40, 'no-content': 8, 'no-comment': 40, 'unsupported-language': 12 },
    sentiment: { negative: 10, neutral: 10, positive: 20, mixed: 4, scoreSum: 800, scoreSquareSum: 160_000 },
    themes: {
      delivery: {
        negative: 6,
        neutral: 1,
        positive: 3,
        scoreSum: -200,
        scoreSquareSum: 40_000,
        people: 'many',
      },
    },
  };
  const figures = figuresOf(tally);

  it('count shares, net and mean sentiment over scored answers', () => {
    expect(figures.sentiment).toMatchObject({
      negative: { value: 0.25, n: 40 },
      neutral: { value: 0.25, n: 40 },
      positive: { value: 0.5, n: 40 },
      mixed: { value: 0.1, n: 40 },
      net: { value: 25, n: 40, enough: true },
      mean: { value: 0.2, n: 40 },
    });
  });

  it('report the shares of commented, informative and unread answers', () => {
    expect(figures.answers).toMatchObject({
      commented: { value: 60 / 100, n: 100 },
      informative: { value: 40 / 60, n: 60 },
      unread: { value: 12 / 52, n: 52 },
    });
  });

  it('give a theme its share of scored answers and its own sentiment', () => {
    expect(figures.themes['delivery']).toMatchObject({
      mentions: 10,
      share: { value: 0.25, n: 40, enough: true },
      net: { value: -30, n: 10, enough: false },
      mean: { value: -0.2, n: 10 },
      negative: { value: 0.6, n: 10 },
    });
  });

  it('are absent where nothing was scored, and the unread share says why', () => {
    const foreign = figuresOf({
      ...emptyTally,
      answers: { ...emptyTally.answers, asked: 3, 'unsupported-language': 3 },
    });
    expect(foreign.sentiment).toBeUndefined();
    expect(foreign.answers.unread?.value).toBe(1);
  });
});

describe('figuresOf', () => {
  it('an empty tally has counts of zero and no figures', () => {
    expect(figuresIn(figuresOf(emptyTally))).toEqual([]);
    expect(figuresOf(emptyTally)).toMatchObject({ responses: 0, minimumSample: 30, ratings: {}, themes: {} });
  });

  it('marks figures under the minimum sample', () => {
    const enough = (n: number, minimumSample?: number) =>
      figuresIn(
        figuresOf(
          withRatings({ 'rating:1-5': { '4': n } }),
          minimumSample === undefined ? {} : { minimumSample },
        ),
      ).map((figure) => figure.enough);
    expect([enough(29), enough(30), enough(9, 10), enough(10, 10)]).toEqual([
      [false],
      [true],
      [false],
      [true],
    ]);
  });

  it('gives finite figures inside their intervals for any tally', () => {
    fc.assert(
      fc.property(fc.array(countedResponse), fc.array(countedResponse), (some, others) => {
        for (const { value, low, high, n } of figuresIn(
          figuresOf(mergeTallies(tallyOf(some), tallyOf(others))),
        )) {
          expect(n).toBeGreaterThan(0);
          expect(low <= value && value <= high).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
