/** Reads what is longer than a day and no month: weeks, quarters and years. */

/** A stretch of whole days, counted from 1970-01-01, both included. */
export interface WrittenSpan {
  readonly precision: 'week' | 'quarter' | 'year';
  /** In one form, however it was written: `2026-W47`, `2026-Q3`, `2026`. */
  readonly text: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

const millisecondsPerDay = 86_400_000;
const dayOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month, day) / millisecondsPerDay;

/** The Monday of the week that holds 4 January, which is week 1 (ISO 8601). 1970-01-01 was a Thursday. */
const firstMonday = (year: number): number => {
  const fourth = dayOf(year, 0, 4);
  return fourth - ((fourth + 3) % 7);
};

/** The day, counted from 1970-01-01, on which a week begins; undefined for week 53 of a year that has 52. */
const mondayOf = (year: number, week: number): number | undefined => {
  const monday = firstMonday(year) + (week - 1) * 7;
  return week >= 1 && monday < firstMonday(year + 1) ? monday : undefined;
};

const isoWeek = /^(\d{4})-?W(\d{2})$/i;
const isoWeekday = /^(\d{4})-?W(\d{2})-?([1-7])$/i;
const weekOfYear = /^(?:KW|CW|W)\s?(\d{1,2})(?:\s?[/,.-]\s?|\s)(\d{4})$/i;
const yearAndWeek = /^(\d{4})(?:\s?[/,.-]\s?|\s)(?:KW|CW|W)\s?(\d{1,2})$/i;
const quarterOfYear = /^Q([1-4])(?:\s?[/,.-]\s?|\s)?(\d{4})$/i;
const numberedQuarter = /^([1-4])Q\s?(\d{4})$/i;
const yearAndQuarter = /^(\d{4})(?:\s?[/,.-]\s?|\s)?Q([1-4])$/i;
const bareYear = /^\d{4}$/;

/**
 * The calendar date of a day of a week, `month` from 1; undefined where the text is none, or the year has no such week.
 *
 * @example readWeekday('2026-W47-3') // { year: 2026, month: 11, day: 18 }
 */
export const readWeekday = (text: string): { year: number; month: number; day: number } | undefined => {
  const [, year, week, weekday] = isoWeekday.exec(text) ?? [];
  const monday = weekday === undefined ? undefined : mondayOf(Number(year), Number(week));
  if (monday === undefined) return undefined;
  const date = new Date((monday + Number(weekday) - 1) * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const weekSpan = (year: number, week: number): WrittenSpan | undefined => {
  const firstDay = mondayOf(year, week);
  if (firstDay === undefined) return undefined;
  const text = `${year}-W${String(week).padStart(2, '0')}`;
  return { precision: 'week', text, firstDay, lastDay: firstDay + 6 };
};

const quarterSpan = (year: number, quarter: number): WrittenSpan => ({
  precision: 'quarter',
  text: `${year}-Q${quarter}`,
  firstDay: dayOf(year, 3 * quarter - 3, 1),
  lastDay: dayOf(year, 3 * quarter, 0),
});

const yearSpan = (year: number): WrittenSpan => ({
  precision: 'year',
  text: String(year),
  firstDay: dayOf(year, 0, 1),
  lastDay: dayOf(year, 11, 31),
});

/**
 * The week (ISO 8601), quarter or year that a text names; undefined where it names none, or one that the year has not.
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
