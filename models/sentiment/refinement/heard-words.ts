import { hashOf } from '../../../lib/analysis/words/word-hash.ts';
import { readableText } from '../dataset.ts';
import { readLearnableRows } from '../judged-sentences.ts';
import type { Valences } from '../lexicons.ts';
import type { Slots } from '../phrasebook.ts';

/*
 * Words for the slots of templates, from what customers write: a listed word of feeling (AFINN, VADER) is an adjective where it often
 * follows "was" or "very", a noun after "no" or "any", a verb after "not" or "to". A template that is filled from hundreds of words
 * teaches its pattern, not its words.
 */

const sets = ['yelp_reviews', 'blitzer_reviews', 'amazon_polarity', 'skytrax_reviews', 'zomato_reviews'];

type Place = 'adjective' | 'noun' | 'verb';

const cues: Readonly<Record<Place, RegExp>> = {
  adjective: /\b(?:was|is|were|are|very|so|too|really|pretty|quite|extremely) ([a-z]{3,14})\b/g,
  noun: /\b(?:no|any|without|zero) ([a-z]{3,14})\b/g,
  verb: /(?:\bnot|n't|\bwill|\bwould|\bcan|\bcould) ([a-z]{3,14})\b/g,
};

const minCounts: Readonly<Record<Place, number>> = { adjective: 4, noun: 2, verb: 2 };
const minValence = 0.2;
const rowsOfSet = 2500;

const countAfter = (texts: readonly string[], cue: RegExp): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [, word = ''] of text.matchAll(cue)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

const valenceOf = (lexicons: ReadonlyMap<number, Valences>, word: string): number => {
  const [afinn, vader] = lexicons.get(hashOf(word)) ?? [0, 0];
  return afinn !== 0 && vader !== 0 ? (afinn + vader) / 2 : afinn + vader;
};

/** Adverbs follow the same words as adjectives, and fit no template. */
const isAdverb = (word: string): boolean =>
  /ly$/.test(word) && !/^(?:friendly|unfriendly|lovely|lively|ugly|silly|smelly|lonely|costly)$/.test(word);

/** Words by slot: `badness`, `goodness`, `flaw` and `hurt`, in the order of the alphabet. */
export const heardWords = (lexicons: ReadonlyMap<number, Valences>): Slots => {
  const texts = sets.flatMap((set) =>
    readLearnableRows(set)
      .slice(0, rowsOfSet)
      .map((row) => readableText(row).toLowerCase()),
  );
  const wordsIn = (place: Place, sign: 1 | -1): string[] =>
    [...countAfter(texts, cues[place])]
      .filter(
        ([word, count]) =>
          count >= minCounts[place] && !isAdverb(word) && sign * valenceOf(lexicons, word) >= minValence,
      )
      .map(([word]) => word)
      .sort();
  const badness = wordsIn('adjective', -1);
  const flaws = wordsIn('noun', -1).filter((word) => !badness.includes(word));
  const known = new Set([...badness, ...flaws]);
  return {
    badness,
    goodness: wordsIn('adjective', 1),
    flaw: flaws,
    hurt: wordsIn('verb', -1).filter((word) => !known.has(word)),
  };
};
