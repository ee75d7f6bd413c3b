import { describe, expect, test } from 'vitest';
import { relatedWords } from '../../../lib/analysis/themes/related.ts';
import { slipsBetween } from '../../../lib/analysis/themes/spelling.ts';
import { wordVectors } from '../../../lib/analysis/words/word-vectors.ts';

describe('related words', () => {
  const related = relatedWords(
    [
      ['pizza', 'pasta', 'salad', 'dessert'],
      ['waiter', 'manager'],
    ],
    wordVectors(),
  );

  test('a dish joins the dishes and a person the people', () => {
    const themeOf = new Map(related.map(({ word, theme }) => [word, theme]));
    expect([themeOf.get('lasagna'), themeOf.get('bartender')]).toEqual([0, 1]);
  });

  test('a seed is not related to itself, and no word is added twice', () => {
    const words = related.map(({ word }) => word);
    expect(words).not.toContain('pizza');
    expect(new Set(words).size).toBe(words.length);
  });

  test('a word equally close to two themes joins neither', () => {
    expect(
      relatedWords(
        [
          ['pizza', 'pasta'],
          ['pizza', 'pasta'],
        ],
        wordVectors(),
      ),
    ).toEqual([]);
  });

  test('themes without one-word seeds have no related words', () => {
    expect(relatedWords([[], []], wordVectors())).toEqual([]);
  });
});

describe('typos', () => {
  test.each([
    ['delivery', 'delivery', 0],
    ['delivry', 'delivery', 1],
    ['delievry', 'delivery', 1],
    ['', 'abc', 3],
  ])('between %j and %j are %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
  });
});
