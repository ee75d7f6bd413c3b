import { outOfRange } from '../../../out-of-range.ts';
import { hashOf, pairHash } from '../../words/word-hash.ts';
import { growNgrams, type Ngrams, pushNgram } from '../model/ngrams.ts';
import { scan } from '../tokens/scan-text.ts';
import type { Tokens } from '../tokens/token-columns.ts';
import { wordClass } from '../tokens/word-classes.ts';

/** The words that govern others in a language, by hash. */
export interface Grammar {
  readonly negators: ReadonlySet<number>;
  readonly contrasts: ReadonlySet<number>;
  /** What takes a negation back when it comes next: "not only". */
  readonly limiters: ReadonlySet<number>;
}

const marks = /[\u0300-\u036f]/g;

const foldedCharacters = new Map<string, string>();

const foldCharacter = (character: string): string => {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const folded = character.toLowerCase().normalize('NFD').replace(marks, '');
  const kept = folded.length === character.length ? folded : character;
  foldedCharacters.set(character, kept);
  return kept;
};

/**
 * A text in lower case without accents, each character in its place: people leave accents out, and capitals.
 *
 * @example foldText('Très déçu') // 'tres decu'
 */
export const foldText = (text: string): string => text.replace(/[^a-z0-9\s]/g, foldCharacter);

const kinds = {
  negated: hashOf('<negated>'),
  beforeNegator: hashOf('<before a negator>'),
  afterContrast: hashOf('<after a contrast>'),
  gap: hashOf('<any word>'),
  letters: hashOf('<letters>'),
  beginning: hashOf('<beginning>'),
} as const;

/** How many words after and before a negator are negated, unless punctuation or a contrast ends its scope. */
const reachAfter = 5;
/** The first of the words after it are turned: they say the opposite of what they say elsewhere, at a share of their weight. */
const reachTurned = 4;
/** Marks the key of a feature that is turned: its slot is in the other bits. */
const turnedBit = 0x8000_0000;

/** The place of a feature in the table, and whether its two weights change sides there. */
export const slotOfKey = (key: number): number => key & ~turnedBit;
export const isTurned = (key: number): boolean => (key & turnedBit) !== 0;
const reachBefore = 3;
/** Lengths of the runs of letters and of the beginnings of words that are features of their own. */
const letterRuns = [3, 4, 5] as const;
const beginnings = [4, 5, 6, 7] as const;
const maxWordLength = 24;
const maxFeaturesPerToken = 3 * (maxWordLength + 2) + 3 * beginnings.length + 8;

/** What stands around each token: bit 1 negated by a word before, bit 2 by one after, bit 4 after a contrast, bit 8 turned by a near negation. */
const scopeBits = { negated: 1, beforeNegator: 2, afterContrast: 4, turned: 8 } as const;

const classAt = (tokens: Tokens, index: number): number => tokens.classes[index] ?? outOfRange(index);
const hashAt = (tokens: Tokens, index: number): number => tokens.hash[index] ?? outOfRange(index);
const isMark = (tokens: Tokens, index: number): boolean => (classAt(tokens, index) & wordClass.mark) > 0;

const isLimited = (tokens: Tokens, index: number, limiters: ReadonlySet<number>): boolean =>
  index + 1 < tokens.count && limiters.has(hashAt(tokens, index + 1));

/** Marks keep their classes; words get those of the language instead of those of English. */
const classify = (tokens: Tokens, { negators, contrasts, limiters }: Grammar): void => {
  for (let index = 0; index < tokens.count; index += 1) {
    if (isMark(tokens, index)) continue;
    const hash = hashAt(tokens, index);
    tokens.classes[index] =
      (negators.has(hash) && !isLimited(tokens, index, limiters) ? wordClass.negator : 0) |
      (contrasts.has(hash) ? wordClass.contrast | wordClass.but | wordClass.scopeEnd : 0);
  }
};

/** Reads the tokens of a folded text with the word classes of its language. */
export const scanLanguage = (folded: string, tokens: Tokens, grammar: Grammar): void => {
  scan(folded, tokens);
  classify(tokens, grammar);
};

const markBefore = (tokens: Tokens, scopes: Uint8Array, negator: number): void => {
  for (let index = negator - 1; index >= Math.max(0, negator - reachBefore); index -= 1) {
    if (classAt(tokens, index) & wordClass.scopeEnd) return;
    scopes[index] = (scopes[index] ?? outOfRange(index)) | scopeBits.beforeNegator;
  }
};

/** What a negator does to the token so many words after it. */
const negatedAt = (distance: number): number =>
  (distance <= reachAfter ? scopeBits.negated : 0) | (distance <= reachTurned ? scopeBits.turned : 0);

