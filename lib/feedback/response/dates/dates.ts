import type { z } from 'zod';
import type { dateOrder } from '../../mapping/mapping.ts';
import type { Response } from '../response.ts';
import { dayNumber, daysInMonth, dayText, secondsPerDay } from './days.ts';
import { inOrder, isNumericDate, isSpan, readWrittenDate, type WrittenDate } from './written-date.ts';
import type { WrittenSpan } from './written-span.ts';
import type { WrittenTime } from './written-time.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

export type DateOrder = z.infer<typeof dateOrder>;

export interface DateReading {
  /** The order of numeric dates. Unambiguous dates (year first, month as a word) are read with any order. */
  readonly order: DateOrder;
  /** True if midnight means that no time was written: such dates are days. Default false. */
  readonly midnightIsDay?: boolean;
  /** IANA zone of dates without an offset. */
  readonly timeZone: string;
  /** IANA time zone that defines days. */
  readonly reportingTimeZone: string;
  /** When the file arrived, an ISO instant: no date may be more than a day later. */
  readonly receivedAt: string;
}

export type ReadDate = Required<Pick<Response, 'submittedAt' | 'datePrecision' | 'cell'>>;
export type DateProblem = 'date-unreadable' | 'date-out-of-range';

/** No feedback is older than this. */
export const earliestYear = 1970;
/** Day 0 of a spreadsheet's calendar, with its 29 February 1900, counted from 1970-01-01. */
const excelEpochDay = -25_569;

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** `2026-05-31` of a day counted from 1970-01-01. Cached: exports have few days and many rows. */
const dayWriter = (): ((day: number) => string) => {
  const written = new Map<number, string>();
  return (day) => {
    let text = written.get(day);
    if (text === undefined) {
      text = dayText(day);
      written.set(day, text);
    }
    return text;
  };
};

interface Calendar {
  readonly zone: ZoneClock;
  readonly reportingZone: ZoneClock;
  readonly latestSeconds: number;
  readonly latestYear: number;
  readonly writeDay: (day: number) => string;
}

const calendarOf = (reading: DateReading): Calendar => {
  const latestSeconds = Math.floor(Date.parse(reading.receivedAt) / 1000) + secondsPerDay;
  return {
    zone: zoneClock(reading.timeZone),
    reportingZone: zoneClock(reading.reportingTimeZone),
    latestSeconds,
    latestYear: new Date(latestSeconds * 1000).getUTCFullYear(),
    writeDay: dayWriter(),
  };
};

/** A two-digit year is in the hundred years before the file arrived. */
const fullYear = (written: WrittenDate, latestYear: number): number => {
  if (!written.twoDigitYear) return written.year;
  const inThisCentury = latestYear - (latestYear % 100) + written.year;
  return inThisCentury > latestYear ? inThisCentury - 100 : inThisCentury;
};

const existsOnCalendar = (year: number, { month, day, secondOfDay, offsetSeconds }: WrittenDate): boolean =>
  month >= 1 &&
  month <= 12 &&
  (day === undefined || (day >= 1 && day <= daysInMonth(year, month))) &&
  !Number.isNaN(secondOfDay ?? 0) &&
  !Number.isNaN(offsetSeconds ?? 0);

const inMonth = (year: number, month: number, calendar: Calendar): ReadDate | DateProblem => {
  if (dayNumber(year, month, 1) * secondsPerDay > calendar.latestSeconds) return 'date-out-of-range';
  const text = `${year}-${two(month)}`;
  return { submittedAt: text, datePrecision: 'month', cell: text };
};

const onDay = (day: number, calendar: Calendar): ReadDate | DateProblem => {
  if (day * secondsPerDay > calendar.latestSeconds) return 'date-out-of-range';
  const text = calendar.writeDay(day);
  return { submittedAt: text, datePrecision: 'day', cell: text };
};

