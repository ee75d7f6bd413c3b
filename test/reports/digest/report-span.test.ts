import { expect, test } from 'vitest';
import { defaultCut, periodOf } from '../../../lib/metrics/calendar/report-period.ts';
import { lastPeriods, periodNamed, spanOf } from '../../../lib/reports/digest/report-span.ts';

const may = periodOf('month', '2026-05-31');

test('a completed period is compared with the whole period before', () => {
  expect(spanOf(may, '2026-06-01', defaultCut)).toEqual({
    period: may,
    previous: periodOf('month', '2026-04-01'),
  });
});

test('an unfinished period counts up to yesterday, and is compared with as many days', () => {
  expect(spanOf(may, '2026-05-11', defaultCut)).toMatchObject({
    through: '2026-05-10',
    previousThrough: '2026-04-10',
  });
});

test('a period that began today counts today', () => {
  expect(spanOf(may, '2026-05-01', defaultCut)).toMatchObject({
    through: '2026-05-01',
    previousThrough: '2026-04-01',
  });
});

test('a longer month than the one before is compared with all of that one', () => {
  const march = periodOf('month', '2026-03-01');
  expect(spanOf(march, '2026-03-31', defaultCut)).toMatchObject({
    through: '2026-03-30',
    previousThrough: '2026-02-28',
  });
});

test('a week is named by any of its days, a quarter by any of its months', () => {
  expect(periodNamed('week', '2026-05-27', defaultCut).period).toBe('2026-05-25');
  expect(periodNamed('quarter', '2026-05', defaultCut).period).toBe('2026-04');
});

test('the last periods end with the requested one', () => {
  expect(lastPeriods(may, 3, defaultCut).map(({ period }) => period)).toEqual([
    '2026-03',
    '2026-04',
    '2026-05',
  ]);
});
