import { describe, expect, test } from 'vitest';
import type { TrendView } from '../../shared/api.ts';
import { about, aboutIn, ease, figure, nps } from './example.ts';
import {
  flagsOf,
  pointSentence,
  trendData,
  trendDomain,
  trendGrain,
  trendSpan,
  trendTable,
} from './trend.ts';

type TrendPoint = TrendView['points'][number];
const odd: TrendPoint = {
  period: '2025-04-14',
  figure: figure(0.14, 0.07, 0.28, 42),
  judged: { expected: 0.68, low: 0.58, high: 0.79, score: -10, p: 0, anomalous: true },
};
const trendOf = (points: readonly TrendPoint[], metric = ease.series as string): TrendView => ({
  metric,
  grain: 'week',
  from: '2025-03-01',
  to: '2025-05-31',
  touchpoint: 'checkout',
  points,
});

describe('a trend', () => {
  test('looks back over three months, or as far as the period', () => {
    expect(trendSpan({ from: '2025-05-01', to: '2025-05-31' })).toEqual({
      from: '2025-03-01',
      to: '2025-05-31',
    });
    expect(trendSpan({ from: '2025-01-01', to: '2025-01-31' }).from).toBe('2024-11-01');
    expect(trendSpan({ from: '2024-06-01', to: '2025-05-31' }).from).toBe('2024-06-01');
  });

  test('is by week, and by month where it is long', () => {
    expect(trendGrain({ from: '2025-03-01', to: '2025-05-31' })).toBe('week');
    expect(trendGrain({ from: '2024-06-01', to: '2025-05-31' })).toBe('month');
  });

  test('says of each week its figure, interval and n, and what was expected', () => {
    expect(pointSentence(odd, ease.series, about)).toBe(
      'Week of 14 April 2025: 14%, 7 to 28%, n 42. Expected: 68%, 58 to 79%. Unusual.',
    );
    expect(pointSentence(odd, ease.series, aboutIn('de'))).toBe(
      'Woche vom 14. April 2025: 14\u00a0%, 7 bis 28\u00a0%, n 42. Erwartet: 68\u00a0%, 58 bis 79\u00a0%. Auffällig.',
    );
  });

  test('shows what is suppressed, not over, below the minimum sample, or analyzed by a newer model', () => {
    const said = (point: Partial<TrendPoint>) =>
      pointSentence({ period: '2025-04-14', ...point }, nps.series, about);
    expect(said({ suppressed: true })).toBe(
      'Week of 14 April 2025: Suppressed: below the minimum group size. This is not zero.',
    );
    expect(said({})).toBe('Week of 14 April 2025: No answers.');
    expect(said({ figure: figure(5, -20, 30, 12), part: true, broken: true })).toBe(
      'Week of 14 April 2025: +5, −20 to +30, n 12. Below the minimum sample: not ranked. Incomplete: this week or month is not over, or only partly in the period. Scored by a newer model than the period before; not compared.',
    );
  });

  test('rings what is unlike before, in the colour of its verdict, and leads to the comments of the week', () => {
    const [point] = trendData(trendOf([odd]), [], about).points;
    expect(point).toMatchObject({
      label: '14 Apr',
      n: '42',
      odd: true,
      expected: { value: 0.68 },
      drawn: { verdict: 'worse', href: '/comments?from=2025-04-14&to=2025-04-20&tp=checkout' },
    });
  });

  test('names the month where it begins, shades the period and draws the target', () => {
    const weeks = ['2025-04-21', '2025-04-28', '2025-05-05'].map((period) => ({ ...odd, period }));
    const data = trendData(trendOf(weeks), [], about);
    expect(data.points.map(({ label }) => label)).toEqual(['21 Apr', '28', '5 May']);
    expect(data.shaded).toMatchObject({ from: 2, to: 2, text: 'May 2025' });
    expect(data.target).toEqual({ value: 0.6, text: 'target 60%' });
  });

  test('finds more responses neither better nor worse', () => {
    const judged = { expected: 20, low: 10, high: 30, score: 9, p: 0, anomalous: true };
    const [point] = trendData(
      trendOf([{ period: '2025-04-14', value: 90, judged }], 'volume'),
      [],
      about,
    ).points;
    expect(point?.drawn).not.toHaveProperty('verdict');
    expect(pointSentence({ period: '2025-04-14', value: 90, judged }, 'volume', about)).toContain(
      '90 responses. Expected: 20, 10 to 30.',
    );
  });

  test('flags what was done here, at its week', () => {
    const action = (touchpoint: string, date: string) => ({
      id: `${touchpoint} ${date}`,
      date,
      touchpoint,
      text: 'New page',
      effect: { before: { from: '', to: '' }, changes: [], suppressed: false },
    });
    const actions = [
      action('checkout', '2025-04-20'),
      action('checkout', '2025-04-21'),
      action('returns', '2025-04-15'),
    ];
    expect(flagsOf(actions, [odd], about)).toEqual([{ at: 0, text: 'New page', detail: '20 Apr' }]);
  });

  test.each([
    ['share', [0.07, 0.79], [0, 1]],
    ['points', [-42, 31], [-50, 50]],
    ['count', [42, 64], [0, 64]],
  ] as const)('of a %s has an axis as long as it needs', (unit, [low, high], domain) => {
    const drawn = { value: low, low, high, enough: true, text: '', sentence: '' };
    expect(trendDomain([{ label: '', n: '', drawn }], unit)).toEqual(domain);
  });

  test('is in a table, without a zero for suppressed figures', () => {
    expect(trendTable(trendOf([odd, { period: '2025-04-21', suppressed: true }]), about).rows).toEqual([
      ['14 April 2025', '14%', '7 to 28%', '42', 'Expected: 68%, 58 to 79%. Unusual.'],
      ['21 April 2025', '', '', '', 'Suppressed: below the minimum group size. This is not zero.'],
    ]);
  });
});
