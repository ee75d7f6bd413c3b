import { readFileSync } from 'node:fs';
import { isValidPhoneNumber } from 'libphonenumber-js/min';
import { parse } from 'yaml';
import { z } from 'zod';
import { assetPath } from '../../lib/assets.ts';
import { type Land, landsOf, type Planted, plantedValue } from './redaction-corpus.ts';

/** Comments that redaction was not written for: other frames and other forms than those of the corpus. */

const texts = z.array(z.string());
const kinds = z.record(
  z.string(),
  z
    .object({ forms: z.record(z.string(), texts).exactOptional() })
    .catchall(z.union([texts, z.record(z.string(), texts)])),
);
const heldOut = z.object({ first: kinds, second: kinds, clean: texts });
export type HeldOutPart = 'first' | 'second';

let read: z.infer<typeof heldOut> | undefined;
const file = (): z.infer<typeof heldOut> => {
  read ??= heldOut.parse(parse(readFileSync(assetPath('bench/redaction/held-out.yaml'), 'utf8')));
  return read;
};

const digits = (form: string, { faker }: Land): string =>
  faker.helpers.replaceSymbols(form.replaceAll('?', '\0')).replaceAll('\0', '?');

const fullWidth = (mail: string): string =>
  [...mail].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfe_e0)).join('');

/** What stands in the frame, and the part of it that is personal. */
interface Written {
  readonly written: string;
  readonly planted: string;
}

const mailIn = (form: string, { faker }: Land): string => {
  const local = `${faker.person.firstName()}.${faker.person.lastName()}`
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z.]/g, '')
    .toLowerCase();
  const host = faker.helpers.arrayElement(['example', 'box.example', 'example-post']);
  const mail = `${local}@${host}.org`;
  return form
    .replace('{mail}', mail)
    .replace('{wide}', fullWidth(mail))
    .replace('{local}', local)
    .replace('{host}', host);
};

const attempts = 1000;

const phoneIn = (form: string, land: Land): string => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const phone = digits(form, land);
    const plain = phone.replace(/^00/, '+').replace('(0)', '').replaceAll(/[()]/g, '');
    if (isValidPhoneNumber(plain, land.country) || isValidPhoneNumber(plain, 'GB')) return phone;
  }
  throw new Error(`no number of the form ${form} is valid`);
};

/** The check digit is the last one, whatever stands between the digits. */
const cardIn = (form: string, { faker }: Land): string => {
  const plain = faker.helpers.replaceCreditCardSymbols(form.replaceAll(/[^\d#L]/g, ''));
  let at = 0;
  return form.replaceAll(/[\d#L]/g, () => plain[at++] ?? '');
};

const writtenBy = (kind: string, form: string, land: Land): Written => {
  if (kind === 'phone') return same(phoneIn(form, land));
  if (kind === 'card') return same(cardIn(form, land));
  if (form === 'mailto:{mail}') {
    const planted = mailIn('{mail}', land);
    return { written: `mailto:${planted}`, planted };
  }
  if (kind === 'email') return same(mailIn(form, land));
  if (kind === 'secret') {
    const planted = plantedValue('secret', land);
    return { written: form.replace('{secret}', planted), planted };
  }
  return same(digits(form, land));
};

const same = (written: string): Written => ({ written, planted: written });

const framesIn = (languages: Readonly<Record<string, unknown>>, language: string): string[] =>
  texts.catch([]).parse(languages[language]);

/** At least `count` comments of a part, as many of each kind and language. */
export const heldOutComments = (part: HeldOutPart, count: number, seed = 1): Planted[] => {
  const places = Object.entries(file()[part]).flatMap(([kind, { forms, ...languages }]) =>
    landsOf(seed).flatMap((land) => {
      const frames = framesIn(languages, land.language);
      const own = [...(forms?.[land.language] ?? []), ...(forms?.['any'] ?? [])];
      return frames.length === 0 ? [] : [{ kind, land, frames, forms: own }];
    }),
  );
  const each = Math.ceil(count / places.length);
  return places.flatMap(({ kind, land, frames, forms }) =>
    Array.from({ length: each }, (_, index): Planted => {
      const form = forms[index % forms.length];
      const { written, planted } =
        form === undefined ? same(plantedValue(kind, land)) : writtenBy(kind, form, land);
      const frame = frames[Math.floor(index / Math.max(1, forms.length)) % frames.length] ?? '';
      return { kind, language: land.language, text: frame.replaceAll('{x}', () => written), planted };
    }),
  );
};

/** Comments without anything personal, `rounds` times with other digits. */
export const cleanComments = (rounds: number, seed = 1): string[] => {
  const [land] = landsOf(seed);
  if (land === undefined) return [];
  return Array.from({ length: rounds }, () => file().clean.map((text) => digits(text, land))).flat();
};
