import type { Interval } from '../../../metrics/figures/intervals.ts';
import { numberWriter } from '../../../metrics/figures/number-writer.ts';
import type { Unit } from '../finding.ts';

/** Numbers as a language writes them. A minus is U+2212, so that it is not taken for a hyphen. */
export interface Numbers {
  /** @example count(1184) // '1,184' */
  count(value: number): string;
  /** A level: points with a sign, shares as a percentage, means with one decimal. @example level(0.18, 'share') // '18%' */
  level(value: number, unit: Unit): string;
  /** Its interval. @example range({ low: 0.13, high: 0.23 }, 'share') // '13 to 23%' */
  range(interval: Interval, unit: Unit): string;
  /** A difference with its sign; of shares in percentage points. @example difference(-0.23, 'share') // '−23' */
  difference(value: number, unit: Unit): string;
}

/** @param to the word between the ends of an interval */
export const numbersOf = (locale: string, to: string): Numbers => {
  const number = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
    const write = numberWriter(locale, options);
    return (value) => write(value).replace('-', '−');
  };
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const whole = number({ maximumFractionDigits: 0, signDisplay: 'negative' });
  const signed = number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const signedMean = number({ ...tenths, signDisplay: 'exceptZero' });
  const levels: Readonly<Record<Unit, (value: number) => string>> = {
    points: signed,
    share: number({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'negative' }),
    mean: number({ ...tenths, signDisplay: 'negative' }),
  };
  const level = (value: number, unit: Unit): string => levels[unit](value);
  const bare = (value: number, unit: Unit): string =>
    unit === 'share' ? whole(100 * value) : level(value, unit);
  return {
    count: whole,
    level,
    range: ({ low, high }, unit) => `${bare(low, unit)} ${to} ${level(high, unit)}`,
    difference: (value, unit) =>
      unit === 'mean' ? signedMean(value) : signed(unit === 'share' ? 100 * value : value),
  };
};
