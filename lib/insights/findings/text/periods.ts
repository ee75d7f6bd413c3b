import type { DayRange } from '../../../disclosure/series.ts';
import { addDays, lastDayOfMonth } from '../../../metrics/calendar/calendar.ts';
import { isUndated } from '../../changes/compared-ranges.ts';

/** Names of days and periods in one language. */

interface PeriodWords {
  readonly locale: string;
  /** Between the ends of a span. */
  readonly to: string;
  readonly noDate: string;
  /** The name of a week by its Monday, as it is written. */
  weekOf(monday: string): string;
  /** The first day of a span whose end names the month. */
  dayOnly(day: string): string;
}

interface PeriodNames {
  /** @example dayAndMonth('2025-04-14') // '14 April' */
  dayAndMonth(day: string): string;
  /** @example fullMonth('2025-04-01') // 'April 2025' */
  fullMonth(day: string): string;
  /** Days without a year. @example span('2025-03-24', '2025-04-06') // '24 March to 6 April' */
  span(from: string, to: string): string;
  periodName(period: DayRange): string;
  shortPeriod(period: DayRange, beside: DayRange): string;
}

export const isMonth = ({ from, to }: DayRange): boolean =>
  from.endsWith('-01') && to === lastDayOfMonth(from.slice(0, 7));

export const isWeek = ({ from, to }: DayRange): boolean => to === addDays(from, 6);

/** @example periodsOf(englishWords).periodName({ from: '2025-05-01', to: '2025-05-31' }) // 'May 2025' */
export const periodsOf = ({ locale, to, noDate, weekOf, dayOnly }: PeriodWords): PeriodNames => {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    let format: Intl.DateTimeFormat | undefined;
    return (day: string): string => {
      format ??= new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
      return format.format(Date.parse(day));
    };
  };
  const dayAndMonth = dates({ day: 'numeric', month: 'long' });
  const fullDay = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const monthOnly = dates({ month: 'long' });
  const fullMonth = dates({ month: 'long', year: 'numeric' });

  const spanTo = (first: string, last: string, end: string): string =>
    `${first.slice(0, 7) === last.slice(0, 7) ? dayOnly(first) : dayAndMonth(first)} ${to} ${end}`;
  const span = (first: string, last: string): string => spanTo(first, last, dayAndMonth(last));

  const periodName = (period: DayRange): string => {
    const { from, to: last } = period;
    if (isUndated(period)) return noDate;
    if (isMonth(period)) return fullMonth(from);
    if (isWeek(period)) return weekOf(fullDay(from));
    return from === last ? fullDay(from) : spanTo(from, last, fullDay(last));
  };

  const shortPeriod = (period: DayRange, beside: DayRange): string => {
    const { from, to: last } = period;
    if (isUndated(period) || from.slice(0, 4) !== beside.from.slice(0, 4)) return periodName(period);
    if (isMonth(period)) return monthOnly(from);
    if (isWeek(period)) return weekOf(dayAndMonth(from));
    return from === last ? dayAndMonth(from) : span(from, last);
  };
  return { dayAndMonth, fullMonth, span, periodName, shortPeriod };
};
