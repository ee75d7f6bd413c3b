import { describe, expect, test } from 'vitest';
import { changesData, changesOf, mixData, mixSentence } from './changes.ts';
import { about, ease } from './example.ts';

describe('what changed', () => {
  test('is of the touchpoint alone, the certain first, scores before themes', () => {
    expect(changesOf(about).map(({ what }) => what.name)).toEqual(['Found it easy', 'Delivery', 'NPS']);
  });

  test('has one axis of points: shares are in percentage points', () => {
    const { rows, domain } = changesData(about);
    expect(rows.map(({ label, note, drawn }) => [label, note, drawn.text])).toEqual([
      ['Found it easy', '41% → 18%', '−23'],
      ['Share of comments on Delivery', '15% → 4%', '−10'],
      ['NPS', '−5 → −20', '−15'],
    ]);
    expect(domain).toEqual([-32, 10]);
  });

  test('is good or bad news only where a score changed significantly, and grey where nothing did', () => {
    const verdicts = changesData(about).rows.map(({ drawn }) =>
      'verdict' in drawn ? drawn.verdict : undefined,
    );
    expect(verdicts).toEqual(['worse', undefined, 'neutral']);
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
  const named = { mix, nameOf: (id: string) => id };

  test('is split into customers and mix', () => {
    expect(mixSentence(named, about)).toBe(
      '“Found it easy” changed by −7.2 points in all since April. checkout is −5.1 of it. The customer mix does not explain it.',
    );
    expect(mixData(named, about).rows.map(({ label, strong, drawn }) => [label, strong, drawn.text])).toEqual(
      [
        ['website', false, '−5.3'],
        ['checkout', true, '−5.1'],
        ['delivery', false, '+3.5'],
        ['Different scores', true, '−7.2'],
        ['Customer mix', false, '0.0'],
      ],
    );
  });
});
