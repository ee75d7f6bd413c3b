import { addDays, addMonths, daysBetween, daysSinceMonday, lastDayOfMonth } from './calendar.ts';

/** Reporting periods: calendar periods of the reporting time zone. */
export const reportGrains = ['day', 'week', 'month', 'quarter'] as const;
export type ReportGrain = (typeof reportGrains)[number];

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** How a team defines weeks and quarters. */
export interface CalendarCut {
  /** The first day of a week. Default: Monday. */
  readonly weekStart: Weekday;
  /** The month, 1..12, in which the first quarter begins. Default: 1. */
  readonly fiscalYearStart: number;
}

export const defaultCut: CalendarCut = { weekStart: 'monday', fiscalYearStart: 1 };

/** One period. A day, and a week by its first day, are named `2026-05-25`; a month, and a quarter by its first month, `2026-05`. */
export interface ReportPeriod {
  readonly grain: ReportGrain;
  readonly period: string;
  readonly firstDay: string;
  /** Included. */
  readonly lastDay: string;
}

const monthsIn = { month: 1, quarter: 3 } as const;

const daysSince = (day: string, weekday: Weekday): number =>
  (daysSinceMonday(day) - weekdays.indexOf(weekday) + 7) % 7;

/** The day itself or the next one after it that is this weekday. */
export const nextWeekday = (day: string, weekday: Weekday): string =>
  addDays(day, (7 - daysSince(day, weekday)) % 7);

const monthsFrom = (grain: 'month' | 'quarter', first: string): ReportPeriod => ({
  grain,
  period: first,
  firstDay: `${first}-01`,
  lastDay: lastDayOfMonth(addMonths(first, monthsIn[grain] - 1)),
});

/**
 * The period of a grain that a day is in.
 *
 * @example periodOf('quarter', '2026-05-31', { weekStart: 'monday', fiscalYearStart: 2 }) // May to July, period '2026-05'
 */
export const periodOf = (grain: ReportGrain, day: string, cut: CalendarCut = defaultCut): ReportPeriod => {
  const month = day.slice(0, 7);
  switch (grain) {
    case 'day':
      return { grain, period: day, firstDay: day, lastDay: day };
    case 'week': {
      const firstDay = addDays(day, -daysSince(day, cut.weekStart));
      return { grain, period: firstDay, firstDay, lastDay: addDays(firstDay, 6) };
    }
    case 'month':
      return monthsFrom('month', month);
    case 'quarter': {
      const since = (Number(month.slice(5)) - cut.fiscalYearStart + 12) % 3;
      return monthsFrom('quarter', addMonths(month, -since));
    }
  }
};

/** The period just before. */
export const previousPeriod = (
  { grain, firstDay }: ReportPeriod,
  cut: CalendarCut = defaultCut,
): ReportPeriod => periodOf(grain, addDays(firstDay, -1), cut);

/** Days from the first to the last, both included. */
export const dayCount = ({ firstDay, lastDay }: Pick<ReportPeriod, 'firstDay' | 'lastDay'>): number =>
  daysBetween(firstDay, lastDay) + 1;

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** @example dayName('2026-05-31') // '31 May 2026' */
export const dayName = (day: string): string => dayFormat.format(Date.parse(day));
