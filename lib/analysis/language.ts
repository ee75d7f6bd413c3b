import { eld } from 'eld/small';
import { isEnglishWord, wordVectors } from './word-vectors.ts';
import { readWords, type Word } from './words.ts';

/** Frequent in English and hardly ever a word of another language in Latin script. */
const telling = new Set(
  (
    "the and this that with were have had has my you your they their them very it's i'm don't didn't wasn't can't won't " +
    "couldn't doesn't would could should which what when because there been from about after again always any before both " +
    'but could did does every how its just know more most much need never nothing only other our out really some ' +
    'than then these thing things think those through time too until up us use want well while who why will work works ' +
    'good great nice excellent amazing love loved easy bad worst service price money product delivery customer order ' +
    'quality store room location clean friendly helpful fast slow quick back get got day made'
  ).split(' '),
);

const shortTextWords = 3;
const clearlyOther = 0.25;
const unknown = 'und';

const isoCode = (declared: string): string => declared.trim().toLowerCase().split(/[-_]/)[0] ?? '';

const isLatin = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return 2 * (text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= letters;
};

const isTelling = (word: string): boolean => telling.has(word);

const vectors = wordVectors();
const isKnown = (word: string): boolean => isEnglishWord(vectors, word);

/** Handles and hashtags are words of no language; they count only where there is hardly anything else. */
const isName = (text: string, { start }: Word): boolean => text[start - 1] === '@' || text[start - 1] === '#';

/** Counted, not filtered: this runs for every answer. */
const countTelling = (words: readonly Word[]): number => {
  let count = 0;
  for (const { normal } of words) if (telling.has(normal)) count += 1;
  return count;
};

const isFullOf = (telling: number, words: number): boolean => telling >= 2 && telling >= words / 5;

/**
 * Two telling words that are one in five of all, words of English almost throughout, or enough of both leave no room for
 * another language. Words of one or two letters belong to many.
 */
const isPlainlyEnglish = (text: string, all: readonly Word[]): boolean => {
  if (isFullOf(countTelling(all), all.length)) return true;
  const spoken = all.filter((word) => !isName(text, word));
  const words = spoken.length > shortTextWords ? spoken : all;
  const tellingWords = countTelling(words);
  if (isFullOf(tellingWords, words.length)) return true;
  const long = words.filter(({ normal }) => normal.length > 2);
  const known = long.length === 0 ? 0 : long.filter(({ normal }) => isKnown(normal)).length / long.length;
  if (long.length <= shortTextWords) return known === 1;
  return known >= (tellingWords >= 3 ? 0.65 : 0.8);
};

const detect = (text: string, words: readonly string[]): string => {
  const detected = eld.detect(text);
  if (!isLatin(text)) return detected.language || unknown;
  const isShort = words.length <= shortTextWords;
  if (isShort && (words.some(isTelling) || !detected.isReliable())) return 'en';
  return detected.language || 'en';
};

const contradicts = (text: string, words: readonly string[], declared: string): boolean => {
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
  const normals = words.map(({ normal }) => normal);
  if (declared === '') return detect(text, normals);
  return contradicts(text, normals, declared) ? detect(text, normals) : declared;
};
