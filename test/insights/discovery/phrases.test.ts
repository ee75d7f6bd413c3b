import { expect, test } from 'vitest';
import { phrasesOf } from '../../../lib/insights/discovery/phrases.ts';

const wordings = (text: string): string[] => phrasesOf(text).map(({ wording }) => wording);

test('a phrase has no function word at its ends and no punctuation inside', () => {
  expect(wordings('The gift card was declined, refund please.')).toEqual([
    'gift',
    'gift card',
    'card',
    'declined',
    'refund',
  ]);
});

test('a verdict alone is not a phrase; next to a topic it is part of one', () => {
  expect(wordings('Terrible. Great parking')).toEqual(['great parking', 'parking']);
});

test('a negation may open a phrase and a particle may close it', () => {
  expect(wordings("I can't log in")).toEqual(["can't log", "can't log in", 'log', 'log in']);
});

test('a phrase may contain a linking word', () => {
  expect(wordings('lack of stock')).toContain('lack of stock');
});

test('inflections and articles do not make another phrase', () => {
  const keys = (text: string): string[] => phrasesOf(text).map(({ key }) => key);
  expect(keys('charged the card')).toEqual(keys('charging my cards'));
});

test('a phrase has at most three content words', () => {
  expect(wordings('blue leather sofa cushion')).not.toContain('blue leather sofa cushion');
  expect(wordings('blue leather sofa cushion')).toContain('blue leather sofa');
});

test('addresses, handles and redaction marks are not topics', () => {
  expect(wordings('[email] see https://shop.example/refund or @helpdesk')).toEqual([]);
});

test('the offsets give the phrase as written', () => {
  const text = 'Café: the Gift-Card 💳 failed';
  expect(phrasesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Café',
    'Gift',
    'Gift-Card',
    'Card',
    'failed',
  ]);
});

test('an empty text has no phrases', () => {
  expect(phrasesOf('')).toEqual([]);
});
