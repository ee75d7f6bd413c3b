import { zoneOfCity, zoneOfLocalTime } from '../response/dates/local-times.ts';
import { hoursOfZone } from '../response/dates/written-time.ts';
import { isTimeZone } from '../response/dates/zone-clock.ts';

/** Reads the time zone that the name of a date column states: "Submitted (EST)", "Date [UTC+2]", "Time, Europe/Berlin". */

/** Local times, summer or winter, by their usual names. */
const localTimes: readonly (readonly [RegExp, string])[] = [
  [/^(?:et|us eastern|eastern(?: time)?|us et)$/, 'America/New_York'],
  [/^(?:ct|us central|central time)$/, 'America/Chicago'],
  [/^(?:mt|us mountain|mountain time)$/, 'America/Denver'],
  [/^(?:pt|us pacific|pacific(?: time)?)$/, 'America/Los_Angeles'],
  [/^(?:uk time|london(?: time)?)$/, 'Europe/London'],
  [/^(?:berlin(?: time)?|german time|deutsche zeit)$/, 'Europe/Berlin'],
];

/** Winter and summer time together. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/^(?:CET ?[/|,] ?CEST|MEZ ?[/|,] ?MESZ|CE\(S\)T)$/, 'Europe/Berlin'],
  [/^(?:GMT ?[/|,] ?BST)$/, 'Europe/London'],
  [/^EST ?[/|,] ?EDT$/, 'America/New_York'],
  [/^CST ?[/|,] ?CDT$/, 'America/Chicago'],
  [/^MST ?[/|,] ?MDT$/, 'America/Denver'],
  [/^PST ?[/|,] ?PDT$/, 'America/Los_Angeles'],
];

/** Standard and summer time in German. */
const germanHours: Readonly<Record<string, number>> = { MEZ: 1, MESZ: 2 };

/** `+05:30`, of minutes. */
const offsetText = (minutes: number): string => {
  const two = (part: number): string => String(part).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

const numericOffset = /^(?:utc|gmt)?\s?([+\-−–])\s?(\d{1,2})(?::?([0-5]\d))?$/i;

const ofOffset = (text: string): string | undefined => {
  const [, sign, hours, minutes = '0'] = numericOffset.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 14) return undefined;
  const size = Number(hours) * 60 + Number(minutes);
  return size === 0 ? 'UTC' : offsetText(sign === '+' ? size : -size);
};

const ofAbbreviation = (text: string): string | undefined => {
  const hours = hoursOfZone(text) ?? germanHours[text];
  if (hours === undefined || text.length < 3) return undefined;
  return hours === 0 ? 'UTC' : offsetText(hours * 60);
};

const zoneOf = (text: string): string | undefined => {
  const part = text.trim();
  if (/^[A-Z][A-Za-z]+\/[A-Za-z_/]+$/.test(part) && isTimeZone(part)) return part;
  const pair = pairs.find(([pattern]) => pattern.test(part))?.[1];
  if (pair !== undefined) return pair;
  return (
    ofOffset(part) ??
    ofAbbreviation(part) ??
    ofAbbreviation(part.replace(/ time$/i, '')) ??
    zoneOfLocalTime(part) ??
    localTimes.find(([pattern]) => pattern.test(part.toLowerCase()))?.[1]
  );
};

const bracketedIn = (name: string): string[] =>
  [...name.matchAll(/[([]([^)\]]+)[)\]]/g)].map(([, inside = '']) => inside);

/** What is in brackets, behind "in", a comma or a dash, and the last words. */
const partsOf = (name: string): string[] => {
  const [, behind = ''] = /(?:\bin\b|,|–| - |:)\s*([^,]+)$/.exec(name) ?? [];
  const last = name.split(/[\s_]+/).at(-1) ?? '';
  const offset = /(?:UTC|GMT)\s?[+\-−–]\s?\d{1,2}(?::?\d{2})?/i.exec(name)?.[0] ?? '';
  return [...bracketedIn(name), behind, offset, last, last.toUpperCase()].filter(
    (part) => part.trim() !== '',
  );
};

/**
 * The zone in a column's name: an IANA name, or an offset; undefined where it states none.
 *
 * @example zoneInName('Date Submitted (EST)') // '-05:00'
 */
export const zoneInName = (name: string): string | undefined => {
  for (const part of partsOf(name)) {
    const zone = zoneOf(part);
    if (zone !== undefined) return zone;
  }
  return bracketedIn(name)
    .map(zoneOfCity)
    .find((zone) => zone !== undefined);
};

/** Abbreviations of several zones, and whatever looks like one in brackets. */
const looksLikeZone =
  /[([]\s*(?:IST|AST|SST|[A-Z]{2,3}T|H[NA][A-Z]|[A-Z]{3} time|local(?: time)?|[^()[\]]*(?:\b(?:standard|summer|daylight) time|\b(?:[hH]ora|[hH]eure|[oO]ra|[tT]ijd)\b|[zZ]eit\b|tijd\b)[^()[\]]*)\s*[)\]]/;

/** True for a name with an abbreviation in brackets that is no known zone. */
export const namesUnknownZone = (name: string): boolean =>
  zoneInName(name) === undefined && looksLikeZone.test(name);
