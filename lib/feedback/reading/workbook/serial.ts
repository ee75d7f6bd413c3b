/** Dates of a workbook: days since its epoch as a number, distinguished from other numbers by the format of their cell. */

const secondsInDay = 86_400;
const millisecondsInSecond = 1_000;
/** Excel treats 1900 as a leap year, so from its day 60 on all numbers are one too large (ECMA-376 part 1, 18.17.4.1). */
const wrongLeapDay = 60;
const epoch1900 = Date.UTC(1899, 11, 31);
const epoch1904 = Date.UTC(1904, 0, 1);

/**
 * A day number as ISO 8601 without a time zone, since a workbook has none: `2026-05-31` at midnight, otherwise
 * `2026-05-31T10:20:00`; less than a day is a time without a date, `10:20:00`. Rounded to seconds: a fraction of a day is
 * off by microseconds. Undefined for numbers that are not a date up to the year 9999.
 *
 * @example dateText(43312.430555556, false) // '2018-07-31T10:20:00'
 */
export const dateText = (days: number, from1904: boolean): string | undefined => {
  const epoch = from1904 ? epoch1904 : epoch1900;
  const counted = from1904 || days < wrongLeapDay ? days : days - 1;
  const seconds = Math.round(counted * secondsInDay);
  const instant = new Date(epoch + seconds * millisecondsInSecond);
  if (!(days >= 0) || !(instant.getTime() < Date.UTC(10_000, 0, 1))) return undefined;
  const [day = '', time = ''] = instant.toISOString().slice(0, 19).split('T');
  if (days < 1) return time;
  return time === '00:00:00' ? day : `${day}T${time}`;
};

/** Built-in formats of every workbook that show a date or a time (18.8.30; 27–36, 50–58 in Asia). */
const builtInDates: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
];

export const isBuiltInDate = (formatId: number): boolean =>
  builtInDates.some(([from, to]) => formatId >= from && formatId <= to);

/**
 * Whether a number format shows a date or a time of day: it has one of y, m, d, h, s outside quotes, escapes and brackets.
 * Elapsed hours (`[h]:mm`) are a quantity, not a time of day.
 *
 * @example isDateFormat('dd/mm/yyyy') // true
 * @example isDateFormat('0 "days"') // false
 */
export const isDateFormat = (format: string): boolean => {
  if (/\[(h+|m+|s+)\]/i.test(format)) return false;
  const [positive = ''] = format.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';');
  return /[ymdhs]/i.test(positive) && !/general/i.test(positive);
};