const atInstant = (seconds: number, calendar: Calendar): ReadDate | DateProblem => {
  if (!(seconds >= 0 && seconds <= calendar.latestSeconds)) return 'date-out-of-range';
  const day = Math.floor(seconds / secondsPerDay);
  const second = seconds - day * secondsPerDay;
  const minute = Math.floor(second / 60);
  const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second % 60)}`;
  const wallDay = Math.floor(calendar.reportingZone.toWallSeconds(seconds) / secondsPerDay);
  return {
    submittedAt: `${calendar.writeDay(day)}T${clock}Z`,
    datePrecision: 'time',
    cell: calendar.writeDay(wallDay),
  };
};

/** A span within one month counts in that month; a longer one has no period with figures. */
const acrossDays = (
  { precision, text, firstDay, lastDay }: WrittenSpan,
  calendar: Calendar,
): ReadDate | DateProblem => {
  if (lastDay < 0 || firstDay * secondsPerDay > calendar.latestSeconds) return 'date-out-of-range';
  const month = calendar.writeDay(firstDay).slice(0, 7);
  const cell = calendar.writeDay(lastDay).startsWith(month) ? month : 'undated';
  return { submittedAt: text, datePrecision: precision, cell };
};

/** What is known of the time of day of a date: its own time column, and the meaning of midnight. */
interface TimeOfDay {
  readonly time: WrittenTime | undefined;
  readonly midnightIsDay: boolean;
}

/** Without an offset, the time is in the file's time zone. */
const atTime = (
  day: number,
  { secondOfDay, offsetSeconds }: WrittenTime,
  calendar: Calendar,
): ReadDate | DateProblem => {
  const wallSeconds = day * secondsPerDay + secondOfDay;
  const seconds =
    offsetSeconds === undefined ? calendar.zone.toInstantSeconds(wallSeconds) : wallSeconds - offsetSeconds;
  return atInstant(seconds, calendar);
};

const placed = (
  written: WrittenDate,
  { time, midnightIsDay }: TimeOfDay,
  calendar: Calendar,
): ReadDate | DateProblem => {
  const year = fullYear(written, calendar.latestYear);
  if (!existsOnCalendar(year, written)) return 'date-unreadable';
  if (year < earliestYear || year > calendar.latestYear) return 'date-out-of-range';
  const { month, day } = written;
  if (day === undefined) return inMonth(year, month, calendar);
  const number = dayNumber(year, month, day);
  const { secondOfDay, offsetSeconds } = { ...written, ...time };
  const saysNoTime = midnightIsDay && time === undefined && secondOfDay === 0;
  return secondOfDay === undefined || saysNoTime
    ? onDay(number, calendar)
    : atTime(number, { secondOfDay, ...(offsetSeconds === undefined ? {} : { offsetSeconds }) }, calendar);
};

const number = /^\d{1,16}(?:[.,]\d+)?$/;

/** A spreadsheet's serial is local time in the file's time zone; a whole number is a day. */
const fromSerial = (
  serial: number,
  time: WrittenTime | undefined,
  calendar: Calendar,
): ReadDate | DateProblem => {
  const day = Math.floor(serial) + excelEpochDay;
  if (day < 0) return 'date-out-of-range';
  if (time !== undefined) return atTime(day, time, calendar);
  if (Number.isInteger(serial)) return onDay(day, calendar);
  return atTime(day, { secondOfDay: Math.round((serial % 1) * secondsPerDay) }, calendar);
};

type CountReader = (count: number, time: WrittenTime | undefined) => ReadDate | DateProblem;

const countedReader = (order: DateOrder, calendar: Calendar): CountReader | undefined => {
  const read: Partial<Record<DateOrder, CountReader>> = {
    'epoch-seconds': (count) => atInstant(Math.floor(count), calendar),
    'epoch-milliseconds': (count) => atInstant(Math.floor(count / 1000), calendar),
    'excel-serial': (count, time) => fromSerial(count, time, calendar),
  };
  return read[order];
};

/** Reads the date in a cell, with the time of day from another cell of the row, if any. */
export type DateReader = (cell: string, time?: WrittenTime) => ReadDate | DateProblem | undefined;

/**
 * A reader of the cells of one date column. A cell of white space gives undefined (undated). A time of day keeps its
 * seconds, not their fractions. A local time that occurs twice when clocks go back is the first of both; one that is
 * skipped when they go forward is read with the offset before the change. A month stays a month, a day stays the day
 * as written, in any time zone. A week within one month counts in that month; other weeks, quarters and years
 * are kept as written, and `undated`. Two-digit years are in the hundred years before `receivedAt`.
 *
 * A time from another cell makes a day a moment, and wins over the date's own; with anything longer than a day it is
 * ignored. Seconds since 1970 have their own time.
 *
 * `date-unreadable`: not a date in any known form, or an invalid day.
 * `date-out-of-range`: before 1970 or more than a day after `receivedAt`.
 *
 * @example dateReader({ order: 'month-first', timeZone: 'UTC', reportingTimeZone: 'UTC', receivedAt })('2/24/2015 11:35')
 * // { submittedAt: '2015-02-24T11:35:00Z', datePrecision: 'time', cell: '2015-02-24' }
 */
export const dateReader = (reading: DateReading): DateReader => {
  const { order, midnightIsDay = false } = reading;
  const calendar = calendarOf(reading);
  const readCount = countedReader(order, calendar);
  const readWritten = (text: string, time: WrittenTime | undefined): ReadDate | DateProblem => {
    const written = readWrittenDate(text);
    if (written === undefined) return 'date-unreadable';
    if (isSpan(written)) return acrossDays(written, calendar);
    if (!isNumericDate(written)) return placed(written, { time, midnightIsDay }, calendar);
    if (order !== 'day-first' && order !== 'month-first') return 'date-unreadable';
    return placed(inOrder(written, order), { time, midnightIsDay }, calendar);
  };
  return (cell, time) => {
    const text = cell.trim();
    if (text === '') return undefined;
    return readCount !== undefined && number.test(text)
      ? readCount(Number(text.replace(',', '.')), time)
      : readWritten(text, time);
  };
};
