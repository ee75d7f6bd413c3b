import { addDays } from '../../metrics/calendar/calendar.ts';
import {
  type CalendarCut,
  dayCount,
  periodOf,
  previousPeriod,
  type ReportPeriod,
} from '../../metrics/calendar/report-period.ts';
import type { Span } from './digest-material.ts';

const earlier = (one: string, other: string): string => (one < other ? one : other);

/**
 * The period to compare with, and the days of both that count: of a period that is not over, the days up to yesterday (on its first day,
 * that day), compared with the same number of days of the one before.
 *
 * @param today in the reporting zone
 */
export const spanOf = (period: ReportPeriod, today: string, cut: CalendarCut): Span => {
  const previous = previousPeriod(period, cut);
  if (period.lastDay < today) return { period, previous };
  const yesterday = addDays(today, -1);
  const through = yesterday < period.firstDay ? period.firstDay : yesterday;
  const days = dayCount({ firstDay: period.firstDay, lastDay: through });
  return {
    period,
    through,
    previous,
    previousThrough: earlier(addDays(previous.firstDay, days - 1), previous.lastDay),
  };
};

/** The last periods, oldest first, the given one last. */
export const lastPeriods = (period: ReportPeriod, count: number, cut: CalendarCut): ReportPeriod[] => {
  const periods = [period];
  for (let one = period; periods.length < count; ) {
    one = previousPeriod(one, cut);
    periods.push(one);
  }
  return periods.reverse();
};

/**
 * The period that a reader names: `2026-05-25` a day or a week by any of its days, `2026-05` a month or a quarter by any of
 * its months.
 */
export const periodNamed = (grain: ReportPeriod['grain'], name: string, cut: CalendarCut): ReportPeriod =>
  periodOf(grain, name.length === 7 ? `${name}-01` : name, cut);
