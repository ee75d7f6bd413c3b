import { outOfRange } from '../../../out-of-range.ts';
import { hashOf, pairHash } from '../../words/word-hash.ts';
import type { Tokens } from '../tokens/token-columns.ts';
import { wordClass } from '../tokens/word-classes.ts';

/** The n-grams of one text, column by column; only the first `count` entries are of this text. */
export interface Ngrams {
  count: number;
  key: Uint32Array;
  /** Index of the n-gram's last token. */
  last: Int32Array;
  /** By token: the index of the first n-gram that starts there; one more entry holds `count`. */
  from: Int32Array;
}

export const createNgrams = (capacity = 1024): Ngrams => ({
  count: 0,
  key: new Uint32Array(capacity),
  last: new Int32Array(capacity),
  from: new Int32Array(capacity),
});

const inNegation = hashOf('<negated>');
const afterBut = hashOf('<after but>');
const skipped = hashOf('<any word>');

/** How many words a "not" reaches over, unless punctuation or a "but" ends it before. */
const negationReach = 5;
const maxPerToken = 6;

/** Makes room for so many n-grams; what was written is lost. */
export const growNgrams = (ngrams: Ngrams, capacity: number): void => {
  if (ngrams.key.length < capacity) Object.assign(ngrams, createNgrams(capacity * 2));
};

/** Appends an n-gram that ends at the token `last`. */
export const pushNgram = (ngrams: Ngrams, key: number, last: number): void => {
  const at = ngrams.count;
  ngrams.key[at] = key;
  ngrams.last[at] = last;
  ngrams.count = at + 1;
};

const wordAt = (tokens: Tokens, index: number): number => tokens.hash[index] ?? outOfRange(index);

const pushSequences = (ngrams: Ngrams, tokens: Tokens, index: number): void => {
  const word = wordAt(tokens, index);
  if (index + 1 >= tokens.count) return;
  const pair = pairHash(word, wordAt(tokens, index + 1));
  pushNgram(ngrams, pair, index + 1);
  if (index + 2 >= tokens.count) return;
  const third = wordAt(tokens, index + 2);
  pushNgram(ngrams, pairHash(pair, third), index + 2);
  pushNgram(ngrams, pairHash(pairHash(word, skipped), third), index + 2);
};

/**
 * Words, pairs, triples and pairs around a gap; and each word once more for standing in the scope of a negation or after
 * a "but" of its sentence. No tokens give no n-grams.
 *
 * @example readNgrams(scan('Not good', createTokens()), createNgrams()).count // 4: not, good, good negated, not good
 */
export const readNgrams = (tokens: Tokens, ngrams: Ngrams): Ngrams => {
  growNgrams(ngrams, tokens.count * maxPerToken + 1);
  ngrams.count = 0;
  let negatedUntil = 0;
  let turned = false;
  for (let index = 0; index < tokens.count; index += 1) {
    const word = wordAt(tokens, index);
    const classes = tokens.classes[index] ?? outOfRange(index);
    ngrams.from[index] = ngrams.count;
    if (classes & wordClass.scopeEnd) negatedUntil = index;
    pushNgram(ngrams, word, index);
    if (index < negatedUntil) pushNgram(ngrams, pairHash(word, inNegation), index);
    if (classes & wordClass.negator) negatedUntil = index + 1 + negationReach;
    if (turned) pushNgram(ngrams, pairHash(word, afterBut), index);
    turned = (classes & wordClass.but) > 0 || (turned && (classes & wordClass.sentenceEnd) === 0);
    pushSequences(ngrams, tokens, index);
  }
  ngrams.from[tokens.count] = ngrams.count;
  return ngrams;
};

/** The weight of a sum over `count` n-grams: long texts have more words, not stronger feelings. */
export const ngramScale = (count: number): number => 1 / Math.sqrt(count + 3);
