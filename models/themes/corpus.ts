import { resolve } from 'node:path';
import { z } from 'zod';
import { readWords } from '../../lib/analysis/words/words.ts';
import { readJsonLines } from '../json-lines.ts';

/** The sets that word vectors are learned from, all marked `train`, with the most texts taken of each. */
export const corpusSets: Readonly<Record<string, number>> = {
  blitzer_reviews: 8000,
  skytrax_reviews: 2000,
  amazon_polarity: 5000,
  womens_clothing: 1499,
  amazon_alexa: 3031,
  booking_boston: 3990,
  bank_app_moniepoint: 4926,
  opener_hotels_en: 1736,
  mams_acsa: 3938,
  appreview_features: 2047,
  appreview_types: 4000,
  banking77_train: 9978,
  cfpb_5class: 1000,
  acos_laptop: 4061,
  yelp_reviews: 10_000,
  zomato_reviews: 9951,
  uber_reviews: 11_795,
  flipkart_reviews: 9890,
  netflix_reviews: 5960,
  imdb_train: 3000,
};

const heldOut = new Set(['val', 'test']);
const wordOnly = /^[a-z][a-z']*$/;

const corpusRow = z.object({ text: z.string(), split: z.string().exactOptional() });

/** Each text as its words, lower case; words with digits or other letters are left out. Rows of a test split are skipped. */
export const readCorpus = (dataDirectory: string): string[][] =>
  Object.entries(corpusSets).flatMap(([set, limit]) =>
    readJsonLines(resolve(dataDirectory, `${set}.jsonl.gz`), corpusRow)
      .slice(0, limit)
      .filter(({ split }) => !heldOut.has(split ?? ''))
      .map(({ text }) =>
        readWords(text)
          .map(({ normal }) => normal)
          .filter((word) => wordOnly.test(word)),
      ),
  );

/** Words with how often they occur, from frequent to rare, equal counts by the alphabet. */
export const countWords = (texts: readonly (readonly string[])[]): [word: string, count: number][] => {
  const counts = new Map<string, number>();
  for (const word of texts.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};
