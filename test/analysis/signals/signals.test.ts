import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { shippedSentimentModel } from '../../../lib/analysis/sentiment/model/shipped-model.ts';
import { createSignalFinder } from '../../../lib/analysis/signals/signals.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

const model = shippedSentimentModel();
const hear = (text: string, finder = createSignalFinder()) =>
  finder.find({ text, words: readWords(text), clauses: model.score(text).clauses });
const finder = createSignalFinder();
const feedbackIn = (text: string): string[] => hear(text, finder).map(({ id }) => id);

interface Challenge {
  readonly said: readonly string[];
  readonly notSaid: readonly string[];
}
const challenges: Readonly<Record<string, Challenge>> = parse(
  readFileSync(resolve(import.meta.dirname, '../signal-challenge.yaml'), 'utf8'),
);

/** The least share of each list that must come out right: what was measured, less a phrase or two. */
const minRight: Readonly<Record<string, number>> = { complaint: 0.8, praise: 0.8 };

describe.each(Object.entries(challenges))('the signal %s', (id, { said, notSaid }) => {
  const least = minRight[id] ?? 0.93;

  test(`is found in ${100 * least} % of the phrases that express it`, () => {
    const missed = said.filter((text) => !feedbackIn(text).includes(id));
    expect(1 - missed.length / said.length, missed.join(' | ')).toBeGreaterThanOrEqual(least);
  });

  test(`is absent in ${100 * least} % of the phrases that only look like it`, () => {
    const mistaken = notSaid.filter((text) => feedbackIn(text).includes(id));
    expect(1 - mistaken.length / notSaid.length, mistaken.join(' | ')).toBeGreaterThanOrEqual(least);
  });

  test('has at least fifteen phrases of each kind', () => {
    expect(Math.min(said.length, notSaid.length)).toBeGreaterThanOrEqual(15);
  });
});

describe('signals', () => {
  test('a recommendation against is a warning, not a recommendation', () => {
    expect(feedbackIn('I would not recommend this shop')).toEqual(['complaint', 'warns']);
  });

  test('several are found in one answer, including emotions', () => {
    expect(feedbackIn('I am so frustrated. I called three times! Can you cancel my contract?')).toEqual(
      expect.arrayContaining(['question', 'high-effort', 'churn-intent', 'emotion:frustration']),
    );
  });

  test('a text without signals gives none', () => {
    expect(hear('It arrived on Tuesday')).toEqual([]);
  });

  test('have the spans where they were found', () => {
    const text = 'Fine. Will it come back?';
    expect(hear(text)).toContainEqual({ id: 'question', spans: [[6, 24]] });
  });

  test('a competitor is found by its name', () => {
    const named = createSignalFinder({ competitors: ['Northwind', 'Blue Harbour'] });
    const text = 'Blue Harbour has it in stock';
    expect(hear(text, named)).toContainEqual({ id: 'competitor', spans: [[0, 12]] });
    expect(feedbackIn(text)).not.toContain('competitor');
  });

  test('names of competitors change the version', () => {
    expect(createSignalFinder({ competitors: ['Northwind'] }).version).not.toBe(finder.version);
  });
});
