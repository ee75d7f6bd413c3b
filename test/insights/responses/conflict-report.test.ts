import { describe, expect, it } from 'vitest';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { ConflictReport } from '../../../lib/insights/responses/conflict-report.ts';
import { poleOn } from '../../../lib/insights/responses/poles.ts';
import { answerOn, planted } from '../planted-copies.ts';

const words = [
  'parcel',
  'driver',
  'website',
  'refund',
  'helpline',
  'voucher',
  'shop',
  'label',
  'box',
  'app',
  'till',
  'queue',
];
const saying = (
  index: number,
  rating: number,
  label: 'negative' | 'positive',
  changes: Partial<Copy> = {},
): Copy =>
  planted(index, {
    ratings: { 'nps:transactional': rating },
    answers: [
      {
        ...answerOn(['price'], label),
        text: `The ${words[index % 12]} number${index} was remarkable${index}`,
      },
    ],
    ...changes,
  });
const many = (count: number, from: number, rating: number, label: 'negative' | 'positive') =>
  Array.from({ length: count }, (_, index) => saying(from + index, rating, label));
const conflictsIn = (copies: readonly Copy[]) => {
  const report = new ConflictReport();
  for (const copy of copies) report.add(copy);
  return report.conflicts();
};

describe('ConflictReport', () => {
  it('counts promoters who complain and detractors who praise, with themes and verified quotes', () => {
    const copies = [
      ...many(12, 0, 10, 'negative'),
      ...many(48, 100, 9, 'positive'),
      ...many(6, 200, 2, 'positive'),
      ...many(30, 300, 0, 'negative'),
    ];
    const [promoters, detractors] = conflictsIn(copies);
    expect(promoters).toMatchObject({
      scale: 'nps:transactional',
      kind: 'promoters-who-complain',
      responses: 12,
      share: { value: 0.2, n: 60 },
      themes: [{ theme: 'price', responses: 12 }],
      issues: [],
    });
    expect(promoters?.quotes).toHaveLength(3);
    for (const { responseId, text, span } of promoters?.quotes ?? []) {
      const copy = copies.find((one) => one.responseId === responseId);
      expect(copy?.answers[0]?.text.slice(...span)).toBe(text);
    }
    expect(detractors).toMatchObject({ kind: 'detractors-who-praise', responses: 6, quotes: [] });
  });

  it('quotes only text with the label that it illustrates', () => {
    const copies = many(12, 0, 10, 'negative').map((copy, index) => ({
      ...copy,
      answers: [
        ...copy.answers,
        { ...answerOn(['refund'], 'neutral'), text: `Refund in ${words[index]} days, no questions asked` },
        {
          ...answerOn(['refund'], 'negative'),
          role: 'improve' as const,
          text: `Pay ${words[index]} refunds faster`,
        },
      ],
    }));
    const [promoters] = conflictsIn(copies);
    expect(promoters?.quotes).toHaveLength(3);
    for (const { text, label } of promoters?.quotes ?? []) {
      expect(label).toBe('negative');
      expect(text).not.toMatch(/refund/i);
    }
  });

  it('does not count faults named on request, or praise next to a complaint', () => {
    const asked = many(20, 0, 10, 'negative').map((copy) => ({
      ...copy,
      answers: copy.answers.map((answer) => ({ ...answer, role: 'improve' as const })),
    }));
    const both = many(20, 100, 10, 'negative').map((copy) => ({
      ...copy,
      answers: [...copy.answers, answerOn(['staff'], 'positive')],
    }));
    const ofTwoMinds = many(20, 200, 10, 'negative').map((copy) => ({
      ...copy,
      answers: copy.answers.map(({ analysis, ...answer }) => ({
        ...answer,
        analysis:
          analysis.status === 'scored'
            ? { ...analysis, sentiment: { ...analysis.sentiment, mixed: true } }
            : analysis,
      })),
    }));
    expect(conflictsIn([...asked, ...both, ...ofTwoMinds])).toEqual([]);
  });

  it('suppresses conflicts with fewer than five respondents, and those that leave fewer than five others', () => {
    expect(conflictsIn([...many(4, 0, 10, 'negative'), ...many(40, 100, 10, 'positive')])).toEqual([]);
    expect(conflictsIn([...many(40, 0, 10, 'negative'), ...many(4, 100, 10, 'positive')])).toEqual([]);
  });

  it('no responses give an empty report', () => {
    expect(conflictsIn([])).toEqual([]);
  });
});

describe('poleOn', () => {
  it.each([
    ['nps:relationship', ['dissatisfied', undefined, 'satisfied'], [6, 7, 9]],
    ['csat:1-5', ['dissatisfied', undefined, 'satisfied'], [2, 3, 4]],
    ['ces:1-7:easy', ['dissatisfied', undefined, 'satisfied'], [3, 4, 5]],
    ['ces:1-7:effort', ['satisfied', undefined, 'dissatisfied'], [3, 4, 5]],
    ['rating:1-5', ['dissatisfied', undefined, 'satisfied'], [2, 3, 4]],
  ])('of %s is %j at %j', (scale, poles, ratings) => {
    expect(ratings.map(poleOn(scale))).toEqual(poles);
  });

  it('follows the satisfied range that a team configured', () => {
    expect([1, 2, 4, 5].map(poleOn('csat:1-5', 5))).toEqual([
      'dissatisfied',
      undefined,
      undefined,
      'satisfied',
    ]);
  });
});
