import { describe, expect, test } from 'vitest';
import { nothingDisclosed } from '../../../lib/disclosure/parts.ts';
import { journeyEntry, unmentioned } from '../../../lib/insights/journey/journey-map.ts';

const felt = (negative: number, positive: number) => ({
  ...{ negative, positive, neutral: 0, scoreSum: 0, scoreSquareSum: 0 },
  people: 'many' as const,
});

const themes = new Map([
  ['digital', {}],
  ['checkout', { parent: 'digital' }],
  ['search', { parent: 'digital' }],
  ['staff', {}],
  ['overall', {}],
]);

/** What hurts and what pleases most at a touchpoint where themes are spoken of so. */
const voicesOf = (spoken: Readonly<Record<string, ReturnType<typeof felt>>>) => {
  const { tally } = nothingDisclosed;
  const wholeMonths = {
    ...nothingDisclosed,
    tally: { ...tally, themes: spoken, answers: { ...tally.answers, scored: 100 } },
  };
  const { pain, praise } = journeyEntry(
    { ...unmentioned, wholeMonths },
    { range: { from: '2026-05-01', to: '2026-05-31' }, grain: 'month', today: '2026-06-10' },
    { settings: {}, themes, place: { id: 'returns-desk', name: 'Returns' } },
  );
  return [pain?.id, praise?.id];
};

describe('what hurts and what pleases most', () => {
  test('is never the same theme', () => {
    expect(voicesOf({ digital: felt(32, 16), staff: felt(2, 9) })).toEqual(['digital', 'staff']);
  });

  test('is the theme below another that makes most of it', () => {
    expect(voicesOf({ digital: felt(30, 4), checkout: felt(20, 1), search: felt(8, 2) })).toEqual([
      'checkout',
      undefined,
    ]);
  });

  test('is the wider theme where none below it makes most of it', () => {
    expect(voicesOf({ digital: felt(30, 4), checkout: felt(12, 1), search: felt(12, 2) })).toEqual([
      'digital',
      undefined,
    ]);
  });

  test('is no theme of the name of the touchpoint', () => {
    expect(voicesOf({ returns: felt(50, 1), staff: felt(2, 1) })).toEqual(['staff', undefined]);
  });

  test('is neither a theme and one above it', () => {
    expect(voicesOf({ digital: felt(10, 40), checkout: felt(9, 1), staff: felt(0, 5) })).toEqual([
      'checkout',
      'staff',
    ]);
  });

  test('is not a theme with as much praise as criticism, and not the general theme', () => {
    expect(voicesOf({ digital: felt(10, 10), overall: felt(40, 3) })).toEqual([undefined, undefined]);
  });
});
