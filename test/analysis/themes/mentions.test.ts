import { describe, expect, test } from 'vitest';
import { createLexiconModel } from '../../../lib/analysis/sentiment/lexicon/lexicon.ts';
import type { ScoredClause } from '../../../lib/analysis/sentiment/sentiment-model.ts';
import { createMatcher } from '../../../lib/analysis/themes/matcher.ts';
import { mentionsOf, polarityOf } from '../../../lib/analysis/themes/mentions.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

const taxonomy = loadTaxonomy('themes: [{id: food, seeds: [food]}, {id: staff, seeds: [waiter]}]', 'a.yaml');
const model = createLexiconModel();
const text = 'The food was good. But the waiter shouted';
const clauses = [
  { span: [0, 17] as [number, number], label: 'positive' as const, score: 0.6 },
  { span: [18, 40] as [number, number], label: 'negative' as const, score: -0.8 },
];

describe('mentions', () => {
  test('a mention has the sentiment of its clause', () => {
    const matches = [
      { theme: 0, first: 0, start: 4, end: 8, confidence: 0.951 },
      { theme: 1, first: 0, start: 26, end: 32, confidence: 0.9 },
    ];
    expect(mentionsOf(taxonomy, { text, matches, clauses }, model)).toEqual([
      { id: 'food', confidence: 0.95, sentiment: { label: 'positive', score: 0.6 }, spans: [[4, 8]] },
      { id: 'staff', confidence: 0.9, sentiment: { label: 'negative', score: -0.8 }, spans: [[26, 32]] },
    ]);
  });

  test('a mention in a nearly neutral clause becomes positive or negative, unless it is very near neutral', () => {
    const feltAt = (score: number) => {
      const matches = [{ theme: 0, first: 0, start: 4, end: 8, confidence: 0.9 }];
      const clauses: ScoredClause[] = [{ span: [0, 20], label: 'neutral', score }];
      return mentionsOf(taxonomy, { text, matches, clauses }, model)[0]?.sentiment.label;
    };
    expect([feltAt(-0.2), feltAt(0.2), feltAt(0.1), feltAt(-0.05)]).toEqual([
      'negative',
      'positive',
      'neutral',
      'neutral',
    ]);
  });

  test('a mention becomes positive or negative where a text with the same probabilities would be neutral', () => {
    const of = (negative: number, neutral: number, positive: number) =>
      polarityOf([{ score: positive - negative, probabilities: [negative, neutral, positive] }]);
    expect([of(0.1, 0.5, 0.4), of(0.35, 0.6, 0.05), of(0.1, 0.7, 0.2), of(0.3, 0.4, 0.3)]).toEqual([
      { label: 'positive', score: 0.3 },
      { label: 'negative', score: -0.3 },
      { label: 'neutral', score: 0.1 },
      { label: 'neutral', score: 0 },
    ]);
  });

  test('two mentions with opposite sentiment are neutral together, for any probabilities', () => {
    const praise = { score: 0.8, probabilities: [0.1, 0, 0.9] as const };
    const blame = { score: -0.8, probabilities: [0.9, 0, 0.1] as const };
    expect(polarityOf([praise, blame])).toEqual({ label: 'neutral', score: 0 });
  });

  test('a theme in two clauses has their mean sentiment, and its highest confidence', () => {
    const matches = [
      { theme: 0, first: 0, start: 4, end: 8, confidence: 0.7 },
      { theme: 0, first: 0, start: 26, end: 30, confidence: 0.9 },
    ];
    expect(mentionsOf(taxonomy, { text, matches, clauses }, model)).toEqual([
      {
        id: 'food',
        confidence: 0.9,
        sentiment: { label: 'neutral', score: -0.1 },
        spans: [
          [4, 8],
          [26, 30],
        ],
      },
    ]);
  });

  test('in a clause with several themes, each has the sentiment of its own part', () => {
    const sentence = 'Delicious food, horrible waiter';
    const matches = createMatcher(taxonomy).match(readWords(sentence));
    const mentions = mentionsOf(
      taxonomy,
      { text: sentence, matches, clauses: model.score(sentence).clauses },
      model,
    );
    expect(mentions.map(({ id, sentiment }) => [id, sentiment.label])).toEqual([
      ['food', 'positive'],
      ['staff', 'negative'],
    ]);
  });

  test('a part without sentiment of its own has the sentiment of its clause', () => {
    const sentence = 'Food, waiter: both wonderful';
    const matches = createMatcher(taxonomy).match(readWords(sentence));
    const mentions = mentionsOf(
      taxonomy,
      { text: sentence, matches, clauses: model.score(sentence).clauses },
      model,
    );
    expect(mentions.map(({ sentiment }) => sentiment.label)).toEqual(['positive', 'positive']);
  });

  test('no matches give no mentions', () => {
    expect(mentionsOf(taxonomy, { text, matches: [], clauses }, model)).toEqual([]);
  });
});
