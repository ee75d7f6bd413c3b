import { describe, expect, test } from 'vitest';
import { comparedRanges, daysIn } from '../../../lib/insights/changes/compared-ranges.ts';

const today = '2026-07-15';
const days = (from: string, to: string) => ({ from, to });

describe('comparedRanges', () => {
  test('compares a month with the month before, regardless of their lengths', () => {
    expect(comparedRanges(days('2026-03-01', '2026-03-31'), 'previous', today)).toEqual({
      before: days('2026-02-01', '2026-02-28'),
      after: days('2026-03-01', '2026-03-31'),
      part: false,
    });
  });

  test('compares three months with the three before, and with those of the year before', () => {
    const range = days('2026-04-01', '2026-06-30');
    expect(comparedRanges(range, 'previous', today).before).toEqual(days('2026-01-01', '2026-03-31'));
    expect(comparedRanges(range, 'season', today).before).toEqual(days('2025-04-01', '2025-06-30'));
  });

  test('compares a week with the same weekdays a year before', () => {
    const { before } = comparedRanges(days('2026-05-25', '2026-05-31'), 'season', today);
    expect(before).toEqual(days('2025-05-26', '2025-06-01'));
  });

  test('compares ten days with the ten before', () => {
    const { before } = comparedRanges(days('2026-05-11', '2026-05-20'), 'previous', today);
    expect(before).toEqual(days('2026-05-01', '2026-05-10'));
  });

  test('compares the same number of days where the period has not ended', () => {
    const compared = comparedRanges(days('2026-07-01', '2026-07-31'), 'previous', today);
    expect(compared).toEqual({
      before: days('2026-06-01', '2026-06-14'),
      after: days('2026-07-01', '2026-07-14'),
      part: true,
    });
    expect(daysIn(compared.before)).toBe(daysIn(compared.after));
  });

  test('never takes more days than the earlier period has', () => {
    const { before } = comparedRanges(days('2026-03-01', '2026-03-31'), 'previous', '2026-03-31');
    expect(before).toEqual(days('2026-02-01', '2026-02-28'));
  });
});
