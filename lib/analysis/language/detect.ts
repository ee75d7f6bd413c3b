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

const isName = (text: string, { start }: Word): boolean => text[start - 1] === '@' || text[start - 1] === '#';

/** What the words of a text say. */
interface WordEvidence {
  /** By language, and last for a language that is known by letters only, in nats. */
  readonly sums: Float64Array;
  /** The share of words that no language knows, 0..1. */
  readonly unknown: number;
}

/** What a part of a word says of each language, in nats, in the places of `WordEvidence`; undefined for one that no language knows. */
type PartEvidence = Float64Array | undefined;

const partEvidence = (known: LanguageWords, part: string): PartEvidence => {
  const { languages } = known;
  const shares = new Float64Array(languages.length);
  if (!readShares(known, part, shares)) return undefined;
  const inEnglish = shares[languages.indexOf('en')] ?? 0;
  const evidence = new Float64Array(languages.length + 1);
  languages.forEach((language, index) => {
    evidence[index] = Math.log(
      (shares[index] ?? outOfRange(index)) + englishIn(language) * inEnglish + unknownShare,
    );
  });
  // A language that is known by letters only: as if it had none of the words.
  evidence[languages.length] = Math.log(unknownShare + 0.01 * inEnglish);
  return evidence;
};

const rememberedWords = 2 ** 14;
const formOf = new Int32Array(rememberedWords);
const partsOf: (readonly PartEvidence[])[] = [];

/** The evidence of the parts of a word, found out once for each form: most words of a file come again and again. */
const partsEvidence = (known: LanguageWords, { normal, form }: Word): readonly PartEvidence[] => {
  const slot = form & (rememberedWords - 1);
  const remembered = formOf[slot] === form ? partsOf[slot] : undefined;
  if (remembered !== undefined) return remembered;
  const parts = normal.split("'").map((part) => partEvidence(known, part));
  formOf[slot] = form;
  partsOf[slot] = parts;
  return parts;
};

const add = (part: Float64Array, sums: Float64Array): void => {
  for (let index = 0; index < sums.length; index += 1)
    sums[index] = (sums[index] ?? outOfRange(index)) + (part[index] ?? outOfRange(index));
};

const wordEvidence = (known: LanguageWords, text: string, words: readonly Word[]): WordEvidence => {
  const sums = new Float64Array(known.languages.length + 1);
  let [counted, unknown] = [0, 0];
  for (const word of words) {
    if (isName(text, word)) continue;
    for (const part of partsEvidence(known, word)) {
      counted += 1;
      if (part === undefined) unknown += 1;
      else add(part, sums);
    }
  }
  return { sums, unknown: unknown / Math.max(1, counted) };
};

/** What the letters say: 1 for the likeliest language, less for others, by ISO 639-1. */
const letterEvidence = (text: string, isLatin: boolean): ReadonlyMap<string, number> => {
  const scores: Readonly<Record<string, number>> = eld.detect(text).getScores();
  const evidence = new Map<string, number>();
  let best = 1e-9;
  for (const language in scores) {
    const score = scores[language] ?? 0;
    const sum = (eldScale * score) / (1 - score);
    best = Math.max(best, sum);
    evidence.set(language, sum);
  }
  for (const [language, sum] of evidence) evidence.set(language, sum / best);
  const malay = evidence.get('ms');
  if (malay !== undefined) evidence.set('id', malay);
  if (isLatin) evidence.set('hi', lettersOfHindi);
  return evidence;
};

/** A text whose language is sought. */
interface SoughtText {
  readonly text: string;
  readonly words: readonly Word[];
  /** Whether most of its letters are Latin. */
  readonly isLatin: boolean;
}

const usualLanguages = Object.keys(usual);
/** Every language that a text can be found to be in, the usual ones first. */
const allLanguages = [...new Set([...usualLanguages, ...Object.values<string>(eld.info().Languages)])];
const placeOf = new Map(allLanguages.map((language, place) => [language, place]));

/** How likely each language is in advance, in nats. */
export type LanguagePriors = Float64Array;

/** Computes the priors once, for any number of texts. */
export const languagePriors = (prior: (language: string) => number): LanguagePriors =>
  Float64Array.from(allLanguages, prior);

/** What is known of a text before its letters are read. */
interface ReadWords {
  /** How likely each of all languages is by prior and words, in nats. */
  readonly scores: Float64Array;
  /** How much its letters count: between two languages they make at most this difference, in nats. */
  readonly runs: number;
}

/** Where the sums of words of each of all languages stand. */
const sumPlaces = (known: LanguageWords): Int32Array =>
  Int32Array.from(allLanguages, (language) => {
    const position = known.languages.indexOf(language);
    return position < 0 ? known.languages.length : position;
  });

let shippedPlaces: Int32Array | undefined;

const readWordsOf = ({ text, words }: SoughtText, priors: LanguagePriors): ReadWords => {
  const known = shippedLanguageWords();
  shippedPlaces ??= sumPlaces(known);
  const { sums, unknown } = wordEvidence(known, text, words);
  const scores = new Float64Array(priors.length);
  for (let place = 0; place < scores.length; place += 1)
    scores[place] =
      (priors[place] ?? outOfRange(place)) +
      (sums[shippedPlaces[place] ?? outOfRange(place)] ?? outOfRange(place));
  return {
    scores,
    runs: Math.min(maxRuns, Math.max(1, text.length / lettersPerRun)) * (1 + lettersOfUnknown * unknown),
  };
};

const roundingRoom = 1e-6;

/** The language that a Latin text is in whatever its letters say; undefined where they could decide. */
const languageByWords = ({ scores, runs }: ReadWords): string | undefined => {
  let [likeliest, best, second] = [-1, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] ?? outOfRange(place);
    if (score > best) [likeliest, best, second] = [place, score, best];
    else if (score > second) second = score;
  }
  return likeliest < usualLanguages.length && best - runs > second + roundingRoom
    ? allLanguages[likeliest]
    : undefined;
};

/** The likeliest language by words and letters; undefined where none scores. Of two that score alike, the one that comes first. */
const languageByLetters = (
  { text, isLatin }: SoughtText,
  { scores, runs }: ReadWords,
): string | undefined => {
  const letters = letterEvidence(text, isLatin);
  let likeliest: string | undefined;
  let most = Number.NEGATIVE_INFINITY;
  const consider = (language: string, share: number): void => {
    const place = placeOf.get(language) ?? outOfRange(placeOf.size);
    const score = (scores[place] ?? outOfRange(place)) + runs * (share - 1);
    if (score <= most) return;
    likeliest = language;
    most = score;
  };
  for (const [language, share] of letters) consider(language, share);
  if (isLatin) for (const language of usualLanguages) if (!letters.has(language)) consider(language, 0);
  return likeliest;
};

/** The likeliest language of a text; undefined where none scores. Its letters are read only where its words leave the language open. */
export const likeliestLanguage = (sought: SoughtText, priors: LanguagePriors): string | undefined => {
  const read = readWordsOf(sought, priors);
  return (sought.isLatin ? languageByWords(read) : undefined) ?? languageByLetters(sought, read);
};
