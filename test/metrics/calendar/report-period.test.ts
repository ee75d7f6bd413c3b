import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths } from '../../../lib/metrics/calendar/calendar.ts';
import {
  dayCount,
  defaultCut,
  nextWeekday,
  periodOf,
  previousPeriod,
  reportGrains,
  weekdays,
} from '../../../lib/metrics/calendar/report-period.ts';

test.each([
  ['day', defaultCut, '2026-05-31', '2026-05-31', '2026-05-31'],
  ['week', defaultCut, '2026-05-25', '2026-05-25', '2026-05-31'],
  ['week', { weekStart: 'sunday', fiscalYearStart: 1 }, '2026-05-31', '2026-05-31', '2026-06-06'],
  ['month', defaultCut, '2026-05', '2026-05-01', '2026-05-31'],
  ['quarter', defaultCut, '2026-04', '2026-04-01', '2026-06-30'],
  ['quarter', { weekStart: 'monday', fiscalYearStart: 2 }, '2026-05', '2026-05-01', '2026-07-31'],
  ['quarter', { weekStart: 'monday', fiscalYearStart: 12 }, '2026-03', '2026-03-01', '2026-05-31'],
] as const)('31 May 2026 is in the %s of %o that is called %s', (grain, cut, period, firstDay, lastDay) => {
  expect(periodOf(grain, '2026-05-31', cut)).toEqual({ grain, period, firstDay, lastDay });
});

test('adds months across the end of a year, in both directions', () => {
  expect([addMonths('2026-11', 3), addMonths('2026-01', -1)]).toEqual(['2027-02', '2025-12']);
});

test('the next weekday from that same weekday is today', () => {
  expect([nextWeekday('2026-06-01', 'monday'), nextWeekday('2026-06-01', 'sunday')]).toEqual([
    '2026-06-01',
    '2026-06-07',
  ]);
});

test('periods of every grain contain their day and follow each other without a gap', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
  const cut = fc.record({
    weekStart: fc.constantFrom(...weekdays),
    fiscalYearStart: fc.integer({ min: 1, max: 12 }),
  });
  fc.assert(
    fc.property(day, cut, fc.constantFrom(...reportGrains), (someDay, someCut, grain) => {
      const period = periodOf(grain, someDay, someCut);
      const previous = previousPeriod(period, someCut);
      expect(period.firstDay <= someDay && someDay <= period.lastDay).toBe(true);
      expect(addDays(previous.lastDay, 1)).toBe(period.firstDay);
      expect(periodOf(grain, period.lastDay, someCut)).toEqual(period);
      expect(dayCount(period)).toBeGreaterThan(0);
    }),
    { seed: 1, numRuns: 500 },
  );
});
