import { describe, expect, test } from 'vitest';
import type { FindingsAnswer, Issue, ShownFigure, TrendView } from '../../shared/api.ts';
import { texts as findingTexts } from '../../shared/findings/texts.ts';
import { formatOf } from '../../shared/texts/format.ts';
import { translator } from '../../shared/texts/texts.ts';
import { type About, commentsHref, leadOf, scoresOf, seriesOf, themeName } from '../about.ts';
import { texts } from '../texts.ts';
import { changesData, changesOf, mixData, mixSentence } from './changes.ts';
import { driversData, type ShownDrivers } from './drivers.ts';
import { clausesOf, markedPlaces, movedText } from './quotes.ts';
import { conflictScope, shownTests, silentSentence, testSentence } from './sides.ts';
import { issueRows, themeRows, timesSentence } from './topics.ts';
import {
  flagsOf,
  pointSentence,
  trendData,
  trendDomain,
  trendGrain,
  trendSpan,
  trendTable,
} from './trend.ts';

const figure = (value: number, low: number, high: number, n = 199): ShownFigure => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});

const ease = { series: 'ces:1-7:easy', metric: 'ces', name: 'Found it easy' } as const;
const nps = { series: 'nps:transactional', metric: 'nps', name: 'NPS' } as const;
const delivery = {
  series: 'theme:delivery:share',
  metric: 'theme',
  name: 'Delivery',
  theme: 'delivery',
} as const;
const checkout = { touchpoint: { id: 'checkout', name: 'Checkout' }, name: 'Checkout' };

const difference = (value: number, low: number, high: number, unit: 'points' | 'share') =>
  ({ value, low, high, unit, p: 0.01, falseDiscoveryRate: 0.02 }) as const;

const answer: FindingsAnswer = {
  lang: 'en',
  period: { from: '2025-05-01', to: '2025-05-31', name: 'May 2025', responses: 218 },
  against: { from: '2025-04-01', to: '2025-04-30', name: 'April 2025', responses: 211, kind: 'previous' },
  touchpoint: 'checkout',
  compared: 3,
  changed: 2,
  held: 1,
  coverage: { responses: 218, touchpoints: 1, asked: 436, read: 211, unread: 8 },
  scores: [
    { what: nps, unit: 'points', figure: figure(-20, -30, -10, 213), verdict: 'unchanged', text: '' },
    {
      what: ease,
      unit: 'share',
      figure: figure(0.18, 0.13, 0.23),
      verdict: 'worse',
      target: { value: 0.6, status: 'missed' },
      text: '',
    },
  ],
  findings: [
    {
      id: 'score:checkout:ces:1-7:easy',
      kind: 'score',
      verdict: 'worse',
      certainty: 'proven',
      where: checkout,
      what: ease,
      unit: 'share',
      before: figure(0.41, 0.34, 0.48, 195),
      after: figure(0.18, 0.13, 0.23),
      difference: difference(-0.23, -0.32, -0.15, 'share'),
      causes: [],
      evidence: { path: '/comments', parameters: {}, responses: 1, comments: 1 },
      alsoExplains: [],
      effect: -5,
      text: { headline: 'Checkout: easy for 18%, after 41% in April', detail: '' },
    },
  ],
  more: 0,
  standing: [],
  unchanged: [
    {
      where: checkout,
      what: nps,
      unit: 'points',
      before: figure(-5, -16, 5),
      after: figure(-20, -30, -10),
      difference: difference(-15, -29, 0.1, 'points'),
      status: 'unchanged',
    },
    {
      where: checkout,
      what: delivery,
      unit: 'share',
      before: figure(0.15, 0.1, 0.2),
      after: figure(0.04, 0.02, 0.08),
      difference: difference(-0.1, -0.16, -0.05, 'share'),
      status: 'proven',
    },
    {
      where: { name: 'All touchpoints' },
      what: ease,
      unit: 'share',
      before: figure(0.52, 0.48, 0.55),
      after: figure(0.45, 0.41, 0.48),
      difference: difference(-0.07, -0.12, -0.03, 'share'),
      status: 'proven',
    },
  ],
  notLookedAt: [],
  text: { heading: 'One thing changed in May', detail: '' },
};

const aboutIn = (language: 'en' | 'de', scope: About['scope'] = {}): About => {
  const format = formatOf(language === 'en' ? 'en-GB' : 'de-DE');
  return {
    id: 'checkout',
    name: 'Checkout',
    answer,
    scope,
    format,
    t: translator(texts, language),
    wording: { t: translator(findingTexts, language), format, scope, answer },
  };
};
const about = aboutIn('en');

