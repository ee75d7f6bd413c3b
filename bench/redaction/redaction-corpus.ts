import { readFileSync } from 'node:fs';
import { base, de, en, es, Faker, fr, it, type LocaleDefinition, nl, pt_PT } from '@faker-js/faker';
import { isValidPhoneNumber } from 'libphonenumber-js/min';
import * as germanTaxId from 'stdnum/lib/cjs/de/idnr.js';
import * as spanishDni from 'stdnum/lib/cjs/es/dni.js';
import * as frenchNir from 'stdnum/lib/cjs/fr/nir.js';
import * as italianCode from 'stdnum/lib/cjs/it/codicefiscale.js';
import { parse } from 'yaml';
import { z } from 'zod';
import { assetPath } from '../../lib/assets.ts';

/** Comments with something personal planted in them, the same for the same seed: what redaction is measured on. */

const frames = z.record(z.string(), z.record(z.string(), z.array(z.string())));

export interface Planted {
  readonly kind: string;
  /** ISO 639-1; the row declares it. */
  readonly language: string;
  readonly text: string;
  readonly planted: string;
  /** The respondent of the row, where the row's columns name one. */
  readonly respondent?: string;
}

export interface Land {
  readonly language: string;
  readonly country: 'US' | 'DE' | 'FR' | 'ES' | 'IT' | 'PT' | 'NL';
  readonly faker: Faker;
}

const locales: readonly (readonly [Land['language'], Land['country'], LocaleDefinition])[] = [
  ['en', 'US', en],
  ['de', 'DE', de],
  ['fr', 'FR', fr],
  ['es', 'ES', es],
  ['it', 'IT', it],
  ['pt', 'PT', pt_PT],
  ['nl', 'NL', nl],
];

/** The languages with their countries, and made-up people of each; the same for the same seed. */
export const landsOf = (seed: number): Land[] =>
  locales.map(([language, country, locale], index) => {
    const faker = new Faker({ locale: [locale, en, base] });
    faker.seed(seed + index);
    return { language, country, faker };
  });

/** Numbers as people write them: # is a digit. */
const phoneForms: Readonly<Record<Land['country'], readonly string[]>> = {
  US: ['(212) 55#-####', '415-55#-####', '+1 312 55# ####', '646.55#.####', '+44 20 7946 0###'],
  DE: ['030 90####', '0171 23#####', '+49 89 1234####', '0221/47####', '0049 171 23#####'],
  FR: ['06 12 ## ## ##', '01.42.##.##.##', '+33 6 12 ## ## ##', '0612######'],
  ES: ['612 ### ###', '91 523 ## ##', '+34 612 ### ###', '612######'],
  IT: ['06 6982 ####', '347 12# ####', '+39 347 12# ####', '02 7200 ####'],
  PT: ['912 ### ###', '21 342 ####', '+351 912 ### ###'],
  NL: ['06 1234 ####', '020 624 ####', '+31 6 1234 ####', '06-1234####'],
};

const plateForms: Readonly<Record<Land['country'], readonly string[]>> = {
  US: ['LK## ABD', 'BD## XYZ', '7ABC###'],
  DE: ['B-MW ####', 'M AB ###', 'HH-KL ##'],
  FR: ['AB-###-CD', 'GH ### JK'],
  ES: ['#### BCD', '####KLM'],
  IT: ['AB ### CD', 'FG###HJ'],
  PT: ['AB-##-CD', '##-AB-##'],
  NL: ['AB-###-C', '##-BDF-#'],
};

const months: Readonly<Record<string, string>> = {
  en: 'May ##, 19##',
  de: '##. März 19##',
  fr: '## mai 19##',
  es: '## de mayo de 19##',
  it: '## maggio 19##',
  pt: '## de maio de 19##',
  nl: '## mei 19##',
};

/** 1 and 2 begin no day that is none. */
const dated = (form: string, faker: Faker): string =>
  form
    .replace('##', String(faker.number.int({ min: 10, max: 28 })))
    .replaceAll('##', () => String(faker.number.int({ min: 40, max: 99 })));

const obfuscated = (mail: string, faker: Faker): string =>
  faker.helpers.arrayElement([
    mail,
    mail,
    mail.toUpperCase(),
    mail.replace('@', ' [at] ').replaceAll('.', ' [dot] '),
    mail.replace('@', ' (at) '),
    mail.replace('@', ' at ').replaceAll('.', ' dot '),
    [...mail].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfe_e0)).join(''),
  ]);

type IdCheck = { validate(id: string): { isValid: boolean } };

/** The form filled in anew until its check digits are right. */
const checked = (form: string, check: IdCheck, faker: Faker): string => {
  for (;;) {
    const id = faker.helpers.replaceSymbols(form).toUpperCase();
    if (check.validate(id).isValid) return id;
  }
};

