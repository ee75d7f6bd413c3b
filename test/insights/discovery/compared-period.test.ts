import { expect, test } from 'vitest';
import { comparedPeriod, isIn, previousPeriod } from '../../../lib/insights/discovery/compared-period.ts';

test('before a month comes the month before, for any length', () => {
  expect(previousPeriod({ from: '2026-03', to: '2026-03' })).toEqual({ from: '2026-02', to: '2026-02' });
  expect(previousPeriod({ from: '2026-01', to: '2026-01' })).toEqual({ from: '2025-12', to: '2025-12' });
});

test('before seven days come seven days, and before one day one', () => {
  expect(previousPeriod({ from: '2026-03-08', to: '2026-03-14' })).toEqual({
    from: '2026-03-01',
    to: '2026-03-07',
  });
  expect(previousPeriod({ from: '2026-03-01', to: '2026-03-01' })).toEqual({
    from: '2026-02-28',
    to: '2026-02-28',
  });
});

test('a period is one day or month, or two with dots between', () => {
  expect(comparedPeriod('2026-02', {})).toEqual({ from: '2026-02', to: '2026-02' });
  expect(comparedPeriod('2026-01-05..2026-02', {})).toEqual({ from: '2026-01-05', to: '2026-02' });
  expect(comparedPeriod(undefined, {})).toBeUndefined();
});

test('an invalid period is refused', () => {
  expect(() => comparedPeriod('last spring', {})).toThrow(/invalid comparison period/);
  expect(() => comparedPeriod('previous', { from: '2026-02' })).toThrow(/invalid comparison period/);
});

test('both ends belong to a period, months with all their days', () => {
  const cells = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-02', '2026-03-01', 'undated'];
  expect(cells.filter((cell) => isIn(cell, { from: '2026-02', to: '2026-02' }))).toEqual([
    '2026-02-01',
    '2026-02-28',
    '2026-02',
  ]);
  expect(cells.filter((cell) => isIn(cell, {}))).toEqual(cells.slice(0, 5));
});

test('a response dated only by month is in no part of the month', () => {
  expect(isIn('2026-02', { from: '2026-02-10', to: '2026-03' })).toBe(false);
  expect(isIn('2026-02', { from: '2026-02-01', to: '2026-02-28' })).toBe(true);
});
