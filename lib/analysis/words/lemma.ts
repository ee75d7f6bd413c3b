import { z } from 'zod';
import { lexicon, wordList, wordSet } from '../../lexicon.ts';

const byForm = (formsByLemma: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(formsByLemma).flatMap(([lemma, forms]) => forms.map((form) => [form, lemma])));

const lemmas = lexicon(
  'lemmas',
  z.strictObject({ irregular: z.record(z.string(), wordList).transform(byForm), uninflected: wordSet }),
);

const vowel = /[aeiouy]/;
/** Stems that lost an "e" before -ing and -ed: serv(e), charg(e), handl(e), updat(e), provid(e), compar(e). */
const lostE =
  /(?:[csvzu]|ul|[^aeiou][gl]|dg|[^aeo]at|[^aeiou][iu]d|[^aeo][iu]r|(?:[^aeiouv]|^)[^v]or|[^eo]ar|[^aeiou]et|[iou]n[eg]?)$/;
const keptWithoutE = /(?:ss|cus|mus|ng|ain|oin|[^aeiou]in|un|on|ll|rl|wl|x)$/;
const shortClosed = /^[^aeiou]*[aeiou][^aeiouwxy]$/;
const doubled = /([bdfgklmnprt])\1$/;

const restore = (stem: string): string => {
  if (/(?:ll|ss|ff|zz)$/.test(stem))
    return stem.length > 5 && !stem.endsWith('stall') && stem.endsWith('ll') ? stem.slice(0, -1) : stem;
  if (doubled.test(stem)) return stem.slice(0, -1);
  if (/(?:[^n]g|ch?ang|arrang)$/.test(stem) && /(?:rg|dg|ang|ag)$/.test(stem)) return `${stem}e`;
  if (shortClosed.test(stem)) return `${stem}e`;
  return lostE.test(stem) && !keptWithoutE.test(stem) ? `${stem}e` : stem;
};

const withoutEnding = (word: string, ending: string): string | undefined => {
  const stem = word.slice(0, -ending.length);
  return word.endsWith(ending) && stem.length >= 2 && vowel.test(stem) ? stem : undefined;
};

const singular = (word: string): string | undefined => {
  if (!word.endsWith('s') || word.length < 4 || /(?:ss|us|is)$/.test(word)) return undefined;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  return /(?:ss|x|zz|ch|sh|[^h]o)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
};

const verbBase = (word: string): string | undefined => {
  if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`;
  const stem = withoutEnding(word, 'ing') ?? (word.length > 4 ? withoutEnding(word, 'ed') : undefined);
  return stem === undefined ? undefined : restore(stem);
};

const adjectiveBase = (word: string): string | undefined => {
  if (word.length > 5 && /i(?:er|est|ly)$/.test(word)) return word.replace(/i(?:er|est|ly)$/, 'y');
  const stem = (word.length > 5 ? withoutEnding(word, 'est') : undefined) ?? withoutEnding(word, 'ly');
  return stem === undefined || stem.length < 3 ? undefined : stem;
};

/**
 * The base form of a word's inflections: plural, tense, comparison and -ly. Derived words stay apart (delivery is
 * not deliver), because a taxonomy tells them apart. Takes and gives lower case; a word it doesn't know comes back as it is.
 *
 * @example ['charges', 'charging', 'charged'].map(lemmaOf) // ['charge', 'charge', 'charge']
 */
export const lemmaOf = (word: string): string => {
  const bare = word.replace(/'s?$/, '');
  const { irregular, uninflected } = lemmas();
  const known = irregular.get(bare);
  if (known !== undefined) return known;
  if (bare.length < 4 || uninflected.has(bare)) return bare;
  return singular(bare) ?? verbBase(bare) ?? adjectiveBase(bare) ?? bare;
};
