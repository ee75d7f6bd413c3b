/**
 * The periods that a cell belongs to. Days are calendar days of the reporting zone; weeks start on Monday and are named
 * by their first day, so that the name of a week never depends on how years are cut into weeks.
 */
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const monthPattern = /^\d{4}-\d{2}$/;

const millisecondsPerDay = 86_400_000;

/** Every month has these days, so that a day among them is found without a calendar. */
const daysOfEveryMonth = 28;

/** @example addDays('2026-02-28', 1) // '2026-03-01' */
export const addDays = (day: string, count: number): string => {
  const inMonth = Number(day.slice(8)) + count;
  if (inMonth >= 1 && inMonth <= daysOfEveryMonth)
    return `${day.slice(0, 8)}${inMonth < 10 ? '0' : ''}${inMonth}`;
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * millisecondsPerDay).toISOString().slice(0, 10);
};

/** The Monday on or before the day. @example firstDayOfWeek('2026-05-31') // '2026-05-25' */
export const firstDayOfWeek = (day: string): string => {
  const daysSinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -daysSinceMonday);
};

const monthsOf30Days: ReadonlySet<string> = new Set(['04', '06', '09', '11']);

/** @example lastDayOfMonth('2028-02') // '2028-02-29' */
export const lastDayOfMonth = (month: string): string => {
  const year = Number(month.slice(0, 4));
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const number = month.slice(5);
  if (number === '02') return `${month}-${isLeapYear ? 29 : 28}`;
  return `${month}-${monthsOf30Days.has(number) ? 30 : 31}`;
};

export type CellKind = 'day' | 'month-only' | 'undated';

/** @example cellKind('2026-05') // 'month-only' */
export const cellKind = (cell: string): CellKind => {
  if (dayPattern.test(cell)) return 'day';
  return monthPattern.test(cell) ? 'month-only' : 'undated';
};
