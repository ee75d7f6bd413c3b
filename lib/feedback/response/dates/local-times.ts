import { languages, zoneNameIn } from './zone-names.ts';

/** Local times, summer or winter, by the city or the region that names them: "heure de Paris", "Mitteleuropäische Zeit". */

const zones = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Athens',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Hong_Kong',
  'Australia/Sydney',
];
/** Cities whose name differs from that of their zone. */
const otherNames: Readonly<Record<string, string>> = {
  roma: 'Europe/Rome',
  rom: 'Europe/Rome',
  milano: 'Europe/Rome',
  wien: 'Europe/Vienna',
  vienne: 'Europe/Vienna',
  londres: 'Europe/London',
  londra: 'Europe/London',
  lisboa: 'Europe/Lisbon',
  bruxelles: 'Europe/Brussels',
  brussel: 'Europe/Brussels',
  parigi: 'Europe/Paris',
  berlino: 'Europe/Berlin',
  cdmx: 'America/Mexico_City',
  'ciudad de mexico': 'America/Mexico_City',
  brasilia: 'America/Sao_Paulo',
  brt: 'America/Sao_Paulo',
  hkt: 'Asia/Hong_Kong',
  sgt: 'Asia/Singapore',
};

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase();

const winter = Date.UTC(2026, 0, 15);
const namesOf = (timeZone: string): string[] =>
  languages.map((language) =>
    plain(zoneNameIn(new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' }), winter)),
  );

let regions: ReadonlyMap<string, string> | undefined;

/** The zone of a local time as browsers name it in seven languages. @example zoneOfLocalTime('Central European Time') // 'Europe/Berlin' */
export const zoneOfLocalTime = (text: string): string | undefined => {
  regions ??= new Map(zones.flatMap((zone) => namesOf(zone).map((name) => [name, zone] as const)));
  const name = plain(text);
  return regions.get(name) ?? regions.get(name.replace('standard ', ''));
};

let cities: ReadonlyMap<string, string> | undefined;

/** What is around the name of a city. */
const around =
  /^(?:hora|heure|ora|horario|time|zeit|tijd)(?: (?:local|locale|legale))? (?:de |d |di |da |do |in )?|(?:se|er)? ?(?:time|zeit|tijd)$/g;

/** The zone that is named after a city. @example zoneOfCity('heure de Paris') // 'Europe/Paris' */
export const zoneOfCity = (text: string): string | undefined => {
  cities ??= new Map([
    ...Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.split('/').length === 2)
      .map((zone) => [plain(zone.split('/').at(-1) ?? ''), zone] as const),
    ...Object.entries(otherNames),
  ]);
  const words = plain(text).replaceAll(around, '').trim();
  return words.length < 3 ? undefined : cities.get(words);
};