describe('what is looked at first', () => {
  test('is the score of the largest finding', () => {
    expect(leadOf(answer)?.what).toBe(ease);
    expect(scoresOf(answer).map(({ what }) => what.name)).toEqual(['Found it easy', 'NPS']);
  });

  test('is another where the address asks for one that is there', () => {
    const asked = (metric: string) => seriesOf(aboutIn('en', { metric }));
    expect([asked('nps:transactional'), asked('volume'), asked('csat:1-5')]).toEqual([
      'nps:transactional',
      'volume',
      'ces:1-7:easy',
    ]);
  });

  test('names themes as the findings do, and others by their id', () => {
    expect([themeName(about, 'delivery'), themeName(about, 'wait-time')]).toEqual(['Delivery', 'Wait time']);
  });

  test('leads to comments of the same time and condition', () => {
    const narrowed = aboutIn('en', { where: 'channel:web', against: 'season' });
    expect(commentsHref(narrowed, { theme: 'delivery' })).toBe(
      '/comments?period=2025-05&against=season&tp=checkout&theme=delivery&where=channel:web',
    );
  });
});

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

  test('tells what is suppressed, not over, of few, or read by a newer model', () => {
    const said = (point: Partial<TrendPoint>) =>
      pointSentence({ period: '2025-04-14', ...point }, nps.series, about);
    expect(said({ suppressed: true })).toBe(
      'Week of 14 April 2025: Suppressed: below the minimum group size. This is not zero.',
    );
    expect(said({})).toBe('Week of 14 April 2025: No answers.');
    expect(said({ figure: figure(5, -20, 30, 12), part: true, broken: true })).toBe(
      'Week of 14 April 2025: +5, −20 to +30, n 12. Below the minimum sample: not ranked. So far: this period has not ended. Scored by a newer model than the period before; not compared.',
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

  test('stands in a table, without a zero where nothing is shown', () => {
    expect(trendTable(trendOf([odd, { period: '2025-04-21', suppressed: true }]), about).rows).toEqual([
      ['14 April 2025', '14%', '7 to 28%', '42', 'Expected: 68%, 58 to 79%. Unusual.'],
      ['21 April 2025', '', '', '', 'Suppressed: below the minimum group size. This is not zero.'],
    ]);
  });
});

describe('what changed', () => {
  test('is of the touchpoint alone, the certain first, scores before themes', () => {
    expect(changesOf(about).map(({ what }) => what.name)).toEqual(['Found it easy', 'Delivery', 'NPS']);
  });

  test('stands on one axis of points: shares in percentage points', () => {
    const { rows, domain } = changesData(about);
    expect(rows.map(({ label, note, drawn }) => [label, note, drawn.text])).toEqual([
      ['Found it easy', '41% → 18%', '−23'],
      ['Mention Delivery', '15% → 4%', '−10'],
      ['NPS', '−5 → −20', '−15'],
    ]);
    expect(domain).toEqual([-32, 10]);
  });

  test('is good or bad news only where a score has proven it', () => {
    const verdicts = changesData(about).rows.map(({ drawn }) =>
      'verdict' in drawn ? drawn.verdict : undefined,
    );
    expect(verdicts).toEqual(['worse', undefined, undefined]);
  });

  const mix = {
    by: 'touchpoint',
    series: ease.series,
    difference: -0.072,
    customers: { value: -0.072, low: -0.116, high: -0.029 },
    mix: { value: 0, low: -0.016, high: 0.016 },
    segments: [
      { segment: 'website', customers: -0.053, mix: 0 },
      { segment: 'checkout', customers: -0.051, mix: 0 },
      { segment: 'delivery', customers: 0.035, mix: 0 },
    ],
    before: { n: 869, mean: 0.52 },
    after: { n: 936, mean: 0.45 },
  };
  const told = { mix, nameOf: (id: string) => id };

  test('is taken apart into customers and who answered', () => {
    expect(mixSentence(told, about)).toBe(
      '“Found it easy” changed by −7.2 points in all since April. checkout is −5.1 of it. The customer mix does not explain it.',
    );
    expect(mixData(told, about).rows.map(({ label, strong, drawn }) => [label, strong, drawn.text])).toEqual([
      ['website', false, '−5.3'],
      ['checkout', true, '−5.1'],
      ['delivery', false, '+3.5'],
      ['Different scores', true, '−7.2'],
      ['Customer mix', false, '0.0'],
    ]);
  });
});

test('a theme is counted as it is felt, with its months and what became of it', () => {
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

test('a driver is certain where at most one in twenty is false, and impacts of shares are in points', () => {
  const driver = (theme: string, falseDiscoveryRate: number) => ({
    theme,
    mentions: 43,
    frequency: 0.09,
    scoreWith: 0.1,
    scoreWithout: 0.5,
    effect: { value: -0.4, low: -0.6, high: -0.2 },
    p: 0.001,
    falseDiscoveryRate,
    impact: { value: -0.034, low: -0.055, high: -0.014 },
    scoreIfGone: 0.5,
    enough: true,
    performance: figure(-95, -100, -80, 43),
  });
  const drivers: ShownDrivers = {
    metric: 'ces',
    scales: [ease.series],
    score: ease.series,
    unit: 'share',
    reading: 'associated with',
    leftOut: [],
    drivers: [driver('trust', 0.005), driver('price', 0.4)],
    suppressedThemes: 0,
    momentsOfTruth: [],
    series: [],
  };
  const { points } = driversData(drivers, { from: '2025-03-01', to: '2025-05-31' }, about);
  expect(points.map(({ label, verdict, across }) => [label, verdict, across.value.toFixed(1)])).toEqual([
    ['Trust', 'worse', '-3.4'],
    ['Price', undefined, '-3.4'],
  ]);
  expect(points[0]?.sentence).toBe(
    'Trust: impact −3.4, −5.5 to −1.4; net sentiment −95, −100 to −80; 43 mentions; significant.',
  );
  expect(points[0]?.href).toBe('/comments?from=2025-03-01&to=2025-05-31&tp=checkout&theme=trust');
});

describe('side by side', () => {
  const consistency = (series: string, falseDiscoveryRate: number) => ({
    series,
    statistic: 1,
    p: falseDiscoveryRate,
    parts: [
      { value: 'email', figure: figure(0.15, 0.1, 0.23, 105) },
      { value: 'sms', figure: figure(0.22, 0.12, 0.36, 46) },
    ],
    spread: 0.07,
    falseDiscoveryRate,
  });

  test('are the groups of the score that is looked at, and what differs for certain', () => {
    const tests = [
      consistency(ease.series, 0.53),
      consistency('theme:price:share', 0.01),
      consistency(nps.series, 0.4),
    ];
    expect(shownTests(tests, ease.series).map(({ series }) => series)).toEqual([
      ease.series,
      'theme:price:share',
    ]);
  });

  test('say whether they differ beyond chance', () => {
    expect(testSentence(consistency(ease.series, 0.53), 'channel', about)).toBe(
      'Found it easy: no significant difference by channel (p 0.53).',
    );
    expect(testSentence(consistency('theme:delivery:share', 0.002), 'plan', about)).toBe(
      'Mention Delivery differs by plan (p < 0.01): 22% for Text message, 15% for E-mail.',
    );
  });

  const clustered = (value: number, n: number) => ({
    ...figure(value, value - 10, value + 10, n),
    designEffect: 1,
    effectiveN: n,
    clusters: n,
  });
  const silence = (low: number, high: number) => ({
    scale: nps.series,
    unit: 'points' as const,
    everyone: clustered(-20, 213),
    difference: {
      difference: (low + high) / 2,
      low,
      high,
      p: 0.02,
      before: clustered(-43, 42),
      after: clustered(-15, 171),
      enough: true,
    },
  });

  test.each([
    [
      3,
      49,
      'Respondents without a comment score 26 points lower (+3 to +49): comments look better than the scores.',
    ],
    [
      -49,
      -3,
      'Respondents without a comment score 26 points higher (−49 to −3): comments look worse than the scores.',
    ],
    [-5, 9, 'No significant difference to those who wrote nothing (−5 to +9).'],
  ])('those who wrote less those who did not, %d to %d: %s', (low, high, sentence) => {
    expect(silentSentence(silence(low, high), about)).toBe(sentence);
  });

  test.each([
    ['promoters-who-complain', nps.series, { label: 'negative', score: 'nps:transactional=9..10' }],
    ['detractors-who-praise', nps.series, { label: 'positive', score: 'nps:transactional=0..6' }],
    ['promoters-who-complain', 'csat:1-5', { label: 'negative', score: 'csat:1-5=4..5' }],
  ] as const)('%s of %s lead to comments of that feeling and score', (kind, scale, expected) => {
    const conflict = { kind, scale, responses: 3, share: clustered(0.3, 40), themes: [], quotes: [] };
    expect(conflictScope(conflict)).toEqual(expected);
  });
});

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

  test('is marked clause by clause as it is felt', () => {
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
