import { outOfRange } from '../../../out-of-range.ts';
import { extendHash, hashOf, lowerCode, squeezedHash } from '../../words/word-hash.ts';
import { createHashTable, findKey, type HashTable } from './hash-table.ts';
import type { Tokens } from './token-columns.ts';
import { classesOf } from './word-classes.ts';

/** Known words by hash. Position in `table.keys` is the word's id; the most frequent words come first. */
export interface Vocabulary {
  readonly table: HashTable;
  /** Ids below this are frequent enough to be what a misspelt word was meant to be. */
  readonly spellingTargets: number;
  /** Only those words: most slips are found in no table, and that shows sooner in a small one. */
  readonly targets: HashTable;
  /** What unknown words were read as, by hash: the search is worth keeping. −1 for a word that stays unknown. */
  readonly meant: Map<number, number>;
}

export const createVocabulary = (hashes: Uint32Array, spellingTargets: number): Vocabulary => ({
  table: createHashTable(hashes),
  spellingTargets,
  targets: createHashTable(hashes.subarray(0, spellingTargets)),
  meant: new Map(),
});

const minSpellingLength = 5;
const maxSpellingLength = 20;
const rememberedWords = 50_000;
const firstLetter = 97;
const letterCount = 26;

const codes = new Uint8Array(maxSpellingLength);

/** Writes the lower-case letters of a word into `codes`; their number, or 0 for a word that is too short or long or no word. */
const readLetters = (text: string, start: number, end: number): number => {
  const length = end - start;
  if (length < minSpellingLength || length > maxSpellingLength) return 0;
  for (let index = 0; index < length; index += 1) {
    const code = lowerCode(text.charCodeAt(start + index));
    if (code < firstLetter || code >= firstLetter + letterCount) return 0;
    codes[index] = code;
  }
  return length;
};

const hashOfLetters = (hash: number, from: number, length: number): number => {
  let extended = hash;
  for (let index = from; index < length; index += 1)
    extended = extendHash(extended, codes[index] ?? outOfRange(index));
  return extended >>> 0;
};

/** The more frequent of two words that may have been meant; −1 is none. */
const likelier = (best: number, targets: HashTable, hash: number): number => {
  const id = findKey(targets, hash);
  return id >= 0 && (best < 0 || id < best) ? id : best;
};

/** A word's letters before the place of a slip: how many, and their hash. */
interface Prefix {
  readonly index: number;
  readonly hash: number;
}

/** The most frequent word that one slip just after a prefix makes of a word of `length` letters. */
const likeliestSlip = (targets: HashTable, { index, hash: prefix }: Prefix, length: number): number => {
  let best = -1;
  if (index < length) best = likelier(best, targets, hashOfLetters(prefix, index + 1, length));
  if (index + 1 < length) {
    const [code, next] = [codes[index] ?? outOfRange(index), codes[index + 1] ?? outOfRange(index + 1)];
    const swapped = extendHash(extendHash(prefix, next), code);
    best = likelier(best, targets, hashOfLetters(swapped, index + 2, length));
  }
  for (let letter = firstLetter; letter < firstLetter + letterCount; letter += 1) {
    const inserted = extendHash(prefix, letter);
    best = likelier(best, targets, hashOfLetters(inserted, index, length));
    if (index < length) best = likelier(best, targets, hashOfLetters(inserted, index + 1, length));
  }
  return best;
};

/** The most frequent word one slip away (Norvig 2007: a letter lost, added, changed or swapped with the next), first letter kept. */
const spelledId = ({ targets }: Vocabulary, length: number): number => {
  let best = -1;
  let prefix = extendHash(hashOf(''), codes[0] ?? outOfRange(0));
  for (let index = 1; index <= length; index += 1) {
    const id = likeliestSlip(targets, { index, hash: prefix }, length);
    if (id >= 0 && (best < 0 || id < best)) best = id;
    prefix = extendHash(prefix, codes[index] ?? 0);
  }
  return best;
};

/** True for a capitalized word inside a text, which may be a name; a word all in capitals is shouted. */
const mayBeName = (tokens: Tokens, index: number): boolean => {
  if (index === 0 || ((tokens.stress[index] ?? outOfRange(index)) & 1) > 0) return false;
  const code = tokens.text.charCodeAt(tokens.start[index] ?? outOfRange(index));
  return code >= 65 && code <= 90;
};

const isStretched = (tokens: Tokens, index: number): boolean =>
  ((tokens.stress[index] ?? outOfRange(index)) & 2) > 0;

const search = (vocabulary: Vocabulary, tokens: Tokens, index: number): number => {
  const start = tokens.start[index] ?? outOfRange(index);
  const end = tokens.end[index] ?? outOfRange(index);
  const squeezed = isStretched(tokens, index)
    ? findKey(vocabulary.table, squeezedHash(tokens.text, start, end))
    : -1;
  if (squeezed >= 0) return squeezed;
  const length = readLetters(tokens.text, start, end);
  return length === 0 ? -1 : spelledId(vocabulary, length);
};

const remember = (vocabulary: Vocabulary, key: number, id: number): number => {
  if (vocabulary.meant.size >= rememberedWords) vocabulary.meant.clear();
  vocabulary.meant.set(key, id);
  return id;
};

const meantId = (vocabulary: Vocabulary, tokens: Tokens, index: number): number => {
  // A stretched word is corrected in another way than a word of the same hash that is not stretched.
  const key = (tokens.hash[index] ?? outOfRange(index)) * 2 + (isStretched(tokens, index) ? 1 : 0);
  const known = vocabulary.meant.get(key);
  return known ?? remember(vocabulary, key, search(vocabulary, tokens, index));
};

/** Replaces a token's hash by that of the word it was meant to be. Gives that word's id, or −1 where there is none. */
const correctToken = (vocabulary: Vocabulary, tokens: Tokens, index: number): number => {
  const meant = meantId(vocabulary, tokens, index);
  if (meant < 0) return -1;
  const hash = vocabulary.table.keys[meant] ?? outOfRange(meant);
  tokens.hash[index] = hash;
  tokens.classes[index] = classesOf(hash);
  return meant;
};

/**
 * Writes each token's word id into `ids` (−1 for an unknown word) and replaces the hash of a stretched or misspelt word by
 * that of the word it was meant to be. A known word is replaced only where it is rare and stretched: "soo" is known, but "so" was
 * meant. Capitalized words inside a text may be names and are left alone.
 */
export const readWordIds = (vocabulary: Vocabulary, tokens: Tokens, ids: Int32Array): void => {
  const { table, spellingTargets } = vocabulary;
  for (let index = 0; index < tokens.count; index += 1) {
    const id = findKey(table, tokens.hash[index] ?? outOfRange(index));
    const isDoubtful =
      id < 0 ? !mayBeName(tokens, index) : id >= spellingTargets && isStretched(tokens, index);
    const meant = isDoubtful ? correctToken(vocabulary, tokens, index) : -1;
    ids[index] = meant < 0 ? id : meant;
  }
};
