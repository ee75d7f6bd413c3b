import { expect, test } from 'vitest';
import type { SentimentLabel } from '../../../lib/analysis/analysis.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { clausesOf, type SentenceScorer } from '../../../lib/insights/issues/recorded/clauses-of.ts';
import { exampleCopy } from '../../store/examples.ts';

const labels: Record<string, SentimentLabel> = {
  'The line went dead.': 'negative',
  'They picked up at once.': 'positive',
};

const scorer: SentenceScorer = {
  versions: { sentiment: 'model-2', theme: 'themes-1' },
  scoreSentence: ({ text }) => ({ label: labels[text] ?? 'neutral', score: 0 }),
};

const text = 'The line went dead. They picked up at once. It was slow.';
const negative = { label: 'negative', score: -0.6 } as const;
const answers: Copy['answers'] = [
  {
    ...{ question: 'Why?', role: 'open', text },
    analysis: {
      ...{ status: 'scored', language: 'en', sentiment: { ...negative, mixed: true } },
      themes: [{ id: 'speed', confidence: 1, sentiment: negative, spans: [[44, 55]] }],
    },
  },
];

const sentimentsBy = (sentiment: string): SentimentLabel[] =>
  clausesOf(exampleCopy({ answers, versions: { sentiment, theme: 'themes-1' } }), [], scorer).map(
    (clause) => clause.sentiment,
  );

test('a sentence has the sentiment of its themes, or else its own, not that of the whole comment', () => {
  expect(sentimentsBy('model-2')).toEqual(['negative', 'positive', 'negative']);
});

test('a sentence without a theme has the sentiment of the whole comment where another model had scored it', () => {
  expect(sentimentsBy('model-1')).toEqual(['negative', 'negative', 'negative']);
});
