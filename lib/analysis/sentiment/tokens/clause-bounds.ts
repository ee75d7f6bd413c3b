import { outOfRange } from '../../../out-of-range.ts';
import type { Tokens } from './token-columns.ts';
import { wordClass } from './word-classes.ts';

const endsClause = wordClass.sentenceEnd | wordClass.clauseMark;

const isIn = (classes: number, tokens: Tokens, index: number): boolean =>
  ((tokens.classes[index] ?? outOfRange(index)) & classes) > 0;

const lineBreakBefore = (tokens: Tokens, index: number): boolean => {
  for (
    let at = tokens.end[index - 1] ?? outOfRange(index - 1);
    at < (tokens.start[index] ?? outOfRange(index));
    at += 1
  )
    if (tokens.text.charCodeAt(at) === 10) return true;
  return false;
};

/** "…, the app is good": a comma before a new subject. "Fast, friendly staff" and "a pizza, the soup" are lists. */
const wordsBeforeComma = 3;

const startsAspect = (tokens: Tokens, first: number, index: number): boolean => {
  const isComma = isIn(wordClass.scopeEnd, tokens, index - 1) && isIn(wordClass.mark, tokens, index - 1);
  return isComma && isIn(wordClass.determiner, tokens, index) && index - 1 - first >= wordsBeforeComma;
};

const startsClause = (tokens: Tokens, index: number): boolean =>
  isIn(endsClause, tokens, index - 1) ||
  isIn(wordClass.contrast, tokens, index) ||
  lineBreakBefore(tokens, index);

/**
 * Cuts a text's tokens at sentence ends, line breaks, semicolons, dashes, contrasts ("but") and commas before a new
 * subject (", the app"): the index of the first token of every clause, and the number of tokens at the end. Every clause
 * holds a word, a number, a face or a picture; marks alone belong to the clause before. Nothing but marks gives `[0]`.
 */
export const clauseBounds = (tokens: Tokens): number[] => {
  const bounds = [0];
  let first = 0;
  let hasWord = false;
  for (let index = 0; index < tokens.count; index += 1) {
    const isWord = !isIn(wordClass.mark, tokens, index);
    if (hasWord && isWord && (startsAspect(tokens, first, index) || startsBetween(tokens, first, index))) {
      bounds.push(index);
      first = index;
      hasWord = false;
    }
    hasWord ||= isWord;
  }
  if (hasWord) bounds.push(tokens.count);
  return bounds;
};

/** True when a new clause starts between the last word before the token at `last` and that token. */
const startsBetween = (tokens: Tokens, first: number, last: number): boolean => {
  for (let at = last; at > first; at -= 1) {
    if (startsClause(tokens, at)) return true;
    if (!isIn(wordClass.mark, tokens, at - 1)) return false;
  }
  return false;
};
