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
const reachBefore = 3;
/** Lengths of the runs of letters and of the beginnings of words that are features of their own. */
const letterRuns = [3, 4, 5] as const;
const beginnings = [4, 5, 6, 7] as const;
const maxWordLength = 24;
const maxFeaturesPerToken = 3 * (maxWordLength + 2) + 3 * beginnings.length + 8;

/** What stands around each token: bit 1 negated by a word before, bit 2 by one after, bit 4 after a contrast. */
const scopeBits = { negated: 1, beforeNegator: 2, afterContrast: 4 } as const;

const classAt = (tokens: Tokens, index: number): number => tokens.classes[index] ?? outOfRange(index);
const hashAt = (tokens: Tokens, index: number): number => tokens.hash[index] ?? outOfRange(index);
const isMark = (tokens: Tokens, index: number): boolean => (classAt(tokens, index) & wordClass.mark) > 0;

/** Marks keep their classes; words get those of the language instead of those of English. */
const classify = (tokens: Tokens, { negators, contrasts }: Grammar): void => {
  for (let index = 0; index < tokens.count; index += 1) {
    if (isMark(tokens, index)) continue;
    const hash = hashAt(tokens, index);
    tokens.classes[index] =
      (negators.has(hash) ? wordClass.negator : 0) |
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

const scopesOf = (tokens: Tokens): Uint8Array => {
  const scopes = new Uint8Array(tokens.count);
  let [negatedUntil, turned] = [0, false];
  for (let index = 0; index < tokens.count; index += 1) {
    const classes = classAt(tokens, index);
    if (classes & wordClass.scopeEnd) negatedUntil = 0;
    const negated = index < negatedUntil ? scopeBits.negated : 0;
    scopes[index] = (scopes[index] ?? outOfRange(index)) | negated | (turned ? scopeBits.afterContrast : 0);
    if (classes & wordClass.negator) {
      negatedUntil = index + 1 + reachAfter;
      markBefore(tokens, scopes, index);
    }
    turned = (classes & wordClass.but) > 0 || (turned && (classes & wordClass.sentenceEnd) === 0);
  }
  return scopes;
};

/** Writes the features of one text, of which it knows the tokens and their scopes. */
const createWriter = (features: Ngrams, tokens: Tokens, mask: number) => {
  const scopes = scopesOf(tokens);
  const push = (key: number, last: number): void =>
    pushNgram(features, (Math.imul(key, 0x9e3779b1) >>> 8) & mask, last);
  const pushScoped = (key: number, token: number, bits: number): void => {
    const scope = (scopes[token] ?? outOfRange(token)) & bits;
    push(key, token);
    if (scope & scopeBits.negated) push(pairHash(key, kinds.negated), token);
    if (scope & scopeBits.beforeNegator) push(pairHash(key, kinds.beforeNegator), token);
    if (scope & scopeBits.afterContrast) push(pairHash(key, kinds.afterContrast), token);
  };
  const letters = (token: number): void => {
    const start = tokens.start[token] ?? outOfRange(token);
    const end = Math.min(tokens.end[token] ?? outOfRange(token), start + maxWordLength);
    const word = tokens.text.slice(start, end);
    const bounded = `^${word}$`;
    for (const length of letterRuns)
      for (let at = 0; at + length <= bounded.length; at += 1)
        push(pairHash(hashOf(bounded, at, at + length), kinds.letters), token);
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
    push(pair, token + 1);
    if (token + 2 >= tokens.count) return;
    const third = hashAt(tokens, token + 2);
    push(pairHash(pair, third), token + 2);
    push(pairHash(pairHash(word, kinds.gap), third), token + 2);
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
 * @param slots Slots of the table of weights, a power of two: the key of a feature is its slot.
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
