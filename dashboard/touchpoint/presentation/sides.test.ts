import { describe, expect, test } from 'vitest';
import { about, ease, figure, nps } from './example.ts';
import { conflictScope, shownTests, silentSentence, testSentence } from './sides.ts';

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

  test('say whether they differ significantly', () => {
    expect(testSentence(consistency(ease.series, 0.53), 'channel', about)).toBe(
      'Found it easy: no significant difference by channel (p 0.53).',
    );
    expect(testSentence(consistency('theme:delivery:share', 0.002), 'plan', about)).toBe(
      'Share of comments on Delivery differs by plan (p < 0.01): 22% for Text message, 15% for E-mail.',
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
    const conflict = {
      kind,
      scale,
      responses: 3,
      share: clustered(0.3, 40),
      themes: [],
      issues: [],
      quotes: [],
    };
    expect(conflictScope(conflict)).toEqual(expected);
  });
});
