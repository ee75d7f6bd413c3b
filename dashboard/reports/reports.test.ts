import { describe, expect, test } from 'vitest';
import type { Digest } from '../shared/api.ts';
import { formatOf } from '../shared/texts/format.ts';
import { translator } from '../shared/texts/texts.ts';
import { askedBy, askedIn, beside, inGrain } from './asked.ts';
import { curveOf, curveTable, domainAround, themeBars, type Words } from './pictures.ts';
import { texts } from './texts.ts';

const words: Words = { t: translator(texts, 'en'), format: formatOf('en-GB') };

const figure = (value: number, n = 100) => ({ value, low: value - 10, high: value + 10, n, enough: n >= 30 });

const digest: Digest = {
  lang: 'en',
  scope: { id: 'delivery', name: 'Delivery' },
  span: {
    period: { grain: 'week', period: '2025-05-26', firstDay: '2025-05-26', lastDay: '2025-06-01' },
    previous: { grain: 'week', period: '2025-05-19', firstDay: '2025-05-19', lastDay: '2025-05-25' },
  },
  title: 'Delivery, the week of 26 May 2025',
  suppressed: false,
  partial: false,
  facts: [],
  quotes: [],
  coverage: { responses: 100, asked: 100, scored: 100 },
  breaks: { sentiment: false, themes: false },
  headlines: [{ series: 'nps:transactional', name: 'NPS', unit: 'points', figure: figure(20) }],
  themes: [
    {
      id: 'speed',
      name: 'Speed',
      mentions: 20,
      share: { value: 0.2, low: 0.13, high: 0.29, n: 100, enough: true },
      negative: { value: 0.75, low: 0.5, high: 0.9, n: 20, enough: false },
      positive: { value: 0.25, low: 0.1, high: 0.5, n: 20, enough: false },
    },
  ],
  touchpoints: [],
  curve: [
    { period: '2025-05-05', name: 'the week of 5 May 2025' },
    { period: '2025-05-12', name: 'the week of 12 May 2025', figure: figure(-5) },
    { period: '2025-05-19', name: 'the week of 19 May 2025' },
    { period: '2025-05-26', name: 'the week of 26 May 2025', figure: figure(20, 12) },
  ],
};

describe('which digest is shown', () => {
  test('is what the path names', () => {
    const path = { scope: 'delivery', grain: 'week', period: '2025-05-26' };
    expect(askedIn(path)).toEqual(path);
  });

  test.each([{}, { scope: 'delivery', grain: 'hour', period: '2025-05-26' }, { grain: 'week', period: 'x' }])(
    'is not said by %o',
    (path) => {
      expect(askedIn(path)).toBeUndefined();
    },
  );

  test.each([
    [{}, { scope: '_all', grain: 'month', period: 'latest' }],
    [
      { period: '2025-05', tp: 'checkout' },
      { scope: 'checkout', grain: 'month', period: '2025-05' },
    ],
    [{ period: '2025-Q2' }, { scope: '_all', grain: 'quarter', period: '2025-04' }],
    [
      { period: '2025-05-12', grain: 'week' as const },
      { scope: '_all', grain: 'week', period: '2025-05-12' },
    ],
    [{ period: '2025-05-12' }, { scope: '_all', grain: 'day', period: '2025-05-12' }],
  ])('without a path is that of what was looked at: %o', (scope, asked) => {
    expect(askedBy(scope)).toEqual(asked);
  });

  test('has one before and one after, by their first day', () => {
    const asked = { scope: 'delivery', grain: 'week', period: 'latest' } as const;
    expect(beside(digest, asked)).toEqual({
      before: { ...asked, period: '2025-05-19' },
      after: { ...asked, period: '2025-06-02' },
    });
  });

  test('has none after it while its period is not over', () => {
    const asked = { scope: 'delivery', grain: 'week', period: 'latest' } as const;
    const part = { ...digest, span: { ...digest.span, through: '2025-05-28' } };
    expect(beside(part, asked).after).toBeUndefined();
  });

  test('keeps its time when another length is chosen', () => {
    const asked = { scope: 'delivery', grain: 'week', period: '2025-05-26' } as const;
    expect([inGrain(digest, asked, 'month').period, inGrain(digest, asked, 'day').period]).toEqual([
      '2025-06',
      '2025-06-01',
    ]);
  });
});

describe('the score over time', () => {
  test('begins with its first figure; a period without one is a gap, a small sample is not enough', () => {
    expect(curveOf(digest, words)?.points.map(({ label, n, drawn }) => [label, n, drawn.sentence])).toEqual([
      ['12 May', '100', 'the week of 12 May 2025: −5, −15 to +5, n 100.'],
      ['19 May', '', 'the week of 19 May 2025: no figure: no responses, or suppressed.'],
      ['26 May', '12', 'the week of 26 May 2025: +20, +10 to +30, n 12. Sample too small.'],
    ]);
  });

  test('has the same figures as a table', () => {
    expect(curveTable(digest, words).rows).toEqual([
      ['the week of 12 May 2025', '−5', '−15 to +5', '100'],
      ['the week of 19 May 2025', 'none', '', ''],
      ['the week of 26 May 2025', '+20', '+10 to +30', '12'],
    ]);
  });

  test('is not drawn where no period has a figure', () => {
    expect(curveOf({ ...digest, curve: digest.curve.slice(0, 1) }, words)).toBeUndefined();
  });

  test.each([
    [{ low: -15, high: 30 }, 'points', [-20, 40]],
    [{ low: 0.02, high: 0.31 }, 'share', [0, 0.4]],
    [{ low: 4.1, high: 4.1 }, 'mean', [4, 4.5]],
    [{ low: -99, high: 100 }, 'points', [-100, 100]],
  ] as const)('has an axis of round values around %o %s', (interval, unit, [low, high]) => {
    const [from, to] = domainAround([interval], unit);
    expect(from).toBeCloseTo(low);
    expect(to).toBeCloseTo(high);
  });
});

test('a theme has its counts by sentiment, its share with interval, and leads to its comments', () => {
  expect(themeBars(digest, words)).toEqual([
    {
      id: 'speed',
      name: 'Speed',
      share: '20%',
      negative: 15,
      neutral: 0,
      positive: 5,
      reach: 15,
      href: '/comments?from=2025-05-26&to=2025-06-01&tp=delivery&theme=speed',
      sentence: 'Speed: 20% of comments (13 to 29%), n 20: 15 negative, 5 positive.',
    },
  ]);
});
