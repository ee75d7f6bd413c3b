import {
  type CountryCode,
  findPhoneNumbersInText,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { announcesReference, type Cue } from './cues.ts';
import type { Finding } from './finding.ts';

/** Phone numbers: by the numbering plans of the countries that a row suggests, and any digits beside "call me". */

const digitRuns = /[+(]{0,2}\d(?:[\s().\-/]{0,3}\d){6,}/g;
/** A longer run of digits is not a number of anything: it is redacted as a whole. */
const maxRun = 400;
/** What distinguishes a phone number from a time of day or a price, this close to it. */
const besideRun = 8;
/** From "call me" to the number, or from the number to "is my number". */
const besideCue = 24;
/** `hosted-eu-20260812-09`: a part of a word. */
const partOfWord = /[\p{L}_][-_]?$|[.,]$/u;
const goesOnAsWord = /^(?:[-_]?[\p{L}_]|[.,]\d)/u;
/** "250 300 1000 ms": what is measured. */
const quantity =
  /^\s?(?:[%€$£¥°]|(?:ms|s|sec|seconds|min|mins|minutes|h|hrs|hours|g|kg|mg|lb|lbs|oz|mm|cm|m|km|ft|inch|inches|mi|miles|ml|l|kb|mb|gb|tb|kbps|mbps|hz|khz|mhz|ghz|rpm|w|kw|kwh|v|mah|px|dpi|fps|eur|euro|euros|usd|dollars?|gbp|pounds?|chf|people|users|points|pts|steps|kcal|cal)(?![\p{L}\p{N}]))/iu;
const money = /[€$£¥]\s?$/;
/** A date, and what goes on behind it. */
const date =
  /^(?:\(?(?:(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}|[0-3]?\d[-./][01]?\d[-./]\d{2}|\d{1,2}[-./ ]{1,2}\d{1,2}[-./ ]{1,2}(?:19|20)\d{2})(?!\d|[-./]\d)[ )]{0,2}){1,4}/;
/** 20260812, alone or as the first part. */
const packedDate = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/;

/** Numbers within these begin with a nought, by which they differ from other numbers. */
const nationalNought = new Set('AT AU BE CH DE FR GB IE IN NL NZ SE ZA'.split(' '));
/** Where nothing suggests a country, a number in groups that begins with a nought is tried in these. */
const anywhere: readonly CountryCode[] = ['GB', 'DE', 'FR', 'IT', 'NL'];

export interface PhoneOptions {
  /** ISO 3166 codes of countries whose numbers are written without a prefix. A code without a numbering plan is ignored. */
  readonly countries: readonly string[];
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

const digitsIn = (written: string): number => written.replaceAll(/\D/g, '').length;

/** Without a date at its start: "12.05.2024 18" is none of anybody's numbers. */
const withoutDate = (run: Run): Run => {
  const length = (date.exec(run.written) ?? packedDate.exec(run.written))?.[0].length ?? 0;
  const rest = run.written.slice(length);
  const skipped = length + (rest.length - rest.trimStart().length);
  return { start: run.start + skipped, end: run.end, written: run.written.slice(skipped) };
};

const runsOf = (text: string): Run[] =>
  [...text.matchAll(digitRuns)].map(({ index, 0: written }) =>
    withoutDate({ start: index, end: index + written.length, written }),
  );

const isBesideCue = ({ start, end, written }: Run, cues: readonly Cue[]): boolean =>
  digitsIn(written) <= 15 &&
  cues.some(
    (cue) =>
      (cue.end <= start && start - cue.end <= besideCue) ||
      (cue.start >= end && cue.start - end <= besideCue),
  );

const isSomethingElse = (text: string, { start, end, written }: Run): boolean => {
  if (written.startsWith('+')) return false;
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 12);
  return (
    partOfWord.test(before) ||
    money.test(before) ||
    announcesReference(before) ||
    quantity.test(after) ||
    goesOnAsWord.test(after)
  );
};

const countriesFor = (written: string, countries: readonly string[]): (CountryCode | undefined)[] => {
  if (written.startsWith('+') || written.startsWith('(+')) return [undefined];
  const hasNought = /^\(?0/.test(written);
  const suggested = countries
    .filter((country) => isSupportedCountry(country))
    .filter((country) => hasNought || !nationalNought.has(country));
  const inGroups = digitsIn(written) >= 9 && /\d[ ()/.-]/.test(written);
  return hasNought && inGroups ? [...suggested, ...anywhere] : suggested;
};

const planned = (country: CountryCode | undefined) =>
  country === undefined ? {} : { defaultCountry: country };

/** The library is slow on whole texts: it is asked for a run of digits, and for what is in it where the whole run is no number. */
const findInRun = (text: string, run: Run, country: CountryCode | undefined): Finding[] => {
  const options = { ...planned(country), extract: false };
  if (parsePhoneNumberFromString(run.written, options)?.isValid() === true)
    return [{ start: run.start, end: run.end, kind: 'phone' }];
  const from = Math.max(0, run.start - besideRun);
  return findPhoneNumbersInText(text.slice(from, run.end + besideRun), planned(country))
    .map(({ startsAt, endsAt }) => ({ start: from + startsAt, end: from + endsAt, kind: 'phone' }))
    .filter(({ start, end }) => start < run.end && end > run.start);
};

const phonesInRun = (text: string, run: Run, { countries }: PhoneOptions): Finding[] => {
  for (const country of countriesFor(run.written, countries)) {
    const found = findInRun(text, run, country);
    if (found.length > 0) return found;
  }
  return [];
};

/**
 * @example findPhones('ring 020 7946 0958', [], { countries: ['GB'] }) // one finding, of 'phone'
 */
export const findPhones = (text: string, cues: readonly Cue[], options: PhoneOptions): Finding[] => {
  const phoneCues = cues.filter(({ kind }) => kind === 'phone');
  return runsOf(text).flatMap((run): Finding[] => {
    if (digitsIn(run.written) < 7) return [];
    const whole: Finding = { start: run.start, end: run.end, kind: 'phone' };
    if (run.written.length > maxRun) return [whole];
    if (isSomethingElse(text, run)) return [];
    return isBesideCue(run, phoneCues) ? [whole] : phonesInRun(text, run, options);
  });
};
