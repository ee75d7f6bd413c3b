import { describe, expect, test } from 'vitest';
import type { Issue } from '../../shared/api.ts';
import { about, figure } from './example.ts';
import { issueRows, themeRows, timesSentence } from './topics.ts';

test('a theme is counted by sentiment, with its months and its change', () => {
  const theme = (share: number) => ({
    mentions: 40,
    share: figure(share, share - 0.05, share + 0.05, 211),
    negative: figure(0.75, 0.6, 0.86, 40),
    neutral: figure(0.05, 0.01, 0.16, 40),
    positive: figure(0.2, 0.1, 0.35, 40),
    net: figure(-55, -70, -30, 40),
    mean: figure(-0.4, -0.5, -0.3, 40),
  });
  const month = (period: string, share: number) => ({
    period,
    figures: { themes: { delivery: theme(share) } },
  });
  const [row] = themeRows([{ period: '2025-04' }, month('2025-05', 0.19)], about);
  expect(row).toMatchObject({
    name: 'Delivery',
    counts: { negative: 30, neutral: 2, positive: 8 },
    filter: { theme: 'delivery' },
    times: {
      months: [
        { month: '2025-04', share: undefined },
        { month: '2025-05', share: { value: 0.19 } },
      ],
    },
    since: { text: '▼ less', detail: '15% in April', isCertain: true },
  });
});

describe('an issue', () => {
  const named = {
    id: 'i-1',
    name: 'new payment page',
    touchpoint: 'checkout',
    keywords: ['payment', 'page'],
    themes: ['billing'],
    n: 25,
    people: 25,
    share: figure(0.12, 0.08, 0.17, 206),
    sentiment: { negative: 23, neutral: 0, positive: 2 },
    firstSeen: '2025-04-15',
    mergedFrom: [],
    change: { direction: 'unchanged' as const, errorRate: 1 },
    weeks: [{ week: '2025-05-05', n: 5, of: 60 }],
    concentrations: [],
    quotes: [],
    evidence: '/comments?touchpoint=checkout&issue=i-1',
  };
  const issue = (changes: Partial<Issue> = {}): Issue => ({ ...named, ...changes });
  const rowOf = (changes: Partial<Issue>, longer: readonly Issue[] = []) =>
    issueRows([issue(changes)], longer, about)[0];

  test('leads to its comments, and is new where it was first named since the time before', () => {
    expect(rowOf({})).toMatchObject({
      filter: { issue: 'i-1' },
      counts: { negative: 23, positive: 2 },
      since: { text: 'new since 15 Apr', detail: '', isCertain: true },
    });
    expect(rowOf({ firstSeen: '2025-03-31' })?.since.text).toBe('known before');
  });

  test('says whether it rises, and whether one source is loud', () => {
    const { since } =
      rowOf({
        change: { direction: 'rose', errorRate: 0.01 },
        loudSource: { kind: 'wording', share: 0.4 },
      }) ?? {};
    expect(since?.detail).toBe('rose in the last week, 40% from one source');
  });

  test('has the course of the weeks up to the period, where a suppressed week is no zero', () => {
    const weeks = [
      { week: '2025-04-28', of: 16 },
      { week: '2025-05-05', n: 0, of: 60 },
    ];
    const row = rowOf({}, [issue({ weeks })]);
    expect(row && timesSentence(row, about)).toBe(
      'new payment page, answers by week: 28 Apr suppressed; 5 May 0.',
    );
  });
});
