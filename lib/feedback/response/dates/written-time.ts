/** Reads times of day as people and tools write them. Without dates and time zones: only what is written. */

export interface WrittenTime {
  /** NaN if impossible. 24:00 is allowed. */
  readonly secondOfDay: number;
  /** The offset from UTC next to it; absent if it has none. */
  readonly offsetSeconds?: number;
}

/** Groups of a match, of which five in a row are a {@link timePattern}'s. */
export type Groups = readonly (string | undefined)[];

const half = String.raw`[AaPp]\.?\s?[Mm]`;
const offset = String.raw`(?:UTC|GMT|Z)?[+-]\d{1,2}(?::?\d{2})?|[Zz]|[A-Z]{3,4}`;
const minuteAndSecond = String.raw`(?:[:.]|\s?[hH]\s?)(\d{2})(?:(?:[:.]|\s?min\s)(\d{2})(?:[.,:]\d+|\s?s\b)?|\s?min\b)?`;
/** An hour alone is a time only if the word next to it says so. */
const hourAlone = String.raw`(?=\s?(?:${half}|[hH]|Uhr)\b)`;

/** The source of a pattern with five groups: hour, minute, second, half of the day, offset. */
export const timePattern = String.raw`(\d{1,2})(?:${minuteAndSecond}|${hourAlone})(?:\s?(?:[hH]|Uhr)\b)?\s*(${half}\b\.?)?\s*(${offset})?(?:\s*[[(][^\])]*[\])]|\s+[A-Z]{3,4})?`;

/** Abbreviations with a single meaning in feedback exports. Others are not read: IST alone has three. */
const offsetHours: Readonly<Record<string, number>> = {
  Z: 0,
  z: 0,
  UTC: 0,
  GMT: 0,
  HST: -10,
  AKST: -9,
  AKDT: -8,
  PST: -8,
  PDT: -7,
  MST: -7,
  MDT: -6,
  CST: -6,
  CDT: -5,
  EST: -5,
  EDT: -4,
  HNP: -8,
  HAP: -7,
  HNR: -7,
  HAR: -6,
  HNC: -6,
  HAC: -5,
  HNE: -5,
  HAE: -4,
  HNA: -4,
  HAA: -3,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  SAST: 2,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/** Hours from UTC of an abbreviation such as CET; undefined for one that is not known. */
export const hoursOfZone = (abbreviation: string): number | undefined => offsetHours[abbreviation];

/** Seconds, undefined if none is written, NaN if impossible. */
const writtenOffset = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const hours = offsetHours[text];
  if (hours !== undefined) return hours * 3600;
  const parts = /([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (parts === null) return Number.NaN;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3] ?? 0) * 60;
  return seconds > 14 * 3600 ? Number.NaN : parts[1] === '-' ? -seconds : seconds;
};

const hourOf = (hour: number, ofTwelve: string | undefined): number => {
  if (ofTwelve === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (ofTwelve[0]?.toLowerCase() === 'p' ? 12 : 0);
};

/** Seconds of the day; NaN if impossible. A leap second counts as the last second. */
const secondOfDay = (groups: Groups, at: number): number => {
  const hour = hourOf(Number(groups[at]), groups[at + 3]);
  const minute = Number(groups[at + 1] ?? 0);
  const second = Number(groups[at + 2] ?? 0);
  if (hour === 24 && minute === 0 && second === 0) return 86_400;
  const isClock = hour <= 23 && minute <= 59 && second <= 60;
  return isClock ? hour * 3600 + minute * 60 + Math.min(second, 59) : Number.NaN;
};

/** The time in the five groups from `at` on; undefined where they matched nothing. */
export const timeIn = (groups: Groups, at: number): WrittenTime | undefined => {
  if (groups[at] === undefined) return undefined;
  const offsetSeconds = writtenOffset(groups[at + 4]);
  const written = { secondOfDay: secondOfDay(groups, at) };
  return offsetSeconds === undefined ? written : { ...written, offsetSeconds };
};

/** Spreadsheets and their readers put a time without a date on the first days of their calendar. */
const timeAlone = new RegExp(`^(?:(?:1899-12-3[01]|1900-01-0[01])[T ])?${timePattern}$`);

/**
 * The time of day in a trimmed cell without a date; undefined if it is not in a known form, or
 * impossible.
 *
 * @example readWrittenTime('2:30 pm CET') // { secondOfDay: 52200, offsetSeconds: 3600 }
 */
export const readWrittenTime = (text: string): WrittenTime | undefined => {
  if (text.length > 64) return undefined;
  const groups = timeAlone.exec(text);
  const time = groups === null ? undefined : timeIn(groups, 1);
  const isKnown = time !== undefined && !Number.isNaN(time.secondOfDay + (time.offsetSeconds ?? 0));
  return isKnown ? time : undefined;
};
