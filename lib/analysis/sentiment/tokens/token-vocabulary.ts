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

/** The likeliest word that comes of one slip at `index`, after the letters whose hash is `prefix`. */
const likeliestSlip = (targets: HashTable, index: number, prefix: number, length: number): number => {
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
    const id = likeliestSlip(targets, index, prefix, length);
    if (id >= 0 && (best < 0 || id < best)) best = id;
    prefix = extendHash(prefix, codes[index] ?? 0);
  }
  return best;
};

const isName = (text: string, start: number, index: number): boolean => {
  const code = text.charCodeAt(start);
  return index > 0 && code >= 65 && code <= 90;
};

const isStretched = (tokens: Tokens, index: number): boolean =>
  ((tokens.stress[index] ?? outOfRange(index)) & 2) > 0;

const search = (vocabulary: Vocabulary, text: string, tokens: Tokens, index: number): number => {
  const start = tokens.start[index] ?? outOfRange(index);
  const end = tokens.end[index] ?? outOfRange(index);
  const squeezed = isStretched(tokens, index)
    ? findKey(vocabulary.table, squeezedHash(text, start, end))
    : -1;
  if (squeezed >= 0) return squeezed;
  const length = readLetters(text, start, end);
  return length === 0 ? -1 : spelledId(vocabulary, length);
};

const remember = (vocabulary: Vocabulary, key: number, id: number): number => {
  if (vocabulary.meant.size >= rememberedWords) vocabulary.meant.clear();
  vocabulary.meant.set(key, id);
  return id;
};

const meantId = (vocabulary: Vocabulary, text: string, tokens: Tokens, index: number): number => {
  // A stretched word is read in another way than one of the same hash that is not: the two are kept apart.
  const key = (tokens.hash[index] ?? outOfRange(index)) * 2 + (isStretched(tokens, index) ? 1 : 0);
  const known = vocabulary.meant.get(key);
  return known ?? remember(vocabulary, key, search(vocabulary, text, tokens, index));
};

/** True for an unknown word that is not a name, and for a rare one that is stretched: "soo" is known, but "so" was meant. */
const isDoubtful = (
  { spellingTargets }: Vocabulary,
  text: string,
  tokens: Tokens,
  index: number,
  id: number,
): boolean => {
  if (id >= 0) return id >= spellingTargets && isStretched(tokens, index);
  const shouted = ((tokens.stress[index] ?? outOfRange(index)) & 1) > 0;
  return shouted || !isName(text, tokens.start[index] ?? outOfRange(index), index);
};

const meantOr = (vocabulary: Vocabulary, text: string, tokens: Tokens, index: number, id: number): number => {
  const meant = meantId(vocabulary, text, tokens, index);
  if (meant < 0) return id;
  const hash = vocabulary.table.keys[meant] ?? outOfRange(meant);
  tokens.hash[index] = hash;
  tokens.classes[index] = classesOf(hash);
  return meant;
};

/**
 * Writes each token's word id into `ids` (−1 for an unknown word) and replaces the hash of a stretched or misspelt word by
 * that of the word it was meant to be. Capitalized words inside a text may be names and are left alone.
 */
export const readWordIds = (vocabulary: Vocabulary, text: string, tokens: Tokens, ids: Int32Array): void => {
  const { table } = vocabulary;
  for (let index = 0; index < tokens.count; index += 1) {
    const id = findKey(table, tokens.hash[index] ?? outOfRange(index));
    ids[index] = isDoubtful(vocabulary, text, tokens, index, id)
      ? meantOr(vocabulary, text, tokens, index, id)
      : id;
  }
};
