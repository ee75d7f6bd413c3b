import { eld } from 'eld/small';
import { z } from 'zod';
import { lexicon, wordSet } from '../lexicon.ts';
import { rememberByForm } from './words/word-forms.ts';
import { isEnglishWord, wordVectors } from './words/word-vectors.ts';
import { readWords, type Word } from './words/words.ts';

/** Frequent in English and hardly ever a word of another language in Latin script. */
const english = lexicon('english', z.strictObject({ evident: wordSet }));

const shortTextWords = 3;
const clearlyOther = 0.25;
const unknown = 'und';

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

const isEvident = (word: Word): boolean => (evidenceOf(word) & evidentBit) > 0;

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
 * another language. Words of one or two letters belong to many.
 */
const isPlainlyEnglish = (text: string, all: readonly Word[]): boolean => {
  if (isFullOf(countWith(all, evidentBit), all.length)) return true;
  const withoutNames = all.filter((word) => !isName(text, word));
  const words = withoutNames.length > shortTextWords ? withoutNames : all;
  const evidentWords = countWith(words, evidentBit);
  if (isFullOf(evidentWords, words.length)) return true;
  const long = countWith(words, longBit);
  const known = long === 0 ? 0 : countWith(words, longBit | knownBit) / long;
  if (long <= shortTextWords) return known === 1;
  return known >= (evidentWords >= 3 ? 0.65 : 0.8);
};

const detect = (text: string, words: readonly Word[]): string => {
  if (!isLatin(text)) return eld.detect(text).language || unknown;
  const isShort = words.length <= shortTextWords;
  if (isShort && words.some(isEvident)) return 'en';
  const detected = eld.detect(text);
  if (isShort && !detected.isReliable()) return 'en';
  return detected.language || 'en';
};

const contradicts = (text: string, words: readonly Word[], declared: string): boolean => {
  if (!isLatin(text)) return declared === 'en';
  if (words.length <= shortTextWords) return false;
  const scores = eld.detect(text).getScores();
  const [best = 0] = Object.values(scores).sort((a, b) => b - a);
  return best - (scores[declared] ?? 0) > clearlyOther;
};

/**
 * The language of an answer as ISO 639-1; `und` for letters that no known language has. A declared language holds unless the
 * text clearly says otherwise. Up to three words in Latin script are English unless they are clearly something else.
 *
 * @param words The text's words, where the caller has read them already.
 * @example languageOf('La comida estuvo muy sabrosa') // 'es'
 */
export const languageOf = (
  text: string,
  declaredLanguage?: string,
  words: readonly Word[] = readWords(text),
): string => {
  const declared = declaredLanguage === undefined ? '' : isoCode(declaredLanguage);
  if ((declared === '' || declared === 'en') && isPlainlyEnglish(text, words)) return 'en';
  if (declared === '') return detect(text, words);
  return contradicts(text, words, declared) ? detect(text, words) : declared;
};
