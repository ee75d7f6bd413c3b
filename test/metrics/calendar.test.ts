import { expect, test } from 'vitest';
import { addDays, lastDayOfMonth } from '../../lib/metrics/calendar.ts';
import { addMonths } from '../../lib/report/report-period.ts';

test('the last day of a month is the one before the first of the next, in leap years and all others', () => {
  const months = Array.from({ length: 12 * 410 }, (_, index) => addMonths('1895-01', index));
  expect(months.map(lastDayOfMonth)).toEqual(months.map((month) => addDays(`${addMonths(month, 1)}-01`, -1)));
});
