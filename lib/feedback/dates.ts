import type { z } from 'zod';
import type { dateOrder } from './mapping.ts';
import type { Response } from './response.ts';
import { inOrder, isNumericDate, readWrittenDate, type WrittenDate } from './written-date.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

export type DateOrder = z.infer<typeof dateOrder>;

export interface DateReading {
  /** How numeric dates are ordered. Dates that say it themselves (year first, month as a word) are read under any order. */
  readonly order: DateOrder;
  /** True where midnight stands for "no time was written": such dates are days. Default false. */
  readonly midnightIsDay?: boolean;
  /** IANA zone of dates without an offset. */
  readonly timeZone: string;
  /** IANA zone in which a day is a day. */
  readonly reportingTimeZone: string;
  /** When the file arrived, an ISO instant: nothing in it was written more than a day later. */
  readonly receivedAt: string;
}

export type ReadDate = Required<Pick<Response, 'submittedAt' | 'datePrecision' | 'cell'>>;
export type DateProblem = 'date-unreadable' | 'date-out-of-range';

const secondsPerDay = 86_400;
/** Nothing that customers typed is older than the computers they typed it on. */
const earliestYear = 1970;
/** Day 0 of a spreadsheet's calendar, with its 29 February 1900, counted from 1970-01-01. */
const excelEpochDay = -25_569;

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

const dayNumber = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / (secondsPerDay * 1000);

/** `2026-05-31` of a day counted from 1970-01-01. Remembers: exports hold few days and many rows. */
const dayWriter = (): ((day: number) => string) => {
  const written = new Map<number, string>();
  return (day) => {
    let text = written.get(day);
    if (text === undefined) {
      text = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
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

/** A two-digit year lies in the hundred years before the file arrived. */
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

const placed = (written: WrittenDate, midnightIsDay: boolean, calendar: Calendar): ReadDate | DateProblem => {
  const year = fullYear(written, calendar.latestYear);
  if (!existsOnCalendar(year, written)) return 'date-unreadable';
  if (year < earliestYear || year > calendar.latestYear) return 'date-out-of-range';
  const { month, day, secondOfDay, offsetSeconds } = written;
  if (day === undefined) return inMonth(year, month, calendar);
  const number = dayNumber(year, month, day);
  if (secondOfDay === undefined || (midnightIsDay && secondOfDay === 0)) return onDay(number, calendar);
  const wallSeconds = number * secondsPerDay + secondOfDay;
  const seconds =
    offsetSeconds === undefined ? calendar.zone.toInstantSeconds(wallSeconds) : wallSeconds - offsetSeconds;
  return atInstant(seconds, calendar);
};

const number = /^\d{1,16}(?:[.,]\d+)?$/;

/** A spreadsheet's serial is wall time in the file's zone; a whole number is a day. */
const fromSerial = (serial: number, calendar: Calendar): ReadDate | DateProblem => {
  const wallSeconds = Math.round((serial + excelEpochDay) * secondsPerDay);
  if (!(wallSeconds >= 0)) return 'date-out-of-range';
  return Number.isInteger(serial)
    ? onDay(serial + excelEpochDay, calendar)
    : atInstant(calendar.zone.toInstantSeconds(wallSeconds), calendar);
};

const countedReader = (order: DateOrder, calendar: Calendar) => {
  const read: Partial<Record<DateOrder, (count: number) => ReadDate | DateProblem>> = {
    'epoch-seconds': (count) => atInstant(Math.floor(count), calendar),
    'epoch-milliseconds': (count) => atInstant(Math.floor(count / 1000), calendar),
    'excel-serial': (count) => fromSerial(count, calendar),
  };
  return read[order];
};

/**
 * A reader of the cells of one date column. A cell of white space gives undefined (undated). A time of day keeps its
 * seconds, not their fractions. A wall time that occurs twice when clocks go back is the first of both; one that is
 * skipped when they go forward is read with the offset before the change. A month stays a month, a day stays the day
 * that was written, whatever the zones. Two-digit years lie in the hundred years before `receivedAt`.
 *
 * `date-unreadable`: not a date in any known form, or a day that no calendar has.
 * `date-out-of-range`: before 1970 or more than a day after `receivedAt`.
 *
 * @example dateReader({ order: 'month-first', timeZone: 'UTC', reportingTimeZone: 'UTC', receivedAt })('2/24/2015 11:35')
 * // { submittedAt: '2015-02-24T11:35:00Z', datePrecision: 'time', cell: '2015-02-24' }
 */
export const dateReader = (reading: DateReading): ((cell: string) => ReadDate | DateProblem | undefined) => {
  const calendar = calendarOf(reading);
  const midnightIsDay = reading.midnightIsDay ?? false;
  const numericOrder = reading.order === 'day-first' ? 'day-first' : 'month-first';
  const readCount = countedReader(reading.order, calendar);
  const numericIsKnown = reading.order === 'day-first' || reading.order === 'month-first';
  return (cell) => {
    const text = cell.trim();
    if (text === '') return undefined;
    if (readCount !== undefined && number.test(text)) return readCount(Number(text.replace(',', '.')));
    const written = readWrittenDate(text);
    if (written === undefined) return 'date-unreadable';
    if (!isNumericDate(written)) return placed(written, midnightIsDay, calendar);
    return numericIsKnown
      ? placed(inOrder(written, numericOrder), midnightIsDay, calendar)
      : 'date-unreadable';
  };
};
