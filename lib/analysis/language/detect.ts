import { eld } from 'eld/small';
import { outOfRange } from '../../out-of-range.ts';
import type { Word } from '../words/words.ts';
import { type LanguageWords, readShares, shippedLanguageWords } from './language-words.ts';

/*
 * The likeliest language of a text: naive Bayes over its words, with the letters as eld reads them and what is known in advance.
 * The numbers below were chosen on training sets and sentences of the project's own (models/README.md).
 */

/** How much likelier than others a language is before anything is read, in nats. */
const usual: Readonly<Record<string, number>> = {
  en: 2.5,
  de: 1,
  fr: 1,
  es: 1,
  it: 1,
  pt: 1,
  nl: 1,
  id: 0.5,
  ar: 0.5,
  hi: 0,
  ms: 0,
};
const otherwise = -1;
/** Languages that `otherwise` is of, about. */
const otherLanguages = 50;

const usualTotal =
  Object.values(usual).reduce((sum, value) => sum + Math.exp(value), 0) +
  otherLanguages * Math.exp(otherwise);

/** The share of texts that a language has before anything is known of a file, 0..1. */
export const usualShare = (language: string): number => Math.exp(usual[language] ?? otherwise) / usualTotal;

/** The share of a word that a language has not among its known ones. */
const unknownShare = 5e-7;
/** Words of English in texts of other languages: hardly any, but in Hindi as it is written in Latin letters. */
const englishIn = (language: string): number => {
  if (language === 'en') return 0;
  return language === 'hi' ? 0.3 : 0.01;
};
/** How much more the letters count in a text of unknown words. */
const lettersOfUnknown = 1;
/** Letters in an n-gram of eld's that counts, and the most that count. */
const lettersPerRun = 4;
const maxRuns = 30;
/** eld reads no Hindi in Latin letters: it gets this share of the best language's evidence. */
const lettersOfHindi = 0.3;
/** What eld divides its sums by: undone to compare languages by their sums. */
const eldScale = 25;

/** How likely a language is for a text, in nats against the best of 0. */
export type LanguageScores = ReadonlyMap<string, number>;

const isName = (text: string, { start }: Word): boolean => text[start - 1] === '@' || text[start - 1] === '#';

/** What the words of a text say. */
interface WordEvidence {
  /** By language, and last for a language that is known by letters only, in nats. */
  readonly sums: Float64Array;
  /** The share of words that no language knows, 0..1. */
  readonly unknown: number;
}

const wordEvidence = (known: LanguageWords, text: string, words: readonly Word[]): WordEvidence => {
  const { languages } = known;
  const english = languages.indexOf('en');
  const sums = new Float64Array(languages.length + 1);
  const shares = new Float64Array(languages.length);
  const mixes = languages.map(englishIn);
  let [counted, unknown] = [0, 0];
  const add = (word: string): void => {
    counted += 1;
    if (!readShares(known, word, shares)) {
      unknown += 1;
      return;
    }
    const inEnglish = shares[english] ?? 0;
    for (let index = 0; index < languages.length; index += 1) {
      const share = (shares[index] ?? outOfRange(index)) + (mixes[index] ?? outOfRange(index)) * inEnglish;
      sums[index] = (sums[index] ?? outOfRange(index)) + Math.log(share + unknownShare);
    }
    // A language that is known by letters only: as if it had none of the words.
    sums[languages.length] = (sums[languages.length] ?? 0) + Math.log(unknownShare + 0.01 * inEnglish);
  };
  for (const word of words) if (!isName(text, word)) for (const part of word.normal.split("'")) add(part);
  return { sums, unknown: unknown / Math.max(1, counted) };
};

/** What the letters say: 1 for the likeliest language, less for others, by ISO 639-1. */
const letterEvidence = (text: string, isLatin: boolean): ReadonlyMap<string, number> => {
  const scores = Object.entries(eld.detect(text).getScores()).map(([language, score]): [string, number] => [
    language,
    (eldScale * score) / (1 - score),
  ]);
  const best = Math.max(1e-9, ...scores.map(([, sum]) => sum));
  const evidence = new Map(scores.map(([language, sum]) => [language, sum / best]));
  const malay = evidence.get('ms');
  if (malay !== undefined) evidence.set('id', malay);
  if (isLatin) evidence.set('hi', lettersOfHindi);
  return evidence;
};

/**
 * Scores every language that a text may be in.
 *
 * @param prior how likely a language is in advance, in nats
 */
export const scoreLanguages = (
  {
    text,
    words,
    isLatin,
  }: { readonly text: string; readonly words: readonly Word[]; readonly isLatin: boolean },
  prior: (language: string) => number,
): LanguageScores => {
  const letters = letterEvidence(text, isLatin);
  const known = shippedLanguageWords();
  const { sums, unknown } = wordEvidence(known, text, words);
  const runs = Math.min(maxRuns, Math.max(1, text.length / lettersPerRun)) * (1 + lettersOfUnknown * unknown);
  const languages = new Set([...letters.keys(), ...(isLatin ? Object.keys(usual) : [])]);
  const scores = new Map<string, number>();
  for (const language of languages) {
    const position = known.languages.indexOf(language);
    const byWords = sums[position < 0 ? known.languages.length : position] ?? outOfRange(position);
    scores.set(language, prior(language) + byWords + runs * ((letters.get(language) ?? 0) - 1));
  }
  return scores;
};

/** The likeliest language; undefined where none scores. Of two that score alike, the one that comes first. */
export const likeliestLanguage = (scores: LanguageScores): string | undefined => {
  let best: string | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [language, score] of scores) if (score > most) [best, most] = [language, score];
  return best;
};
