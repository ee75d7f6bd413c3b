/** The countries whose phone numbers a row is likely to write without a prefix. */

/** Where the languages that are read are at home, the largest first. */
const byLanguage: Readonly<Record<string, readonly string[]>> = {
  en: ['US', 'GB'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'BE', 'CH'],
  es: ['ES', 'MX'],
  it: ['IT', 'CH'],
  pt: ['PT', 'BR'],
  nl: ['NL', 'BE'],
};

const zones =
  'Europe/London GB Europe/Dublin IE Europe/Berlin DE Europe/Vienna AT Europe/Zurich CH Europe/Paris FR Europe/Brussels BE Europe/Madrid ES Atlantic/Canary ES Europe/Rome IT Europe/Lisbon PT Europe/Amsterdam NL Europe/Luxembourg LU America/Mexico_City MX America/Sao_Paulo BR America/New_York US America/Chicago US America/Denver US America/Los_Angeles US America/Toronto CA America/Vancouver CA Australia/Sydney AU Australia/Melbourne AU Asia/Kolkata IN'.split(
    ' ',
  );
const byZone: ReadonlyMap<string, string> = new Map(
  zones.flatMap((zone, index) => (index % 2 === 0 ? [[zone, zones[index + 1] ?? ''] as const] : [])),
);

const namingLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];
let names: Map<string, string> | undefined;

const countryNames = (): Map<string, string> => {
  const known = new Map([
    ['uk', 'GB'],
    ['usa', 'US'],
  ]);
  for (const language of namingLanguages) {
    const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (let code = 0; code < 26 * 26; code += 1) {
      const country = String.fromCharCode(65 + Math.floor(code / 26), 65 + (code % 26));
      const name = regions.of(country);
      if (name === undefined) continue;
      known.set(name.toLowerCase(), country);
      known.set(country.toLowerCase(), country);
    }
  }
  return known;
};

/** The ISO 3166 code that a cell names: "de", "Deutschland", "Germany". */
const countryNamed = (cell: string): string | undefined => {
  names ??= countryNames();
  return names.get(cell.trim().toLowerCase());
};

const ofLocale = (locale: string): readonly string[] => {
  const [language = '', region = ''] = locale.trim().split(/[-_]/);
  const named = /^[a-z]{2}$/i.test(region) ? [region.toUpperCase()] : [];
  return [...named, ...(byLanguage[language.toLowerCase()] ?? [])];
};

/** What a row says of where it comes from; each may be absent. */
export interface RowOrigin {
  /** Cells of columns that name a country. */
  readonly countries: readonly string[];
  /** ISO 639-1, or a locale such as `de-AT`. */
  readonly locale?: string | undefined;
  /** IANA */
  readonly timeZone?: string | undefined;
}

/** True for the name of a column that holds countries. */
export const namesCountries = (column: string): boolean =>
  /^(?:\w+[ _-])?(?:country|land|pays|país|pais|paese|nation|market|markt|region|locale)(?:[ _-]?(?:code|name))?$/iu.test(
    column,
  );

/**
 * ISO 3166 codes, the likeliest first, each once: what a cell names, then the locale's, then the zone's.
 *
 * @example likelyCountries({ countries: ['Österreich'], locale: 'de' }) // ['AT', 'DE', 'CH']
 */
export const likelyCountries = ({ countries, locale = '', timeZone = '' }: RowOrigin): string[] => {
  const named = countries.flatMap((cell) => countryNamed(cell) ?? ofLocale(cell));
  const zone = byZone.get(timeZone);
  return [...new Set([...named, ...ofLocale(locale), ...(zone === undefined ? [] : [zone])])];
};
