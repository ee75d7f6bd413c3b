import { z } from 'zod';
import { lemmaOf } from '../../analysis/words/lemma.ts';
import { lexicon, wordSet } from '../../lexicon.ts';

/**
 * The role of a word in a phrase. A `topic` word names something; an `opinion` only judges, so that it needs a topic next to
 * it ("bad service"); a `negator` may begin a phrase ("can't log in"), a `particle` may end it ("sign up"); a `link` may
 * be inside ("lack of stock"); a `break` ends every phrase.
 */
export type WordRole = 'topic' | 'opinion' | 'negator' | 'particle' | 'link' | 'break';

const topicWords = lexicon(
  'topic-words',
  z.strictObject({ negator: wordSet, link: wordSet, particle: wordSet, break: wordSet, opinion: wordSet }),
);

const closedRoles = ['negator', 'link', 'particle', 'break', 'opinion'] as const;

const minTopicWordLength = 3;

/**
 * The role of a word, in lower case with straight apostrophes. Numbers break phrases.
 *
 * @example ['refund', 'terrible', 'the', 'is'].map(roleOf) // ['topic', 'opinion', 'link', 'break']
 */
export const roleOf = (word: string): WordRole => {
  const words = topicWords();
  const known = closedRoles.find((role) => words[role].has(word));
  if (known !== undefined) return known;
  if (/^\p{N}+$/u.test(word) || word.length < minTopicWordLength) return 'break';
  const lemma = lemmaOf(word);
  if (words.break.has(lemma)) return 'break';
  return words.opinion.has(lemma) ? 'opinion' : 'topic';
};