const scopesOf = (tokens: Tokens): Uint8Array => {
  const scopes = new Uint8Array(tokens.count);
  let [negator, afterContrast] = [Number.NEGATIVE_INFINITY, false];
  for (let index = 0; index < tokens.count; index += 1) {
    const classes = classAt(tokens, index);
    if (classes & wordClass.scopeEnd) negator = Number.NEGATIVE_INFINITY;
    scopes[index] =
      (scopes[index] ?? outOfRange(index)) |
      negatedAt(index - negator) |
      (afterContrast ? scopeBits.afterContrast : 0);
    if (classes & wordClass.negator) {
      negator = index;
      markBefore(tokens, scopes, index);
    }
    afterContrast =
      (classes & wordClass.but) > 0 || (afterContrast && (classes & wordClass.sentenceEnd) === 0);
  }
  return scopes;
};

/** Pushes features of one text, of which it knows the tokens and their scopes. */
const createPush = (features: Ngrams, tokens: Tokens, mask: number) => {
  const scopes = scopesOf(tokens);
  const scopeAt = (token: number): number => scopes[token] ?? outOfRange(token);
  const slotOf = (key: number): number => (Math.imul(key, 0x9e3779b1) >>> 8) & mask;
  const push = (key: number, last: number): void => pushNgram(features, slotOf(key), last);
  /** A negator says what it says; the words after it say the opposite. */
  const turnsAt = (token: number): boolean =>
    (scopeAt(token) & scopeBits.turned) > 0 && (classAt(tokens, token) & wordClass.negator) === 0;
  /** A feature that begins at a token. */
  const pushAt = (key: number, token: number, last: number): void =>
    pushNgram(features, turnsAt(token) ? (slotOf(key) | turnedBit) >>> 0 : slotOf(key), last);
  const pushScoped = (key: number, token: number, bits: number): void => {
    const scope = scopeAt(token) & bits;
    pushAt(key, token, token);
    if (scope & scopeBits.negated) push(pairHash(key, kinds.negated), token);
    if (scope & scopeBits.beforeNegator) push(pairHash(key, kinds.beforeNegator), token);
    if (scope & scopeBits.afterContrast) push(pairHash(key, kinds.afterContrast), token);
  };
  return { pushAt, pushScoped };
};

/** Writes the features of one text, token by token. */
const createWriter = (features: Ngrams, tokens: Tokens, mask: number) => {
  const { pushAt, pushScoped } = createPush(features, tokens, mask);
  const letters = (token: number): void => {
    const start = tokens.start[token] ?? outOfRange(token);
    const end = Math.min(tokens.end[token] ?? outOfRange(token), start + maxWordLength);
    const word = tokens.text.slice(start, end);
    const bounded = `^${word}$`;
    for (const length of letterRuns)
      for (let at = 0; at + length <= bounded.length; at += 1)
        pushAt(pairHash(hashOf(bounded, at, at + length), kinds.letters), token, token);
    for (const length of beginnings)
      if (word.length > length)
        pushScoped(
          pairHash(hashOf(word, 0, length), kinds.beginning + length),
          token,
          scopeBits.negated | scopeBits.beforeNegator,
        );
  };
  const sequences = (token: number): void => {
    const word = hashAt(tokens, token);
    if (token + 1 >= tokens.count) return;
    const pair = pairHash(word, hashAt(tokens, token + 1));
    pushAt(pair, token, token + 1);
    if (token + 2 >= tokens.count) return;
    const third = hashAt(tokens, token + 2);
    pushAt(pairHash(pair, third), token, token + 2);
    pushAt(pairHash(pairHash(word, kinds.gap), third), token, token + 2);
  };
  return (token: number): void => {
    features.from[token] = features.count;
    pushScoped(hashAt(tokens, token), token, 7);
    if (!isMark(tokens, token)) letters(token);
    sequences(token);
  };
};

/**
 * Words, pairs, triples and pairs around a gap, runs of three to five letters, and beginnings of words, each with its place; words and
 * beginnings once more in the scope of a negation and after a contrast. Compounds and inflections of words that
 * training never saw share their letters with those that it saw.
 *
 * @param slots Slots of the table of weights, a power of two: the key of a feature is its slot, marked where it is turned.
 * @example readFeatures(tokens, createNgrams(), 2 ** 20).count
 */
export const readFeatures = (tokens: Tokens, features: Ngrams, slots: number): Ngrams => {
  growNgrams(features, tokens.count * maxFeaturesPerToken + 1);
  features.count = 0;
  const write = createWriter(features, tokens, slots - 1);
  for (let token = 0; token < tokens.count; token += 1) write(token);
  features.from[tokens.count] = features.count;
  return features;
};

/** The weight of a sum over `count` features: long texts have more of them, not stronger sentiment. */
export const featureScale = (count: number): number => 1 / Math.sqrt(count + 8);
