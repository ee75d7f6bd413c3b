/** Reads dates as people and tools write them. Knows nothing of time zones: it says what is written. */

export type NumericOrder = 'day-first' | 'month-first';

/** What a date says, as far as it goes. `day` is absent in a month, `secondOfDay` in a day. */
export interface WrittenDate {
  /** As written: 15 stays 15. */
  readonly year: number;
  readonly twoDigitYear: boolean;
  readonly month: number;
  readonly day?: number;
  readonly secondOfDay?: number;
  /** The offset from UTC that is written beside it; absent where it has none. */
  readonly offsetSeconds?: number;
}

/** `1/2/2026` is a question; everything else says itself which number is the month. */
export interface NumericDate {
  readonly first: number;
  readonly second: number;
  readonly rest: Omit<WrittenDate, 'month' | 'day'>;
}

const time = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,:]\d{1,9})?)?(?:\s+Uhr\b)?\s*([AaPp]\.?[Mm]\.?)?\s*((?:UTC|GMT|Z)?[+-]\d{1,2}(?::?\d{2})?|Z|[A-Z]{3,4})?(?:\s*[[(][^\])]*[\])])?`;
const gap = String.raw`(?:T|,?\s+(?:at\s+|um\s+|à\s+|alle\s+)?)`;
const optionalTime = `(?:${gap}${time})?`;

const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})${optionalTime})?$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.]\s?(\d{1,2})[-/.]\s?(\d{4}|\d{2})${optionalTime}$`);
const monthAndYear = /^(\d{1,2})[-/.](\d{4})$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z)?)?$/;
const withSigns = new RegExp(
  String.raw`^(\d{4})[年년]\s?(\d{1,2})[月월](?:\s?(\d{1,2})[日일](?:\s?${time})?)?$`,
);
const dayThenWord = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+|of\s+)?(\p{L}+)\.?,?[\s-]*(?:de\s+|del\s+)?(\d{4}|\d{2})${optionalTime}$`,
  'u',
);
const wordThenDay = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${optionalTime}$`,
  'u',
);
const wordAndYear = /^(\p{L}+)\.?(?:\s+de\s+|[\s\-,]+)(\d{4})$/u;
const wordAndShortYear = /^(\p{L}+)-(\d{2})$/u;
/** `Fri Feb 20 23:40:00 +0000 2015` */
const clockBeforeYear =
  /^\p{L}{3},? (\p{L}{3}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (?:[A-Z]{3,4} ?)?([+-]\d{4} )?(\d{4})$/u;

const monthLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'pl'];
const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replaceAll(/[\p{M}.]/gu, '')
    .toLowerCase();

const monthWords = (): Map<string, number> => {
  const words = new Map<string, number>([
    ['sept', 9],
    ['mrz', 3],
    ['set', 9],
  ]);
  for (const language of monthLanguages) {
    for (const length of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: length, day: 'numeric', timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2026, month - 1, 15));
        const word = plain(parts.find(({ type }) => type === 'month')?.value ?? '');
        if (word !== '' && !words.has(word)) words.set(word, month);
      }
    }
  }
  return words;
};
let knownMonths: Map<string, number> | undefined;

/** 1–12 for the name of a month, or its usual abbreviation, in ten European languages. */
const monthNamed = (word: string | undefined): number | undefined => {
  knownMonths ??= monthWords();
  return knownMonths.get(plain(word ?? ''));
};

/** Abbreviations that mean one offset wherever they are written in feedback exports. Others are not read: IST alone has three. */
const offsetHours: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  CEST: 2,
};

/** Seconds, undefined where none is written, NaN where it means nothing. */
const writtenOffset = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const hours = offsetHours[text];
  if (hours !== undefined) return hours * 3600;
  const parts = /([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (parts === null) return Number.NaN;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3] ?? 0) * 60;
  return seconds > 14 * 3600 ? Number.NaN : parts[1] === '-' ? -seconds : seconds;
};

const hourOf = (hour: number, half: string | undefined): number => {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half[0]?.toLowerCase() === 'p' ? 12 : 0);
};

type Groups = readonly (string | undefined)[];

