import type { DayRange } from '../../disclosure/series.ts';
import { addDays, addMonths, daysBetween, lastDayOfMonth } from '../../metrics/calendar/calendar.ts';

/** The period of comparison: the one just before, or the same season a year before. */
export type Against = 'previous' | 'season';

export interface ComparedRanges {
  readonly before: DayRange;
  readonly after: DayRange;
  /** The period has not ended: the same number of days is compared in both. */
  readonly part: boolean;
}

/** Responses without a date, where there are no others: nothing to compare with. */
export const undatedRange: DayRange = { from: 'undated', to: 'undated' };

export const isUndated = ({ from }: DayRange): boolean => from === undatedRange.from;

/** @example daysIn({ from: '2026-05-01', to: '2026-05-31' }) // 31 */
export const daysIn = ({ from, to }: DayRange): number => daysBetween(from, to) + 1;

/** The number of months in the days, or undefined if they are not whole months. */
const monthsIn = ({ from, to }: DayRange): number | undefined => {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  if (!from.endsWith('-01') || to !== lastDayOfMonth(last)) return undefined;
  const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return number(last) - number(first) + 1;
};

/** 52 weeks: the same weekdays, so that a Monday is compared with a Monday. */
const daysInSeason = 364;

const earlier = (range: DayRange, against: Against): DayRange => {
  const months = monthsIn(range);
  if (months === undefined) {
    const back = against === 'season' ? daysInSeason : daysIn(range);
    return { from: addDays(range.from, -back), to: addDays(range.to, -back) };
  }
  const back = against === 'season' ? 12 : months;
  const from = addMonths(range.from.slice(0, 7), -back);
  return { from: `${from}-01`, to: lastDayOfMonth(addMonths(from, months - 1)) };
};

/**
 * The days to compare: whole months with as many whole months, other days with as many days of the same weekdays. Of an
 * unfinished period, the days up to yesterday are compared with the same number of days of the earlier period.
 *
 * @param today in the reporting zone
 * @example comparedRanges({ from: '2026-05-01', to: '2026-05-31' }, 'previous', '2026-07-15').before // 2026-04-01 … 2026-04-30
 */
export const comparedRanges = (range: DayRange, against: Against, today: string): ComparedRanges => {
  if (isUndated(range)) return { before: undatedRange, after: range, part: false };
  const before = earlier(range, against);
  if (range.to < today || range.from >= today) return { before, after: range, part: false };
  const after = { from: range.from, to: addDays(today, -1) };
  const through = addDays(before.from, daysIn(after) - 1);
  return { before: { ...before, to: through < before.to ? through : before.to }, after, part: true };
};
