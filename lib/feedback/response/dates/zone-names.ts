/** Names of time zones as browsers and spreadsheets write them behind a time: "Mitteleuropäische Normalzeit", "MESZ". */

/** The languages of the names. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'pt-PT', 'nl'];
const zones = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Lisbon',
  'Europe/Athens',
  'Europe/Moscow',
  'Europe/Istanbul',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Argentina/Buenos_Aires',
  'America/Bogota',
  'America/Mexico_City',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Australia/Sydney',
  'UTC',
];
/** In winter and in summer. */
const moments = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** The name of a zone as a format writes it at a moment. */
export const zoneNameIn = (format: Intl.DateTimeFormat, moment: number): string =>
  format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** `+01:00`, of a zone at a moment. */
const offsetOf = (timeZone: string, moment: number): string => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return zoneNameIn(format, moment).replace('GMT', '') || '+00:00';
};

const namesOf = (timeZone: string, moment: number): string[] =>
  languages.flatMap((language) =>
    (['long', 'short'] as const).map((timeZoneName) =>
      zoneNameIn(new Intl.DateTimeFormat(language, { timeZone, timeZoneName }), moment),
    ),
  );

interface NamedOffset {
  readonly name: string;
  readonly offset: string;
}

/** The names of every zone in winter and in summer; those with digits ("GMT+1") are offsets themselves. */
const namedOffsets = (): NamedOffset[] =>
  zones
    .flatMap((timeZone) => moments.map((moment) => ({ timeZone, moment })))
    .flatMap(({ timeZone, moment }) => {
      const offset = offsetOf(timeZone, moment);
      return namesOf(timeZone, moment)
        .filter((name) => !/\d/.test(name) && plain(name).length >= 3)
        .map((name) => ({ name: plain(name), offset }));
    });

/** A name that two zones have with different offsets says nothing. */
const offsetsByName = (): ReadonlyMap<string, string> => {
  const certain = new Map<string, string>();
  for (const [name, named] of Map.groupBy(namedOffsets(), (each) => each.name)) {
    const [offset, ...others] = new Set(named.map((each) => each.offset));
    if (offset !== undefined && others.length === 0) certain.set(name, offset);
  }
  return certain;
};
let known: ReadonlyMap<string, string> | undefined;

/** A time, and letters behind it that may name a zone. Half of the day and "Uhr" belong to the time. */
const nameBehindTime =
  /^(.*\d[:.]\d{2}(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?(?:\s?(?:Uhr|h|uur)\b)?)[\s,]+\(?([\p{L}][\p{L}\s'’.-]{2,60})\)?$/u;

/**
 * The text with its zone as an offset, where it ends with the name of one; otherwise as it is.
 *
 * @example withOffset('26. Januar 2023 um 13:39:50 Mitteleuropäische Normalzeit') // '26. Januar 2023 um 13:39:50 +01:00'
 */
export const withOffset = (text: string): string => {
  const [, before, name = ''] = nameBehindTime.exec(text) ?? [];
  if (before === undefined) return text;
  known ??= offsetsByName();
  const offset = known.get(plain(name));
  return offset === undefined ? text : `${before} ${offset}`;
};
