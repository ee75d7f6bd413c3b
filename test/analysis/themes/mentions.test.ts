import { describe, expect, test } from 'vitest';
import { mentionsOf } from '../../../lib/analysis/themes/mentions.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';

const taxonomy = loadTaxonomy('themes: [{id: food, seeds: [food]}, {id: staff, seeds: [waiter]}]', 'a.yaml');
const clauses = [
  { span: [0, 17] as [number, number], label: 'positive' as const, score: 0.6 },
  { span: [18, 40] as [number, number], label: 'negative' as const, score: -0.8 },
];

describe('mentions', () => {
  test('a mention feels as its clause does', () => {
    const matches = [
      { theme: 0, start: 4, end: 8, confidence: 0.951 },
      { theme: 1, start: 26, end: 32, confidence: 0.9 },
    ];
    expect(mentionsOf(taxonomy, matches, clauses)).toEqual([
      { id: 'food', confidence: 0.95, sentiment: { label: 'positive', score: 0.6 }, spans: [[4, 8]] },
      { id: 'staff', confidence: 0.9, sentiment: { label: 'negative', score: -0.8 }, spans: [[26, 32]] },
    ]);
  });

  test('a theme in two clauses feels as their mean, and is sure as its surest place', () => {
    const matches = [
      { theme: 0, start: 4, end: 8, confidence: 0.7 },
      { theme: 0, start: 26, end: 30, confidence: 0.9 },
    ];
    expect(mentionsOf(taxonomy, matches, clauses)).toEqual([
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

  test('no matches are no mentions', () => {
    expect(mentionsOf(taxonomy, [], clauses)).toEqual([]);
  });
});
