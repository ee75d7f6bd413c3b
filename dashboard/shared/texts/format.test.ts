import { describe, expect, test } from 'vitest';
import { formatOf } from './format.ts';

const british = formatOf('en-GB');
const german = formatOf('de-DE');

describe('figures are written in the format of the locale', () => {
  test.each([
    [0.183, 'share', '18%', '18\u00a0%'],
    [-24.4, 'points', '−24', '−24'],
    [7.6, 'points', '+8', '+8'],
    [0, 'points', '0', '0'],
    [3.56, 'mean', '3.6', '3,6'],
  ] as const)('%d as %s', (value, unit, inBritain, inGermany) => {
    expect([british.level(value, unit), german.level(value, unit)]).toEqual([inBritain, inGermany]);
  });

  test('a difference of shares is in points, with its sign', () => {
    expect([british.difference(-0.234, 'share'), british.difference(0.05, 'share')]).toEqual(['−23', '+5']);
  });

  test('an interval has its unit once', () => {
    const interval = { low: 0.13, high: 0.23 };
    expect([british.interval(interval, 'share'), german.interval(interval, 'share')]).toEqual([
      '13 to 23%',
      '13 bis 23\u00a0%',
    ]);
  });

  test('large counts have a thousands separator', () => {
    expect([british.count(12345), german.count(12345)]).toEqual(['12,345', '12.345']);
  });
});

describe('times', () => {
  test('months are named in the reader’s language', () => {
    expect([british.month('2025-05'), german.month('2025-05')]).toEqual(['May 2025', 'Mai 2025']);
  });

  test('a period is a month, a day, a quarter or a year', () => {
    expect(['2025-05', '2025-05-12', '2025-Q2', '2025'].map(british.period)).toEqual([
      'May 2025',
      '12 May 2025',
      'Q2 2025',
      '2025',
    ]);
  });

  test('a span is named by its year, quarter or month, otherwise by both ends', () => {
    expect(british.span({ from: '2025-01', to: '2025-12' })).toBe('2025');
    expect(british.span({ from: '2025-04-01', to: '2025-06-30' })).toBe('Q2 2025');
    expect(british.span({ from: '2025-05', to: '2025-05' })).toBe('May 2025');
    expect(british.span({ from: '2025-03', to: '2025-05-12' })).toBe('March 2025 to 12 May 2025');
  });
});
