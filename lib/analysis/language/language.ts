import { z } from 'zod';
import { lexicon, wordSet } from '../../lexicon.ts';
import { rememberByForm } from '../words/word-forms.ts';
import { isEnglishWord, wordVectors } from '../words/word-vectors.ts';
import { readWords, type Word } from '../words/words.ts';
import { type LanguagePriors, languagePriors, likeliestLanguage, usualShare } from './detect.ts';
import type { LanguageShares } from './shares.ts';

/** Frequent in English and hardly ever a word of another language in Latin script. */
const english = lexicon('english', z.strictObject({ evident: wordSet }));

const shortTextWords = 3;
const unknown = 'und';

/** What is known of an answer's language beside its text. */
export interface LanguageEvidence {
  /** The language that its row declares. */
  readonly declared?: string;
  /** The languages of its file (see file-languages.ts). */
  readonly file?: LanguageShares;
}

const isoCode = (declared: string): string => declared.trim().toLowerCase().split(/[-_]/)[0] ?? '';

const otherLetter = /[^\P{L}\p{Script=Latin}]/u;

const isLatin = (text: string): boolean => {
  if (!otherLetter.test(text)) return true;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return 2 * (text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= letters;
};

const vectors = wordVectors();

const evidentBit = 1;
const knownBit = 2;
const longBit = 4;
/** What a word shows of its language, computed once for each form: it is needed for every word of every answer. */
const evidenceOf = rememberByForm(
  (word) =>
    (english().evident.has(word) ? evidentBit : 0) |
    (isEnglishWord(vectors, word) ? knownBit : 0) |
    (word.length > 2 ? longBit : 0),
);

/** Handles and hashtags are words of no language; they count only where there is hardly anything else. */
const isName = (text: string, { start }: Word): boolean => text[start - 1] === '@' || text[start - 1] === '#';

/** Counted, not filtered: this runs for every answer. */
const countWith = (words: readonly Word[], bits: number): number => {
  let count = 0;
  for (const word of words) if ((evidenceOf(word) & bits) === bits) count += 1;
  return count;
};

const isFullOf = (evident: number, words: number): boolean => evident >= 2 && evident >= words / 5;

/**
 * Two telling words that are one in five of all, words of English almost throughout, or enough of both leave no room for
 * another language. Words of one or two letters belong to many, and a few words to several.
 */
export const isPlainlyEnglish = (text: string, all: readonly Word[]): boolean => {
  if (isFullOf(countWith(all, evidentBit), all.length)) return true;
  const withoutNames = all.filter((word) => !isName(text, word));
  const words = withoutNames.length > shortTextWords ? withoutNames : all;
  const evidentWords = countWith(words, evidentBit);
  if (isFullOf(evidentWords, words.length)) return true;
  const long = countWith(words, longBit);
  const known = long === 0 ? 0 : countWith(words, longBit | knownBit) / long;
  if (long <= shortTextWords) return known === 1 && evidentWords > 0;
  return known >= (evidentWords >= 3 ? 0.65 : 0.8);
};

/** The share of what is usual that every language keeps, however clear the evidence: clear words always win. */
const leftOpen = 0.1;
/** A declaration is right so often, 0..1. */
const declaredRight = 0.99;

const computedPriors = (declared: string, file: LanguageShares | undefined): LanguagePriors =>
  languagePriors((language) => {
    const usually = usualShare(language);
    const inFile = file === undefined ? usually : (1 - leftOpen) * (file[language] ?? 0) + leftOpen * usually;
    if (declared === '') return Math.log(inFile);
    return Math.log((language === declared ? declaredRight : 0) + (1 - declaredRight) * inFile);
  });

const priorsWithoutFile = computedPriors('', undefined);
const priorsOfFiles = new WeakMap<LanguageShares, LanguagePriors>();

/** Most rows declare no language: their priors are computed once for each file. */
const priorsOf = (declared: string, file: LanguageShares | undefined): LanguagePriors => {
  if (declared !== '') return computedPriors(declared, file);
  if (file === undefined) return priorsWithoutFile;
  const priors = priorsOfFiles.get(file) ?? computedPriors('', file);
  priorsOfFiles.set(file, priors);
  return priors;
};

/** English may be read at a glance where nothing speaks for another language. */
const mayBeEnglish = (declared: string, file: LanguageShares | undefined): boolean =>
  declared === '' ? file === undefined || (file['en'] ?? 0) >= 0.5 : declared === 'en';

const link = /(?:https?:\/\/|www\.)\S+/g;

/**
 * The language of an answer as ISO 639-1; `und` for letters that no known language has. Decided by its words, its letters, the
 * language that its row declares, and the languages of its file. A text without letters is in the likeliest one.
 *
 * @param words The text's words, where the caller has read them already.
 * @example languageOf('La comida estuvo muy sabrosa') // 'es'
 */
export const languageOf = (
  text: string,
  { declared: said = '', file }: LanguageEvidence = {},
  words: readonly Word[] = readWords(text),
): string => {
  const declared = isoCode(said);
  if (mayBeEnglish(declared, file) && isPlainlyEnglish(text, words)) return 'en';
  const withoutLinks = text.includes('://') || text.includes('www.') ? text.replace(link, ' ') : text;
  const read = withoutLinks === text ? words : readWords(withoutLinks);
  const sought = { text: withoutLinks, words: read, isLatin: isLatin(withoutLinks) };
  return likeliestLanguage(sought, priorsOf(declared, file)) ?? unknown;
};
