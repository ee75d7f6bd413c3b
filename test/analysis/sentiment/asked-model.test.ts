import { expect, test } from 'vitest';
import { askedModel } from '../../../lib/analysis/sentiment/asked-model.ts';
import { createLexiconModel } from '../../../lib/analysis/sentiment/lexicon/lexicon.ts';
import { shippedSentimentModel } from '../../../lib/analysis/sentiment/model/shipped-model.ts';

const model = shippedSentimentModel();
const praised = askedModel(model, 'praise');
const improved = askedModel(model, 'improve');

test.each(['Staff', 'The price', 'Breakfast', 'The room'])(
  '"%s" is on the side that the question asked for',
  (text) => {
    expect(praised.score(text).score).toBeGreaterThan(0);
    expect(improved.score(text).score).toBeLessThan(0);
    expect(praised.score(text).clauses[0]?.score).toBe(praised.score(text).score);
  },
);

test('clear words win over the question', () => {
  expect(improved.score('No complaints!').label).toBe('positive');
  expect(improved.score('Nothing, everything was perfect!').label).toBe('positive');
  expect(praised.score('Absolutely nothing, the worst hotel ever').label).toBe('negative');
});

test.each(['open', 'reason', undefined] as const)(
  'an answer to a question of role %s is read by its words',
  (role) => {
    expect(askedModel(model, role)).toBe(model);
  },
);

test('an engine without probabilities is not corrected', () => {
  const lists = createLexiconModel();
  expect(askedModel(lists, 'praise').score('The staff')).toEqual(lists.score('The staff'));
});

test('a text without words stays neutral', () => {
  expect(praised.score('…').score).toBe(0);
});
