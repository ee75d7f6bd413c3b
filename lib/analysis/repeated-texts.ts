import { z } from 'zod';
import { lexicon, wordSet } from '../lexicon.ts';
import { hashOf } from './words/word-hash.ts';
import { readWords, type Word } from './words/words.ts';

/** What an export's own texts are about, and who never writes them. */
const formWords = lexicon('export-texts', z.strictObject({ about: wordSet, persons: wordSet }));

/** A text that is in fewer comments, or in a smaller share of them, may be what customers like to write. */
const fewestComments = 20;
const smallestShare = 0.05;
const fewestWords = 5;

const wordingOf = (words: readonly Word[]): string => words.map(({ normal }) => normal).join(' ');

/** A text as it is compared: its words, whatever its marks and capitals. */
export const textHash = (words: readonly Word[]): number => hashOf(wordingOf(words));

/** A text of an export is about the review or the answer, and speaks for nobody: "There are no comments available for this review". */
const isOfExport = (words: readonly Word[]): boolean => {
  const { about, persons } = formWords();
  return (
    words.length >= fewestWords &&
    words.some(({ normal }) => about.has(normal)) &&
    !words.some(({ normal }) => persons.has(normal))
  );
};

/** A text that an export puts into many rows, with its hash. */
export interface RepeatedText {
  readonly text: string;
  readonly hash: number;
  readonly comments: number;
}

/**
 * The texts that an export puts where nothing was written: about the review itself, in at least 20 comments and a twentieth of all.
 *
 * @param counts how many comments of a column have each text
 * @param comments how many comments it has
 * @example repeatedTexts(new Map([['No text was left in this review', 90]]), 400).length // 1
 */
export const repeatedTexts = (counts: ReadonlyMap<string, number>, comments: number): RepeatedText[] => {
  const least = Math.max(fewestComments, smallestShare * comments);
  return [...counts]
    .filter(([, count]) => count >= least)
    .flatMap(([text, count]): RepeatedText[] => {
      const words = readWords(text);
      return isOfExport(words) ? [{ text, hash: textHash(words), comments: count }] : [];
    });
};
