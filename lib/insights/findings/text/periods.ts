import type { DayRange } from '../../../disclosure/series.ts';
import { addDays, addMonths, lastDayOfMonth } from '../../../metrics/calendar/calendar.ts';
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

/** True for several whole months, which are named without days. */
export const isMonths = ({ from, to }: DayRange): boolean =>
  from.endsWith('-01') && to === lastDayOfMonth(to.slice(0, 7));

/** @example isYear({ from: '2025-01-01', to: '2025-12-31' }) // true */
export const isYear = ({ from, to }: DayRange): boolean =>
  from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`;

/** `Q2` of a quarter of the calendar; undefined for any other range. */
export const quarterOf = ({ from, to }: DayRange): string | undefined => {
  const month = Number(from.slice(5, 7));
  const isQuarter =
    month % 3 === 1 && from.endsWith('-01') && to === lastDayOfMonth(addMonths(from.slice(0, 7), 2));
  return isQuarter ? `Q${(month + 2) / 3}` : undefined;
};

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

  /** Several days with their year. */
  const longSpan = (period: DayRange): string => {
    const { from, to: last } = period;
    const [year, quarter] = [from.slice(0, 4), quarterOf(period)];
    if (isYear(period)) return year;
    if (quarter !== undefined) return `${quarter} ${year}`;
    const isInYear = year === last.slice(0, 4);
    if (isMonths(period)) return `${(isInYear ? monthOnly : fullMonth)(from)} ${to} ${fullMonth(last)}`;
    return isInYear ? spanTo(from, last, fullDay(last)) : `${fullDay(from)} ${to} ${fullDay(last)}`;
  };

  const periodName = (period: DayRange): string => {
    const { from, to: last } = period;
    if (isUndated(period)) return noDate;
    if (isMonth(period)) return fullMonth(from);
    if (isWeek(period)) return weekOf(fullDay(from));
    return from === last ? fullDay(from) : longSpan(period);
  };

  const shortPeriod = (period: DayRange, beside: DayRange): string => {
    const { from, to: last } = period;
    const years = [from, last, beside.from].map((day) => day.slice(0, 4));
    if (isUndated(period) || isYear(period) || new Set(years).size > 1) return periodName(period);
    if (isMonth(period)) return monthOnly(from);
    if (isWeek(period)) return weekOf(dayAndMonth(from));
    if (from === last) return dayAndMonth(from);
    const months = isMonths(period) ? `${monthOnly(from)} ${to} ${monthOnly(last)}` : span(from, last);
    return quarterOf(period) ?? months;
  };
  return { dayAndMonth, fullMonth, span, periodName, shortPeriod };
};
