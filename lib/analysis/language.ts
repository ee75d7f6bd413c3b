import { eld } from 'eld/small';
import { readWords } from './words.ts';

/** Frequent in English and hardly ever a word of another language in Latin script. */
const english = new Set(
  (
    "the and this that with were have had has my you your they their them very it's i'm don't didn't wasn't can't won't " +
    "couldn't doesn't would could should which what when because there been from about after again always any before both " +
    'but could did does every how its just know more most much need never nothing only other our out really some staff ' +
    'than then these thing things think those through time too until up us use want well while who why will work works ' +
    'good great nice excellent awesome amazing love loved easy bad worst app service food price money product delivery ' +
    'customer order experience quality store room location clean friendly helpful fast slow quick back get got day made'
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

const englishWords = (words: readonly string[]): number => words.filter((word) => english.has(word)).length;

/** Two telling words, and one in five of all, leave no room for another language: most answers need no detector. */
const isPlainlyEnglish = (words: readonly string[]): boolean => {
  const count = englishWords(words);
  return count >= 2 && count * 5 >= words.length;
};

const detect = (text: string, words: readonly string[]): string => {
  const detected = eld.detect(text);
  if (!isLatin(text)) return detected.language || unknown;
  const isShort = words.length <= shortTextWords;
  if (isShort && (englishWords(words) > 0 || !detected.isReliable())) return 'en';
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
 * @example languageOf('La comida estuvo muy sabrosa') // 'es'
 */
export const languageOf = (text: string, declaredLanguage?: string): string => {
  const words = readWords(text).map(({ normal }) => normal);
  const declared = declaredLanguage === undefined ? '' : isoCode(declaredLanguage);
  if ((declared === '' || declared === 'en') && isPlainlyEnglish(words)) return 'en';
  if (declared === '') return detect(text, words);
  return contradicts(text, words, declared) ? detect(text, words) : declared;
};
