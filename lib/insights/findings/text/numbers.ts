import type { Interval } from '../../../metrics/figures/intervals.ts';
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

const withMinus = (text: string): string => text.replace('-', '−');

/** Rounded first, so that there is no `−0`. */
const rounded = (value: number, digits: number): number => {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor + 0;
};

/** @param to the word between the ends of an interval */
export const numbersOf = (locale: string, to: string): Numbers => {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const mean = new Intl.NumberFormat(locale, tenths);
  const signedMean = new Intl.NumberFormat(locale, { ...tenths, signDisplay: 'exceptZero' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const level = (value: number, unit: Unit): string => {
    if (unit === 'points') return withMinus(signed.format(rounded(value, 0)));
    return unit === 'share' ? percent.format(rounded(value, 2)) : withMinus(mean.format(rounded(value, 1)));
  };
  const bare = (value: number, unit: Unit): string =>
    unit === 'share' ? whole.format(rounded(100 * value, 0)) : level(value, unit);
  return {
    count: (value) => whole.format(value),
    level,
    range: ({ low, high }, unit) => `${bare(low, unit)} ${to} ${level(high, unit)}`,
    difference: (value, unit) =>
      withMinus(
        unit === 'mean'
          ? signedMean.format(rounded(value, 1))
          : signed.format(rounded(unit === 'share' ? 100 * value : value, 0)),
      ),
  };
};
