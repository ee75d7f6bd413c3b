import { isWeekday, monthNamed } from './calendar-words.ts';
import { readSpan, readWeekday, type WrittenSpan } from './written-span.ts';
import { type Groups, timeIn, timePattern, type WrittenTime } from './written-time.ts';
import { withOffset } from './zone-names.ts';

/** Reads dates as people and tools write them. Without time zones: only what is written. */

export type NumericOrder = 'day-first' | 'month-first';

/** The parts of a date. `day` is absent in a month, `secondOfDay` in a day. */
export interface WrittenDate extends Partial<WrittenTime> {
  /** As written: 15 stays 15. */
  readonly year: number;
  readonly twoDigitYear: boolean;
  readonly month: number;
  readonly day?: number;
}

/** `1/2/2026` is ambiguous; everything else shows which number is the month. */
export interface NumericDate {
  readonly first: number;
  readonly second: number;
  readonly rest: Omit<WrittenDate, 'month' | 'day'>;
}

type Written = WrittenDate | NumericDate | WrittenSpan;

const gap = String.raw`(?:[Tt_]|:(?=\d\d:)|-(?=\d\d:)|[,.]?\s+(?:(?:at|um|à|às|om|kl\.?|klo|ore|alle(?: ore)?|a las|o|@|·|\||-|–)\s+)?)`;
const optionalTime = `(?:${gap}${timePattern})?`;

