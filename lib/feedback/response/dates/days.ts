/** Days as numbers. Plain arithmetic, since dates are read by the million (docs/adr/0095-libraries-tried.md). */

export const secondsPerDay = 86_400;

const monthsOf30Days: ReadonlySet<number> = new Set([4, 6, 9, 11]);

/** @param month from 1. @example daysInMonth(2028, 2) // 29 */
export const daysInMonth = (year: number, month: number): number => {
  if (month !== 2) return monthsOf30Days.has(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

/** Days since 1970-01-01. @param month from 1. @example dayNumber(1970, 2, 1) // 31 */
export const dayNumber = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / (secondsPerDay * 1000);

/** `2026-05-31` of a day counted from 1970-01-01. */
export const dayText = (day: number): string =>
  new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
