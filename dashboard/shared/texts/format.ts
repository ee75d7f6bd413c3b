import { useMemo } from 'react';
import { numberWriter } from '../../../lib/metrics/figures/number-writer.ts';
import { useLanguage } from '../preferences.ts';
import { isYear, periodOf, type Span, wholeMonths } from '../scope/scope.ts';
import { localeOf } from './texts.ts';

/** `points` are −100..100, a `share` is 0..1 and written as a percentage, a `mean` is in the unit of its scale. */
export type Unit = 'points' | 'share' | 'mean';

export interface Format {
  /** @example count(12345) // '12,345' */
  count(value: number): string;
  /** A level; points have a sign. @example level(0.183, 'share') // '18%', in German '18 %' */
  level(value: number, unit: Unit): string;
  /** A difference with its sign, of shares in percentage points. @example difference(-0.23, 'share') // '−23' */
  difference(value: number, unit: Unit): string;
  /** The sentiment of a comment, −1..1. @example polarity(-0.62) // '−0.62' */
  polarity(value: number): string;
  /** The ends of an interval. @example interval({ low: 0.13, high: 0.23 }, 'share') // '13 to 23%' */
  interval(interval: { readonly low: number; readonly high: number }, unit: Unit): string;
  /** @example month('2025-09') // 'September 2025'; with `short`, 'September'; with `abbreviated`, 'Sept' */
  month(month: string, length?: 'short' | 'abbreviated'): string;
  day(day: string): string;
  /** Without the year. @example shortDay('2025-04-14') // '14 Apr' */
  shortDay(day: string): string;
  /** @example period('2025-Q2') // 'Q2 2025', and of '2025' itself */
  period(period: string): string;
  /** A year, a quarter, a month, a day, or both ends. @example span({ from: '2025-05-01', to: '2025-05-31' }) // 'May 2025' */
  span(span: Span): string;
}

/** A hyphen is no minus. */
const withMinus = (text: string): string => text.replaceAll('-', '−');

const between = { en: 'to', de: 'bis' } as const;

const isMonth = (text: string): boolean => text.length === 7;

/** Writes as readers of a locale do. @example formatOf('de-DE').level(0.183, 'share') // '18 %' */
export const formatOf = (locale: string): Format => {
  const joining = between[locale.startsWith('de') ? 'de' : 'en'];
  const number = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
    const write = numberWriter(locale, options);
    return (value) => withMinus(write(value));
  };
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (day: string): string => format.format(new Date(`${day}T00:00:00Z`));
  };
  const write = {
    points: number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    share: number({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'negative' }),
    mean: number({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'negative' }),
  };
  const writeDifference = {
    points: write.points,
    share: number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    mean: number({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
  };
  const months = {
    long: date({ month: 'long', year: 'numeric' }),
    short: date({ month: 'long' }),
    abbreviated: date({ month: 'short' }),
  };
  const day = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = date({ day: 'numeric', month: 'short' });
  const month: Format['month'] = (text, length) => months[length ?? 'long'](`${text}-01`);
  const endOf = (text: string): string => (isMonth(text) ? month(text) : day(text));
  const period = (text: string): string => {
    if (isYear(text)) return text;
    return text.includes('Q') ? text.split('-').toReversed().join(' ') : endOf(text);
  };
  const level = (value: number, unit: Unit): string => write[unit](value);
  return {
    count: number({ maximumFractionDigits: 0 }),
    level,
    polarity: number({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' }),
    difference: (value, unit) => writeDifference[unit](unit === 'share' ? 100 * value : value),
    interval: ({ low, high }, unit) =>
      `${unit === 'share' ? level(low, unit).replace(/\s?%$/, '') : level(low, unit)} ${joining} ${level(high, unit)}`,
    month,
    day,
    shortDay,
    period,
    span: (span) => {
      const whole = periodOf(span);
      if (whole !== undefined) return period(whole);
      const { from, to } = wholeMonths(span);
      return `${endOf(from)} ${joining} ${endOf(to)}`;
    },
  };
};

/** How numbers and dates are written for the reader. */
export const useFormat = (): Format => {
  const language = useLanguage();
  return useMemo(() => formatOf(localeOf(language)), [language]);
};
