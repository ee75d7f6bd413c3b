import { DateTime } from 'luxon';
import { dayNumber } from './days.ts';

/** Reads dates longer than a day other than months: weeks, quarters and years. */

/** A span of whole days, counted from 1970-01-01, both included. */
export interface WrittenSpan {
  readonly precision: 'week' | 'quarter' | 'year';
  /** In one form, however it was written: `2026-W47`, `2026-Q3`, `2026`. */
  readonly text: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The Monday of a week (ISO 8601); not valid for week 53 of a year that has 52. */
const mondayOf = (weekYear: number, weekNumber: number): DateTime =>
  DateTime.fromObject({ weekYear, weekNumber, weekday: 1 }, { zone: 'utc' });

const isoWeek = /^(\d{4})-?W(\d{2})$/i;
const isoWeekday = /^(\d{4})-?W(\d{2})-?([1-7])$/i;
const weekOfYear = /^(?:KW|CW|W)\s?(\d{1,2})(?:\s?[/,.-]\s?|\s)(\d{4})$/i;
const yearAndWeek = /^(\d{4})(?:\s?[/,.-]\s?|\s)(?:KW|CW|W)\s?(\d{1,2})$/i;
const quarterOfYear = /^Q([1-4])(?:\s?[/,.-]\s?|\s)?(\d{4})$/i;
const numberedQuarter = /^([1-4])Q\s?(\d{4})$/i;
const yearAndQuarter = /^(\d{4})(?:\s?[/,.-]\s?|\s)?Q([1-4])$/i;
const bareYear = /^\d{4}$/;

/**
 * The calendar date of a day of a week, `month` from 1; undefined for any other text, or if the year has no such week.
 *
 * @example readWeekday('2026-W47-3') // { year: 2026, month: 11, day: 18 }
 */
export const readWeekday = (text: string): { year: number; month: number; day: number } | undefined => {
  const [, year, week, weekday] = isoWeekday.exec(text) ?? [];
  if (weekday === undefined) return undefined;
  const date = mondayOf(Number(year), Number(week)).plus({ days: Number(weekday) - 1 });
  return date.isValid ? { year: date.year, month: date.month, day: date.day } : undefined;
};

const weekSpan = (year: number, week: number): WrittenSpan | undefined => {
  const monday = mondayOf(year, week);
  if (!monday.isValid) return undefined;
  const firstDay = dayNumber(monday.year, monday.month, monday.day);
  const text = `${year}-W${String(week).padStart(2, '0')}`;
  return { precision: 'week', text, firstDay, lastDay: firstDay + 6 };
};

const quarterSpan = (year: number, quarter: number): WrittenSpan => ({
  precision: 'quarter',
  text: `${year}-Q${quarter}`,
  firstDay: dayNumber(year, 3 * quarter - 2, 1),
  lastDay: dayNumber(year, 3 * quarter + 1, 1) - 1,
});

const yearSpan = (year: number): WrittenSpan => ({
  precision: 'year',
  text: String(year),
  firstDay: dayNumber(year, 1, 1),
  lastDay: dayNumber(year, 12, 31),
});

/**
 * The week (ISO 8601), quarter or year in a text; undefined for any other text, or one that the year does not have.
 *
 * @example readSpan('KW 47/2026') // { precision: 'week', text: '2026-W47', firstDay: 20773, lastDay: 20779 }
 */
export const readSpan = (text: string): WrittenSpan | undefined => {
  const week = isoWeek.exec(text) ?? yearAndWeek.exec(text);
  if (week !== null) return weekSpan(Number(week[1]), Number(week[2]));
  const turnedWeek = weekOfYear.exec(text);
  if (turnedWeek !== null) return weekSpan(Number(turnedWeek[2]), Number(turnedWeek[1]));
  const quarter = yearAndQuarter.exec(text);
  if (quarter !== null) return quarterSpan(Number(quarter[1]), Number(quarter[2]));
  const turnedQuarter = quarterOfYear.exec(text) ?? numberedQuarter.exec(text);
  if (turnedQuarter !== null) return quarterSpan(Number(turnedQuarter[2]), Number(turnedQuarter[1]));
  return bareYear.test(text) ? yearSpan(Number(text)) : undefined;
};
