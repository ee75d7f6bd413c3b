import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersAddUp } from '../../../lib/feedback/response/ledger.ts';
import {
  type CountedResponse,
  emptyTally,
  mergeTallies,
  sumTallies,
  tallyOf,
} from '../../../lib/metrics/tally/tally.ts';
import { countedResponse } from '../arbitraries.ts';

const runs = { seed: 1, numRuns: 200 };
const responses = fc.array(countedResponse, { maxLength: 12 });
const bytes = (value: unknown): string => JSON.stringify(value);

const late: CountedResponse = {
  responseId: 'late-response',
  ratings: { 'nps:transactional': 0, 'csat:1-5': 2 },
  asked: 3,
  answers: [
    {
      analysis: {
        status: 'scored',
        language: 'en',
        sentiment: { label: 'negative', mixed: true, score: -0.62 },
        themes: [
          {
            id: 'delivery',
            confidence: 0.9,
            sentiment: { label: 'negative', score: -0.7 },
            spans: [[0, 4]],
          },
        ],
        signals: [{ id: 'complaint', spans: [[0, 4]] }],
      },
    },
    { analysis: { status: 'no-content' } },
  ],
};

describe('tallyOf', () => {
  it('counts each response once and each of its answers in exactly one group', () => {
    expect(tallyOf([late])).toEqual({
      responses: 1,
      unfinished: 0,
      people: ['late-r'],
      answers: { asked: 3, scored: 1, 'no-content': 1, 'no-comment': 1, 'unsupported-language': 0 },
      sentiment: { negative: 1, neutral: 0, positive: 0, scoreSum: -62, scoreSquareSum: 3844, mixed: 1 },
      ratings: { 'csat:1-5': { '2': 1 }, 'nps:transactional': { '0': 1 } },
      themes: {
        delivery: {
          negative: 1,
          neutral: 0,
          positive: 0,
          scoreSum: -70,
          scoreSquareSum: 4900,
          people: ['late-r'],
        },
      },
      signals: { complaint: 1 },
      clusters: {
        asked: { n: 3, people: { c23sdk: [3, 2, 2] }, themes: { 'no-content': 'c23sdk1' } },
      },
    });
  });

  it('keeps an NPS of 0 as a score', () => {
    expect(tallyOf([late]).ratings['nps:transactional']).toEqual({ '0': 1 });
  });

  it('lists values in one order, including halves and negatives, in any input order', () => {
    const rated = (value: number) =>
      tallyOf([{ responseId: `r${value}`, ratings: { 'rating:1-5': value }, asked: 0, answers: [] }]);
    const values = [4.5, -1, 10, 2, 3.5];
    const listed = [values, values.toReversed()].map((order) =>
      bytes(sumTallies(order.map(rated)).ratings['rating:1-5']),
    );
    expect(listed).toEqual(Array(2).fill('{"2":1,"10":1,"-1":1,"3.5":1,"4.5":1}'));
  });

  it('counts ratings of a response without text', () => {
    const silent = tallyOf([{ responseId: 'r', ratings: { 'rating:1-5': 4 }, asked: 1, answers: [] }]);
    expect(silent.ratings).toEqual({ 'rating:1-5': { '4': 1 } });
    expect(silent.answers['no-comment']).toBe(1);
  });

  it('flags unfinished responses and still counts them', () => {
    const tally = tallyOf([{ responseId: 'r', unfinished: true, ratings: {}, asked: 0, answers: [] }]);
    expect(tally).toMatchObject({ responses: 1, unfinished: 1 });
  });

  it('no responses give the empty tally', () => {
    expect(tallyOf([])).toEqual(emptyTally);
  });

  it('accepts an iterable that can be read only once', () => {
    expect(tallyOf(Iterator.from([late, late].values()))).toEqual(tallyOf([late, late]));
  });

  it('counts few respondents exactly, however often each writes', () => {
    const by = (respondent: string, responseId: string) => ({ ...late, respondent, responseId });
    const three = [by('aaaaaaaa', '1'), by('bbbbbbbb', '2'), by('aaaaaaaa', '3')];
    expect(tallyOf(three).people).toEqual(['aaaaaa', 'bbbbbb']);
    expect(tallyOf(three).themes['delivery']?.people).toEqual(['aaaaaa', 'bbbbbb']);
  });

  it('records only "many" from ten respondents on', () => {
    const crowd = (size: number) =>
      Array.from({ length: size }, (_, index) => ({ ...late, responseId: `r-${100 + index}` }));
    expect(tallyOf(crowd(9)).people).toHaveLength(9);
    expect(tallyOf(crowd(10)).people).toBe('many');
    expect(tallyOf(crowd(10)).themes['delivery']?.people).toBe('many');
  });

  it('rejects more answers than questions', () => {
    expect(() => tallyOf([{ ...late, asked: 1 }])).toThrow('more answers than questions');
  });

  it('accounts for every question asked', () => {
    fc.assert(
      fc.property(responses, (some) => answersAddUp(tallyOf(some).answers)),
      runs,
    );
  });
});

describe('mergeTallies', () => {
  it('gives the tally of a union for any split, byte for byte', () => {
    fc.assert(
      fc.property(responses, responses, (some, others) => {
        expect(bytes(mergeTallies(tallyOf(some), tallyOf(others)))).toBe(
          bytes(tallyOf([...some, ...others])),
        );
      }),
      runs,
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(responses, responses, responses, (a, b, c) => {
        const [left, middle, right] = [tallyOf(a), tallyOf(b), tallyOf(c)] as const;
        expect(bytes(mergeTallies(mergeTallies(left, middle), right))).toBe(
          bytes(mergeTallies(left, mergeTallies(middle, right))),
        );
      }),
      runs,
    );
  });

  it('is commutative', () => {
    fc.assert(
      fc.property(responses, responses, (some, others) => {
        const [left, right] = [tallyOf(some), tallyOf(others)] as const;
        expect(bytes(mergeTallies(left, right))).toBe(bytes(mergeTallies(right, left)));
      }),
      runs,
    );
  });

  it('has the empty tally as the identity', () => {
    fc.assert(
      fc.property(responses, (some) => {
        expect(bytes(mergeTallies(tallyOf(some), emptyTally))).toBe(bytes(tallyOf(some)));
      }),
      runs,
    );
  });

  it('changes neither argument', () => {
    const left = tallyOf([late]);
    mergeTallies(left, left);
    expect(left).toEqual(tallyOf([late]));
  });
});

describe('sumTallies', () => {
  it('sums days to a month in any order', () => {
    fc.assert(
      fc.property(fc.array(responses, { maxLength: 5 }), (days) => {
        const tallies = days.map((day) => tallyOf(day));
        expect(bytes(sumTallies(tallies.toReversed()))).toBe(bytes(tallyOf(days.flat())));
      }),
      runs,
    );
  });

  it('no tallies sum to the empty tally', () => {
    expect(sumTallies([])).toEqual(emptyTally);
  });
});
