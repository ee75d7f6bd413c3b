import type { Analysis, SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { Cell } from '../../lib/disclosure/disclosed-month.ts';
import { type CountedResponse, tallyOf } from '../../lib/metrics/tally/tally.ts';

const scores = { negative: -0.6, neutral: 0, positive: 0.6 } as const;

/** What was received in an answer: its sentiment, and what it is about. */
export const heard = (label: SentimentLabel, ...themes: string[]): Analysis => ({
  status: 'scored',
  language: 'en',
  sentiment: { label, score: scores[label], mixed: false },
  themes: themes.map((id) => ({
    id,
    confidence: 1,
    sentiment: { label, score: scores[label] },
    spans: [[0, 1]],
  })),
});

/** Responses of as many people, named after the prefix; each rates, and says something where an analysis is given. */
export const people = (
  prefix: string,
  count: number,
  { nps, said }: { readonly nps?: number; readonly said?: Analysis } = {},
): CountedResponse[] =>
  Array.from({ length: count }, (_, index) => ({
    responseId: `${prefix}${String(index).padStart(6 - prefix.length, '0')}`,
    ratings: nps === undefined ? {} : { 'nps:transactional': nps },
    asked: 1,
    answers: said === undefined ? [] : [{ analysis: said }],
  }));

export const versions = { sentiment: ['s1'], theme: ['t1'] };

export const cell = (period: string, ...responses: readonly CountedResponse[][]): Cell => ({
  period,
  tally: tallyOf(responses.flat()),
  versions,
});