const idOf = ({ language, faker }: Land): string => {
  if (language === 'de') return `die Steuer-ID ${checked('## ### ### ###', germanTaxId, faker)}`;
  if (language === 'fr') return checked('1850578006###91', frenchNir, faker);
  if (language === 'es') return checked('########?', spanishDni, faker);
  if (language === 'it') return checked('RSSMRA85T##H501?', italianCode, faker);
  return faker.helpers.arrayElement([
    faker.helpers.replaceSymbols('5##-4#-9###').replace('-40-', '-41-'),
    faker.helpers.replaceSymbols('AB ## ## ## C'),
  ]);
};

const addressOf = ({ language, faker }: Land): string => {
  const { location } = faker;
  const street = location.street();
  const number = faker.number.int({ min: 1, max: 199 });
  const town = `${location.zipCode()} ${location.city()}`;
  if (language === 'en')
    return `${number} ${street}, ${location.city()}, ${location.state({ abbreviated: true })} ${location.zipCode('#####')}`;
  if (language === 'fr') return `${number} ${street}, ${town}`;
  if (language === 'es' || language === 'it' || language === 'pt') return `${street} ${number}, ${town}`;
  return faker.datatype.boolean() ? `${street} ${number}, ${town}` : `${street} ${number}`;
};

const nameOf = ({ faker }: Land): string =>
  faker.datatype.boolean()
    ? faker.person.firstName()
    : `${faker.person.firstName()} ${faker.person.lastName()}`;

const phoneOf = ({ country, faker }: Land): string => {
  for (;;) {
    const phone = faker.helpers.replaceSymbols(faker.helpers.arrayElement(phoneForms[country]));
    if (isValidPhoneNumber(phone.replace(/^00/, '+'), country)) return phone;
  }
};

const digitsOnly: Readonly<Record<string, (land: Land) => string>> = {
  email: ({ faker }) => obfuscated(faker.internet.email({ provider: 'example.org' }).toLowerCase(), faker),
  phone: phoneOf,
  card: ({ faker }) =>
    faker.helpers.replaceCreditCardSymbols(
      faker.helpers.arrayElement(['4###-####-####-###L', '5### #### #### ###L', '4##############L']),
    ),
  iban: ({ country, faker }) =>
    faker.finance.iban({
      countryCode: country === 'US' ? 'GB' : country,
      formatted: faker.datatype.boolean(),
    }),
  id: idOf,
  ip: ({ faker }) =>
    faker.datatype.boolean()
      ? faker.internet.ipv6()
      : `${faker.number.int({ min: 100, max: 223 })}.${faker.helpers.replaceSymbols('1##.1##.#').replace('199', '19')}`,
  secret: ({ faker }) => faker.string.alphanumeric({ length: { min: 12, max: 40 } }),
  birthdate: ({ language, faker }) =>
    dated(
      faker.helpers.arrayElement(
        [months[language] ?? '', '##/05/19##', '##.05.19##', '19##-05-##'].filter(
          (form) => form !== '19##-05-##',
        ),
      ),
      faker,
    ),
  plate: ({ country, faker }) =>
    faker.helpers.replaceSymbols(
      faker.helpers.arrayElement(plateForms[country]).replaceAll(/[A-Z]/g, (letter) => letter),
    ),
  address: addressOf,
  name: nameOf,
  ownName: nameOf,
};

/** Something personal of a kind, as it is written in a country. */
export const plantedValue = (kind: string, land: Land): string => digitsOnly[kind]?.(land) ?? '';

/**
 * At least `count` comments, as many of each kind in each language as frames allow, in the order of kinds.
 *
 * @param seed the same seed gives the same comments
 */
export const plantedComments = (count: number, seed = 1): Planted[] => {
  const known = frames.parse(parse(readFileSync(assetPath('bench/redaction/redaction-frames.yaml'), 'utf8')));
  const lands = landsOf(seed);
  const places = Object.entries(known).flatMap(([kind, byLanguage]) =>
    lands.flatMap((land) => {
      const own = byLanguage[land.language];
      return own === undefined ? [] : [{ kind, land, own }];
    }),
  );
  const each = Math.ceil(count / places.length);
  return places.flatMap(({ kind, land, own }) =>
    Array.from({ length: each }, (_, index): Planted => {
      const planted = plantedValue(kind, land);
      const text = (own[index % own.length] ?? '').replaceAll('{x}', () => planted);
      const { language } = land;
      return kind === 'ownName'
        ? { kind, language, text, planted, respondent: planted }
        : { kind, language, text, planted };
    }),
  );
};