/** Seconds of the day from hour, minute, second and half; NaN where no clock shows that. A leap second is the last second. */
const secondOfDay = (groups: Groups, at: number): number => {
  const hour = hourOf(Number(groups[at]), groups[at + 3]);
  const minute = Number(groups[at + 1]);
  const second = Math.min(Number(groups[at + 2] ?? 0), 59);
  const isClock = hour <= 23 && minute <= 59 && Number(groups[at + 2] ?? 0) <= 60;
  return isClock ? hour * 3600 + minute * 60 + second : Number.NaN;
};

const clock = (groups: Groups, at: number): Pick<WrittenDate, 'secondOfDay' | 'offsetSeconds'> => {
  if (groups[at] === undefined) return {};
  const offsetSeconds = writtenOffset(groups[at + 4]);
  const written = { secondOfDay: secondOfDay(groups, at) };
  return offsetSeconds === undefined ? written : { ...written, offsetSeconds };
};

const year = (text: string | undefined): Pick<WrittenDate, 'year' | 'twoDigitYear'> => ({
  year: Number(text),
  twoDigitYear: text?.length === 2,
});

const dated = (
  yearText: string | undefined,
  month: number | undefined,
  day: string | undefined,
  rest: Pick<WrittenDate, 'secondOfDay' | 'offsetSeconds'> = {},
): WrittenDate | undefined =>
  month === undefined
    ? undefined
    : { ...year(yearText), month, ...(day === undefined ? {} : { day: Number(day) }), ...rest };

const withCompactDigits = (text: string): WrittenDate | undefined => {
  const groups = compact.exec(text);
  if (groups === null) return undefined;
  const [, written, month, day, hour, minute, second, zulu] = groups;
  return dated(written, Number(month), day, clock([hour, minute, second, undefined, zulu], 0));
};

/** A date that begins with a number and has no word in it, or undefined. */
const inNumbers = (text: string): WrittenDate | NumericDate | undefined => {
  const iso = yearFirst.exec(text) ?? withSigns.exec(text);
  if (iso !== null) return dated(iso[1], Number(iso[2]), iso[3], clock(iso, 4));
  const numeric = yearLast.exec(text);
  if (numeric !== null) {
    return {
      first: Number(numeric[1]),
      second: Number(numeric[2]),
      rest: { ...year(numeric[3]), ...clock(numeric, 4) },
    };
  }
  const month = monthAndYear.exec(text);
  if (month !== null) return dated(month[2], Number(month[1]), undefined);
  return withCompactDigits(text);
};

/** A date whose month is a word, or undefined. */
const inWords = (text: string): WrittenDate | undefined => {
  const dayFirst = dayThenWord.exec(text);
  if (dayFirst !== null) return dated(dayFirst[3], monthNamed(dayFirst[2]), dayFirst[1], clock(dayFirst, 4));
  const wordFirst = wordThenDay.exec(text);
  if (wordFirst !== null)
    return dated(wordFirst[3], monthNamed(wordFirst[1]), wordFirst[2], clock(wordFirst, 4));
  const month = wordAndYear.exec(text) ?? wordAndShortYear.exec(text);
  if (month !== null) return dated(month[2], monthNamed(month[1]), undefined);
  const odd = clockBeforeYear.exec(text);
  if (odd === null) return undefined;
  return dated(
    odd[7],
    monthNamed(odd[1]),
    odd[2],
    clock([odd[3], odd[4], odd[5], undefined, odd[6]?.trim()], 0),
  );
};

/** True for a date of which only its order can tell the month. */
export const isNumericDate = (written: WrittenDate | NumericDate): written is NumericDate =>
  'first' in written;

/** `1/2/2026` under an order. */
export const inOrder = ({ first, second, rest }: NumericDate, order: NumericOrder): WrittenDate =>
  order === 'day-first' ? { ...rest, day: first, month: second } : { ...rest, day: second, month: first };

/**
 * What a trimmed cell says, undefined where it is no date in any form known here. Whether such a day exists is not
 * checked; a number that no clock shows makes `secondOfDay` or `offsetSeconds` NaN.
 *
 * @example readWrittenDate('28-Jul-18') // { year: 18, twoDigitYear: true, month: 7, day: 28 }
 */
export const readWrittenDate = (text: string): WrittenDate | NumericDate | undefined => {
  if (text.length > 64) return undefined;
  const firstCode = text.charCodeAt(0);
  const startsWithDigit = firstCode >= 48 && firstCode <= 57;
  return (startsWithDigit ? inNumbers(text) : undefined) ?? inWords(text);
};
