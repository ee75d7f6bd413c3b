import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, lastDayOfMonth } from '../../../lib/metrics/calendar/calendar.ts';

test('the last day of a month is the day before the first of the next, in leap years and other years', () => {
  const months = Array.from({ length: 12 * 410 }, (_, index) => addMonths('1895-01', index));
  expect(months.map(lastDayOfMonth)).toEqual(months.map((month) => addDays(`${addMonths(month, 1)}-01`, -1)));
});

test('days are counted by the calendar, within a month and across months and years', () => {
  const epoch = Date.parse('1990-01-01T00:00:00Z');
  const dayAt = (index: number): string => new Date(epoch + index * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: -400, max: 400 }), (index, count) => {
      expect(addDays(dayAt(index), count)).toBe(dayAt(index + count));
    }),
    { seed: 1, numRuns: 500 },
  );
});
