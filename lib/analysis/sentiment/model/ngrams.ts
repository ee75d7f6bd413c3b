import { outOfRange } from '../../../out-of-range.ts';
import { hashOf, pairHash } from '../../words/word-hash.ts';
import type { Tokens } from '../tokens/token-columns.ts';
import { wordClass } from '../tokens/word-classes.ts';
import { wordState } from '../tokens/word-states.ts';

/** The n-grams of one text, column by column; only the first `count` entries are of this text. */
export interface Ngrams {
  count: number;
  key: Uint32Array;
  /** Index of the n-gram's last token. */
  last: Int32Array;
  /** 1 for an n-gram that begins in the scope of a negation: it says the opposite of what it says elsewhere. */
  turned: Uint8Array;
  /** By token: the index of the first n-gram that starts there; one more entry holds `count`. */
  from: Int32Array;
  /** By token: how it is read. */
  scopes: Uint8Array;
}

export const createNgrams = (capacity = 1024): Ngrams => ({
  count: 0,
  key: new Uint32Array(capacity),
  last: new Int32Array(capacity),
  turned: new Uint8Array(capacity),
  from: new Int32Array(capacity),
  scopes: new Uint8Array(capacity),
});

const inNegation = hashOf('<negated>');
const afterBut = hashOf('<after but>');
const skipped = hashOf('<any word>');

/** How many words a "not" reaches over, unless punctuation or a "but" ends it before. */
const negationReach = 5;
/** The first of them are turned: their n-grams count at this share of their weight, with sides exchanged. */
const turnedReach = 4;
export const turnedShare = 0.5;
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
  ngrams.turned[at] = 0;
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

const classesAt = ({ classes }: Tokens, index: number): number => classes[index] ?? outOfRange(index);

/** What was, or was wished, is not so now. */
const isUnfelt = (states: Uint8Array, index: number): boolean =>
  (states[index] ?? outOfRange(index)) > wordState.negated;

/** "not", but not "not only". */
const negates = (tokens: Tokens, index: number): boolean =>
  (classesAt(tokens, index) & wordClass.negator) > 0 &&
  (index + 1 >= tokens.count || (classesAt(tokens, index + 1) & wordClass.limiter) === 0);

/** How a token is read: negated, turned (its n-grams say the opposite), after a "but" of its sentence. */
const scopeBits = { negated: 1, turned: 2, afterBut: 4 } as const;

const scopeOf = (distance: number, unfelt: boolean): number =>
  (distance <= negationReach ? scopeBits.negated : 0) |
  (distance <= turnedReach || unfelt ? scopeBits.turned : 0);

const readScopes = (tokens: Tokens, states: Uint8Array, scopes: Uint8Array): void => {
  let negator = Number.NEGATIVE_INFINITY;
  let afterBut = false;
  for (let index = 0; index < tokens.count; index += 1) {
    const classes = classesAt(tokens, index);
    if (classes & wordClass.scopeEnd) negator = Number.NEGATIVE_INFINITY;
    const scope = scopeOf(index - negator, isUnfelt(states, index)) | (afterBut ? scopeBits.afterBut : 0);
    const isNegator = negates(tokens, index);
    scopes[index] = isNegator ? scope & ~scopeBits.turned : scope;
    if (isNegator) negator = index;
    afterBut = (classes & wordClass.but) > 0 || (afterBut && (classes & wordClass.sentenceEnd) === 0);
  }
};

/**
 * Words, pairs, triples and pairs around a gap, turned in the scope of a negation and in what was or was wished; and each word once
 * more for standing in the scope of a negation or after a "but" of its sentence. No tokens give no n-grams.
 *
 * @param states how each token is meant (see word-states.ts)
 */
export const readNgrams = (tokens: Tokens, ngrams: Ngrams, states: Uint8Array): Ngrams => {
  growNgrams(ngrams, tokens.count * maxPerToken + 1);
  ngrams.count = 0;
  readScopes(tokens, states, ngrams.scopes);
  for (let index = 0; index < tokens.count; index += 1) {
    const word = wordAt(tokens, index);
    const scope = ngrams.scopes[index] ?? outOfRange(index);
    const turned = scope & scopeBits.turned ? 1 : 0;
    ngrams.from[index] = ngrams.count;
    pushNgram(ngrams, word, index);
    pushSequences(ngrams, tokens, index);
    // A loop: `fill` is a call that takes longer than the few numbers it writes.
    for (let at = ngrams.from[index] ?? outOfRange(index); at < ngrams.count; at += 1)
      ngrams.turned[at] = turned;
    if (scope & scopeBits.negated) pushNgram(ngrams, pairHash(word, inNegation), index);
    if (scope & scopeBits.afterBut) pushNgram(ngrams, pairHash(word, afterBut), index);
  }
  ngrams.from[tokens.count] = ngrams.count;
  return ngrams;
};

/** Marks the position of the weights of an n-gram that is turned; −1 stays what it is: no weights. */
const turnedBit = 0x8000_0000;

/** The position of the weights of an n-gram as a number that also says whether it is turned. */
export const markedPosition = (position: number, turned: boolean): number =>
  turned && position >= 0 ? position | turnedBit : position;

/** The weight of an n-gram for one side (0 negative, 1 positive) from a marked position: that of the other side, and less, where it is turned. */
export const weightAt = (weights: Int8Array | Float32Array, marked: number, side: 0 | 1): number => {
  const at = 2 * (marked & ~turnedBit) + (marked < 0 ? 1 - side : side);
  const weight = weights[at] ?? outOfRange(at);
  return marked < 0 ? turnedShare * weight : weight;
};

/** Both weights of an n-gram, `[negative, positive]`. */
export const pairAt = (weights: Int8Array | Float32Array, marked: number): [number, number] => [
  weightAt(weights, marked, 0),
  weightAt(weights, marked, 1),
];

/** The weight of a sum over `count` n-grams: long texts have more words, not stronger feelings. */
export const ngramScale = (count: number): number => 1 / Math.sqrt(count + 3);
