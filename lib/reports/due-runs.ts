import { zoneClock } from '../feedback/response/dates/zone-clock.ts';
import { addDays } from '../metrics/calendar/calendar.ts';
import {
  type CalendarCut,
  nextWeekday,
  periodOf,
  previousPeriod,
  type ReportPeriod,
} from '../metrics/calendar/report-period.ts';
import type { CalendarSettings, ReportSchedule } from './schedules.ts';

/** One run: a schedule and a period. The two together are its id. */
export interface DueRun {
  readonly schedule: ReportSchedule;
  readonly period: ReportPeriod;
}

/** Missed runs of a schedule that are made up at once; older ones are skipped. */
export const maxCaughtUpRuns = 31;

const secondsPerHour = 3600;

/** The local time of a time zone at an instant. @example wallClock(new Date('2026-05-31T22:30:00Z'), 'Europe/Berlin') // { day: '2026-06-01', hour: 0 } */
export const wallClock = (now: Date, zone: string): { readonly day: string; readonly hour: number } => {
  const wall = zoneClock(zone).toWallSeconds(Math.floor(now.getTime() / 1000));
  const text = new Date(wall * 1000).toISOString();
  return { day: text.slice(0, 10), hour: Math.floor((wall % (24 * secondsPerHour)) / secondsPerHour) };
};

/** The day on which a run is due: the first after its period, or the configured weekday from then on. */
const dueDay = ({ weekday }: ReportSchedule, { lastDay }: ReportPeriod): string => {
  const after = addDays(lastDay, 1);
  return weekday === undefined ? after : nextWeekday(after, weekday);
};

const isDue = (
  schedule: ReportSchedule,
  period: ReportPeriod,
  now: { day: string; hour: number },
): boolean => {
  const day = dueDay(schedule, period);
  return day < now.day || (day === now.day && schedule.at <= now.hour);
};

/** The latest period whose run is due; the one before if its weekday or hour is still to come. */
const latestDue = (
  schedule: ReportSchedule,
  now: { day: string; hour: number },
  cut: CalendarCut,
): ReportPeriod => {
  let period = previousPeriod(periodOf(schedule.every, now.day, cut), cut);
  while (!isDue(schedule, period, now)) period = previousPeriod(period, cut);
  return period;
};

/** From the period after the last finished one to the latest, at most as many as are made up. */
const periodsToDo = (
  latest: ReportPeriod,
  cut: CalendarCut,
  lastDone: string | undefined,
): ReportPeriod[] => {
  if (lastDone === undefined) return [latest];
  const periods: ReportPeriod[] = [];
  for (
    let period = latest;
    period.period > lastDone && periods.length < maxCaughtUpRuns;
    period = previousPeriod(period, cut)
  )
    periods.push(period);
  return periods.reverse();
};

/**
 * The runs that are due and not done, for each schedule the oldest first, including those missed since its last run. A
 * schedule that never ran starts with its latest period. Pure: the same clock and record give the same runs.
 *
 * @param zone the reporting zone
 * @param done by the id of each schedule the last period that is done
 * @example dueRuns(settings, { now: new Date('2026-06-01T07:10:00Z'), zone: 'UTC' }, new Map()) // [{ schedule: weekly, period: week of 2026-05-25 }]
 */
export const dueRuns = (
  settings: CalendarSettings,
  { now, zone }: { readonly now: Date; readonly zone: string },
  done: ReadonlyMap<string, string>,
): DueRun[] => {
  const wall = wallClock(now, zone);
  return settings.schedules.flatMap((schedule) => {
    const latest = latestDue(schedule, wall, settings);
    return periodsToDo(latest, settings, done.get(schedule.id)).map((period) => ({ schedule, period }));
  });
};
