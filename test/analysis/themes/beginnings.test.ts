import { describe, expect, test } from 'vitest';
import { beginningsOf, mayBegin } from '../../../lib/analysis/themes/beginnings.ts';
import { addPattern, addPlaces, createNode } from '../../../lib/analysis/themes/pattern.ts';
import { createVocabulary } from '../../../lib/analysis/themes/vocabulary.ts';

const meaning = { theme: 0, exclude: false, certainty: 1 };

/** Whether a phrase may begin with the first word of a text, for the phrases "cold food", "refund" and "late|slow bus". */
const mayBeginWith = (text: string): boolean => {
  const vocabulary = createVocabulary(() => true);
  const root = createNode();
  addPattern(root, ['cold', 'food'].map(vocabulary.add), meaning);
  addPattern(root, ['refund'].map(vocabulary.add), meaning);
  const [late, slow, bus] = ['late', 'slow', 'bus'].map((word) => [vocabulary.add(word)]);
  addPlaces(root, [[late ?? [], slow ?? []], [bus ?? []]], meaning);
  const known = text.split(' ').map(vocabulary.find);
  return mayBegin(beginningsOf(root), { known, first: 0, end: known.length });
};

describe('the first words of phrases', () => {
  test('a one-word phrase begins with its word', () => {
    expect(mayBeginWith('refund')).toBe(true);
  });

  test('a first word counts only where one of its next words follows', () => {
    expect(mayBeginWith('cold and tasteless food')).toBe(true);
    expect(mayBeginWith('cold')).toBe(false);
  });

  test('a reversed phrase begins with its last word', () => {
    expect(mayBeginWith('food was cold')).toBe(true);
  });

  test('a phrase with alternatives begins with each of its first words', () => {
    expect(mayBeginWith('slow bus')).toBe(true);
    expect(mayBeginWith('late bus')).toBe(true);
  });

  test('a word in no phrase begins none', () => {
    expect(mayBeginWith('lovely food')).toBe(false);
  });

  test('no phrases have no beginnings', () => {
    expect(mayBegin(beginningsOf(createNode()), { known: [0, 0], first: 0, end: 2 })).toBe(false);
  });
});
