import type { Tokens } from './scan.ts';
import { hashOf } from './word-hash.ts';

const hashes = (words: string): Set<number> => new Set(words.split(' ').map((word) => hashOf(word)));

const sentenceEnds = hashes('. ! ? !! ?? ?! ...');
const parts = hashes('; --');
const contrasts = hashes('but however although though whereas unfortunately except');
const marks = hashes('. , ! ? !! ?? ?! ... ; : - -- / & % + $ *');

const isIn = (set: ReadonlySet<number>, tokens: Tokens, index: number): boolean =>
  set.has(tokens.hash[index] as number);

const lineBreakBefore = (text: string, tokens: Tokens, index: number): boolean => {
  for (let at = tokens.end[index - 1] as number; at < (tokens.start[index] as number); at += 1)
    if (text.charCodeAt(at) === 10) return true;
  return false;
};

const startsClause = (text: string, tokens: Tokens, index: number): boolean =>
  isIn(sentenceEnds, tokens, index - 1) ||
  isIn(parts, tokens, index - 1) ||
  isIn(contrasts, tokens, index) ||
  lineBreakBefore(text, tokens, index);

/**
 * Cuts a text's tokens at sentence ends, line breaks, semicolons, dashes and contrasts ("but"): the index of the first
 * token of every clause, and the number of tokens at the end. Every clause holds a word, a number, a face or a picture;
 * marks alone belong to the clause before. Nothing but marks gives `[0]`.
 */
export const clauseBounds = (text: string, tokens: Tokens): number[] => {
  const bounds = [0];
  let hasWord = false;
  for (let index = 0; index < tokens.count; index += 1) {
    const isWord = !isIn(marks, tokens, index);
    if (hasWord && isWord && startsAfter(text, tokens, bounds.at(-1) as number, index)) {
      bounds.push(index);
      hasWord = false;
    }
    hasWord ||= isWord;
  }
  if (hasWord) bounds.push(tokens.count);
  return bounds;
};

/** True when a new clause starts between the last word before `index` and the token at `index`. */
const startsAfter = (text: string, tokens: Tokens, first: number, index: number): boolean => {
  for (let at = index; at > first; at -= 1) {
    if (startsClause(text, tokens, at)) return true;
    if (!isIn(marks, tokens, at - 1)) return false;
  }
  return false;
};
