import { z } from 'zod';
import { orEmpty, readYaml } from '../../../yaml-source.ts';
import { type Finding, findingOf } from './finding.ts';

/** A team's own numbers, by its `config/redaction.yaml`: they are replaced only where it says what they look like. */

const form = z
  .string()
  .min(3)
  .max(60)
  .regex(/[#?*].*[#?*].*[#?*]/u, { error: 'three or more of #, ? and *' });
/** The whole file. */
export const ownNumbersFile = z.strictObject({
  numbers: z
    .record(
      z.string().regex(/^[a-z]{2,20}$/u, { error: 'a word in small letters' }),
      z.array(form).min(1).max(50),
    )
    .default({}),
});

/** What to look for, by the word of its placeholder. */
export interface OwnNumber {
  readonly kind: string;
  readonly pattern: RegExp;
}

const signs: Readonly<Record<string, string>> = { '#': '\\d', '?': '\\p{L}', '*': '[\\p{L}\\d]' };

const literally = (sign: string): string => `\\u{${sign.codePointAt(0)?.toString(16)}}`;

/** Every sign matches one of the text, so that matching takes linear time. */
const patternOf = (written: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${[...written].map((sign) => signs[sign] ?? literally(sign)).join('')}(?![\\p{L}\\p{N}])`,
    'giu',
  );

/**
 * The content of `config/redaction.yaml`. In a form `#` is a digit, `?` a letter, `*` either; everything else matches itself, in
 * capitals or not.
 *
 * @throws VerbatimError `redaction-invalid` with the place and what is allowed there
 * @example parseOwnNumbers('numbers: { order: ["ORD-####"] }', 'config/redaction.yaml') // finds "ord-2041", replaced by "[order]"
 */
export const parseOwnNumbers = (text: string, name: string): OwnNumber[] => {
  const { numbers } = readYaml(text, name, { code: 'redaction-invalid', named: 'the file' }).check(
    orEmpty(ownNumbersFile),
  );
  return Object.entries(numbers).flatMap(([kind, forms]) =>
    forms.map((each) => ({ kind, pattern: patternOf(each) })),
  );
};

export const findOwnNumbers = (text: string, numbers: readonly OwnNumber[]): Finding[] =>
  numbers.flatMap(({ kind, pattern }) => [...text.matchAll(pattern)].map((match) => findingOf(match, kind)));
