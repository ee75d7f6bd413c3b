import { dayNumber, daysInMonth, dayText, secondsPerDay } from '../../feedback/response/dates/days.ts';

/**
 * The periods that a cell belongs to. Days are calendar days of the reporting time zone; weeks start on Monday and are named
 * by their first day, so that the name of a week does not depend on a numbering of weeks.
 */
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const monthPattern = /^\d{4}-\d{2}$/;

/** Every month has these days, so that they need no calendar. */
const daysOfEveryMonth = 28;

const numberOf = (day: string): number => Date.parse(day) / (secondsPerDay * 1000);

/** @example addDays('2026-02-28', 1) // '2026-03-01' */
export const addDays = (day: string, count: number): string => {
  const inMonth = Number(day.slice(8)) + count;
  if (inMonth >= 1 && inMonth <= daysOfEveryMonth)
    return `${day.slice(0, 8)}${inMonth < 10 ? '0' : ''}${inMonth}`;
  return dayText(numberOf(day) + count);
};

/** @example daysBetween('2026-05-01', '2026-05-31') // 30 */
export const daysBetween = (first: string, last: string): number => numberOf(last) - numberOf(first);

/** Days since the last Monday, 0..6. @example daysSinceMonday('2026-05-31') // 6 */
export const daysSinceMonday = (day: string): number => (new Date(day).getUTCDay() + 6) % 7;

/** The Monday on or before the day. @example firstDayOfWeek('2026-05-31') // '2026-05-25' */
export const firstDayOfWeek = (day: string): string => addDays(day, -daysSinceMonday(day));

/** @example addMonths('2026-11', 3) // '2027-02' */
export const addMonths = (month: string, count: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return dayText(dayNumber(year, number + count, 1)).slice(0, 7);
};

/** @example lastDayOfMonth('2028-02') // '2028-02-29' */
export const lastDayOfMonth = (month: string): string =>
  `${month}-${daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)))}`;

export type CellKind = 'day' | 'month-only' | 'undated';

/** @example cellKind('2026-05') // 'month-only' */
export const cellKind = (cell: string): CellKind => {
  if (dayPattern.test(cell)) return 'day';
  return monthPattern.test(cell) ? 'month-only' : 'undated';
};
