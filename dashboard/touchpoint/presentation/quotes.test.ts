import { describe, expect, test } from 'vitest';
import { about } from './example.ts';
import { clausesOf, markedPlaces, movedText } from './quotes.ts';

describe('a comment', () => {
  const text = 'paid in seconds, very smooth but they hid the button';
  const explained = {
    answer: 0,
    clauses: [
      { span: [0, 28] as [number, number], label: 'positive' as const, score: 0.3 },
      { span: [29, 52] as [number, number], label: 'negative' as const, score: -0.6 },
    ],
    words: [
      { span: [0, 4] as [number, number], weight: -0.21 },
      { span: [15, 16] as [number, number], weight: 3 },
      { span: [17, 21] as [number, number], weight: 0.45 },
      { span: [22, 28] as [number, number], weight: 0.93 },
      { span: [38, 41] as [number, number], weight: -1.2 },
    ],
  };
  const clauses = clausesOf(text, explained);
  const analyzed = {
    question: 'Why?',
    role: 'open' as const,
    text,
    analysis: { status: 'no-content' as const },
  };

  test('is marked with the sentiment of each clause', () => {
    expect(markedPlaces(analyzed, clauses).map(({ spans, felt }) => [spans, felt?.label])).toEqual([
      [[[0, 28]], 'positive'],
      [[[29, 52]], 'negative'],
    ]);
  });

  test('says of each clause the words that moved it most, and leaves out marks', () => {
    expect(clauses.map(({ words }) => movedText(words, about.format))).toEqual([
      'smooth +0.93 · very +0.45 · paid −0.21',
      'hid −1.20',
    ]);
  });
});