const yearFirst = new RegExp(String.raw`^(\d{4})[-/.]\s?(\d{1,2})(?:[-/.]\s?(\d{1,2})\.?${optionalTime})?$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.]\s?(\d{1,2})[-/.]\s?(\d{4}|\d{2})${optionalTime}$`);
const monthAndYear = /^(\d{1,2})[-/.](\d{4})$/;
const compact = /^(\d{4})(\d{2})(?:(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z)?)?)?$/;
const withSigns = new RegExp(
  String.raw`^(\d{4})[年년]\s?(\d{1,2})[月월](?:\s?(\d{1,2})[日일](?:\s?${timePattern})?)?$`,
);
const dayThenWord = new RegExp(
  String.raw`^(?:[\p{L}-]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s/-]*(?:de\s+|of\s+)?(\p{L}+)\.?,?[\s/-]*(?:de\s+|del\s+)?(\d{4}|\d{2})${optionalTime}$`,
  'u',
);
const wordThenDay = new RegExp(
  String.raw`^(?:[\p{L}-]+\.?,?\s+)?(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${optionalTime}$`,
  'u',
);
const yearThenWord = new RegExp(
  String.raw`^(\d{4})[\s/-](\p{L}+)\.?(?:[\s/-](\d{1,2})${optionalTime})?$`,
  'u',
);
const wordAndYear = /^(\p{L}+)\.?(?:\s+(?:de|of)\s+|[\s\-,/]+)(\d{4})$/u;
const wordAndShortYear = /^(\p{L}+)\.?(?:-|\s?['’])(\d{2})$/u;
/** `Fri Feb 20 23:40:00 +0000 2015`, and `CET` where the offset stands. */
const clockBeforeYear =
  /^\p{L}{3},? (\p{L}{3}) {1,2}(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (?:([A-Z]{3,4}|[+-]\d{4}) )?(\d{4})$/u;
/** `10:20 AM · May 31, 2026` */
const timeBeforeDate = new RegExp(String.raw`^(${timePattern})(?:,|\s[·-])?\s+(\S.*)$`);

const clock = (groups: Groups, at: number): Partial<WrittenTime> => timeIn(groups, at) ?? {};

const year = (text: string | undefined): Pick<WrittenDate, 'year' | 'twoDigitYear'> => ({
  year: Number(text),
  twoDigitYear: text?.length === 2,
});

/** The parts of a day as written; undefined for a month that is not one, and for the day of a month without one. */
type DayParts = readonly [year: string | undefined, month: number | undefined, day: string | undefined];

const dated = ([yearText, month, day]: DayParts, rest: Partial<WrittenTime> = {}): WrittenDate | undefined =>
  month === undefined
    ? undefined
    : { ...year(yearText), month, ...(day === undefined ? {} : { day: Number(day) }), ...rest };

const withCompactDigits = (text: string): WrittenDate | undefined => {
  const groups = compact.exec(text);
  if (groups === null) return undefined;
  const [, written, month, day, hour, minute, second, zulu] = groups;
  return dated([written, Number(month), day], clock([hour, minute, second, undefined, zulu], 0));
};

/** A date that begins with a number and has no word in it, or undefined. */
const inNumbers = (text: string): WrittenDate | NumericDate | undefined => {
  const iso = yearFirst.exec(text) ?? withSigns.exec(text);
  if (iso !== null) return dated([iso[1], Number(iso[2]), iso[3]], clock(iso, 4));
  const numeric = yearLast.exec(text);
  if (numeric !== null) {
    return {
      first: Number(numeric[1]),
      second: Number(numeric[2]),
      rest: { ...year(numeric[3]), ...clock(numeric, 4) },
    };
  }
  const month = monthAndYear.exec(text);
  if (month !== null) return dated([month[2], Number(month[1]), undefined]);
  return withCompactDigits(text);
};

/** A date with its clock before its year, as C and Java print it, or undefined. */
const asPrinted = (text: string): WrittenDate | undefined => {
  const groups = clockBeforeYear.exec(text);
  if (groups === null) return undefined;
  const [, month, day, hour, minute, second, offset, yearText] = groups;
  return dated([yearText, monthNamed(month), day], clock([hour, minute, second, undefined, offset], 0));
};

/** A date whose month is a word, or undefined. */
const inWords = (text: string): WrittenDate | undefined => {
  const dayFirst = dayThenWord.exec(text);
  const month = monthNamed(dayFirst?.[2]);
  if (dayFirst !== null && month !== undefined)
    return dated([dayFirst[3], month, dayFirst[1]], clock(dayFirst, 4));
  const wordFirst = wordThenDay.exec(text);
  if (wordFirst !== null)
    return dated([wordFirst[3], monthNamed(wordFirst[1]), wordFirst[2]], clock(wordFirst, 4));
  const yearBefore = yearThenWord.exec(text);
  if (yearBefore !== null)
    return dated([yearBefore[1], monthNamed(yearBefore[2]), yearBefore[3]], clock(yearBefore, 4));
  const wordAlone = wordAndYear.exec(text) ?? wordAndShortYear.exec(text);
  if (wordAlone !== null) return dated([wordAlone[2], monthNamed(wordAlone[1]), undefined]);
  return asPrinted(text);
};

const inWeeks = (text: string): WrittenDate | WrittenSpan | undefined => {
  const day = readWeekday(text);
  return day === undefined ? readSpan(text) : { ...day, twoDigitYear: false };
};

/** "So, 22.11.2026" contains the day twice. */
const withoutWeekday = (text: string): string => {
  const [begin = '', word = ''] = /^([\p{L}-]+)\.?,?\s+(?=\d+\D)/u.exec(text) ?? [];
  return word !== '' && isWeekday(word) ? text.slice(begin.length) : text;
};

const startsWithDigit = (text: string): boolean => {
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
};

/** The text with its time behind its date; undefined where it does not begin with a time. */
const timeBehind = (text: string): string | undefined => {
  const groups = timeBeforeDate.exec(text);
  return groups === null ? undefined : `${groups[7]} ${groups[1]?.trim()}`;
};

const readForms = (text: string): Written | undefined =>
  (startsWithDigit(text) ? inNumbers(text) : undefined) ?? inWords(text) ?? inWeeks(text);

/** "Donnerstag, 26. Januar 2023 um 13:39:50 Mitteleuropäische Normalzeit" has 68 characters. */
const maxLength = 110;
const shortestWithName = 16;

/** Cheap, since it is asked of every date: it is long, and ends with a letter or a bracket. */
const mayNameZone = (text: string): boolean =>
  text.length >= shortestWithName && /[\p{L})]$/u.test(text) && !/(?:\d[zZ]|[AaPp][Mm])$/.test(text);

/** True for a date of which only its order can tell the month. */
export const isNumericDate = (written: Written): written is NumericDate => 'first' in written;

/** True for a week, a quarter or a year. */
export const isSpan = (written: Written): written is WrittenSpan => 'lastDay' in written;

/** `1/2/2026` under an order. */
export const inOrder = ({ first, second, rest }: NumericDate, order: NumericOrder): WrittenDate =>
  order === 'day-first' ? { ...rest, day: first, month: second } : { ...rest, day: second, month: first };

/**
 * The date in a trimmed cell, undefined if it is not a date in any known form. Whether such a day exists is not
 * checked; an impossible time makes `secondOfDay` or `offsetSeconds` NaN.
 *
 * @example readWrittenDate('28-Jul-18') // { year: 18, twoDigitYear: true, month: 7, day: 28 }
 */
export const readWrittenDate = (written: string): Written | undefined => {
  if (written.length > maxLength) return undefined;
  const cell = mayNameZone(written) ? withOffset(written) : written;
  // As it stands first: "Mar" is March in many languages, and Tuesday in some.
  const text = startsWithDigit(cell) ? cell : withoutWeekday(cell);
  const read = readForms(cell) ?? (text === cell ? undefined : readForms(text));
  if (read !== undefined) return read;
  const turned = timeBehind(text);
  return turned === undefined ? undefined : readForms(turned);
};
