import fc from 'fast-check';
import type { Analysis, Polarity, SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { CountedResponse } from '../../lib/metrics/tally/tally.ts';

const polarity: fc.Arbitrary<Polarity> = fc.record({
  label: fc.constantFrom<SentimentLabel>('negative', 'neutral', 'positive'),
  score: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
});

const themeId = fc.constantFrom('delivery', 'price', 'staff', '__proto__', 'constructor');

export const analysis: fc.Arbitrary<Analysis> = fc.oneof(
  fc.constant<Analysis>({ status: 'no-content' }),
  fc.constant<Analysis>({ status: 'unsupported-language', language: 'fi' }),
  fc
    .record({ sentiment: polarity, mixed: fc.boolean(), themes: fc.uniqueArray(themeId), about: polarity })
    .map(
      ({ sentiment, mixed, themes, about }): Analysis => ({
        status: 'scored',
        language: 'en',
        sentiment: { ...sentiment, mixed },
        themes: themes.map((id) => ({ id, confidence: 1, sentiment: about, spans: [[0, 1]] })),
      }),
    ),
);

/** Any response that a tally may meet: with and without ratings, answers and a finish. */
export const countedResponse: fc.Arbitrary<CountedResponse> = fc
  .record({
    responseId: fc.integer({ min: 0, max: 30 }).map((id) => `response-${id}`.slice(-7)),
    respondent: fc.constantFrom(undefined, 'ann-01-hash', 'bob-02-hash'),
    unfinished: fc.constantFrom(undefined, true as const),
    ratings: fc.dictionary(
      fc.constantFrom('nps:transactional', 'csat:1-5', 'ces:1-7:easy', 'rating:1-5'),
      fc.integer({ min: 1, max: 5 }),
    ),
    unanswered: fc.nat(2),
    answers: fc.array(fc.record({ analysis }), { maxLength: 3 }),
  })
  .map(({ unanswered, answers, ...rest }) => ({
    ...rest,
    asked: answers.length + unanswered,
    answers,
  }));
