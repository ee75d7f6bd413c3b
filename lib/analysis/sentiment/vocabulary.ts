import { createHashTable, findKey, type HashTable } from './hash-table.ts';
import type { Tokens } from './scan.ts';
import { classesOf } from './word-classes.ts';
import { extendHash, hashOf, lowerCode, squeezedHash } from './word-hash.ts';

/** Known words by hash. Position in `table.keys` is the word's id; the most frequent words come first. */
export interface Vocabulary {
  readonly table: HashTable;
  /** Ids below this are frequent enough to be what a misspelt word was meant to be. */
  readonly spellingTargets: number;
  /** What unknown words were read as, by hash: the search is worth keeping. −1 for a word that stays unknown. */
  readonly meant: Map<number, number>;
}

export const createVocabulary = (hashes: Uint32Array, spellingTargets: number): Vocabulary => ({
  table: createHashTable(hashes),
  spellingTargets,
  meant: new Map(),
});

const shortestSpelling = 5;
const longestSpelling = 20;
const rememberedWords = 50_000;
const firstLetter = 97;
const letterCount = 26;

const codesOf = (text: string, start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => lowerCode(text.charCodeAt(start + index)));

const isLetters = (codes: readonly number[]): boolean =>
  codes.every((code) => code >= firstLetter && code < firstLetter + letterCount);

const hashOfCodes = (hash: number, codes: readonly number[], from: number): number => {
  let extended = hash;
  for (let index = from; index < codes.length; index += 1)
    extended = extendHash(extended, codes[index] as number);
  return extended >>> 0;
};

/** The words that come of one slip at `index`, after the letters whose hash is `prefix`. */
const visitSlips = (
  codes: readonly number[],
  index: number,
  prefix: number,
  visit: (hash: number) => void,
): void => {
  const code = codes[index];
  const next = codes[index + 1];
  if (code !== undefined) visit(hashOfCodes(prefix, codes, index + 1));
  if (code !== undefined && next !== undefined)
    visit(hashOfCodes(extendHash(extendHash(prefix, next), code), codes, index + 2));
  for (let letter = firstLetter; letter < firstLetter + letterCount; letter += 1) {
    const inserted = extendHash(prefix, letter);
    visit(hashOfCodes(inserted, codes, index));
    if (code !== undefined) visit(hashOfCodes(inserted, codes, index + 1));
  }
};

/** Every word one slip away (Norvig 2007: a letter lost, added, changed or swapped with the next), first letter kept. */
const forEachSlip = (codes: readonly number[], visit: (hash: number) => void): void => {
  let prefix = hashOf('');
  for (let index = 0; index <= codes.length; index += 1) {
    if (index > 0) visitSlips(codes, index, prefix, visit);
    prefix = extendHash(prefix, codes[index] ?? 0);
  }
};

const spelledId = ({ table, spellingTargets }: Vocabulary, codes: readonly number[]): number => {
  if (codes.length < shortestSpelling || codes.length > longestSpelling || !isLetters(codes)) return -1;
  let best = -1;
  forEachSlip(codes, (hash) => {
    const id = findKey(table, hash);
    if (id >= 0 && id < spellingTargets && (best < 0 || id < best)) best = id;
  });
  return best;
};

const isName = (text: string, start: number, index: number): boolean => {
  const code = text.charCodeAt(start);
  return index > 0 && code >= 65 && code <= 90;
};

const isStretched = (tokens: Tokens, index: number): boolean => ((tokens.stress[index] as number) & 2) > 0;

const search = (vocabulary: Vocabulary, text: string, tokens: Tokens, index: number): number => {
  const start = tokens.start[index] as number;
  const end = tokens.end[index] as number;
  const squeezed = isStretched(tokens, index)
    ? findKey(vocabulary.table, squeezedHash(text, start, end))
    : -1;
  return squeezed >= 0 ? squeezed : spelledId(vocabulary, codesOf(text, start, end));
};

const remember = (vocabulary: Vocabulary, key: number, id: number): number => {
  if (vocabulary.meant.size >= rememberedWords) vocabulary.meant.clear();
  vocabulary.meant.set(key, id);
  return id;
};

const meantId = (vocabulary: Vocabulary, text: string, tokens: Tokens, index: number): number => {
  // A stretched word is read in another way than one of the same hash that is not: the two are kept apart.
  const key = (tokens.hash[index] as number) * 2 + (isStretched(tokens, index) ? 1 : 0);
  const known = vocabulary.meant.get(key);
  return known ?? remember(vocabulary, key, search(vocabulary, text, tokens, index));
};

/** True for an unknown word that is no name, and for a rare one that is stretched: "soo" is known, but "so" was meant. */
const isDoubtful = (
  { spellingTargets }: Vocabulary,
  text: string,
  tokens: Tokens,
  index: number,
  id: number,
): boolean => {
  if (id >= 0) return id >= spellingTargets && isStretched(tokens, index);
  const shouted = ((tokens.stress[index] as number) & 1) > 0;
  return shouted || !isName(text, tokens.start[index] as number, index);
};

const meantOr = (vocabulary: Vocabulary, text: string, tokens: Tokens, index: number, id: number): number => {
  const meant = meantId(vocabulary, text, tokens, index);
  if (meant < 0) return id;
  const hash = vocabulary.table.keys[meant] as number;
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
    const id = findKey(table, tokens.hash[index] as number);
    ids[index] = isDoubtful(vocabulary, text, tokens, index, id)
      ? meantOr(vocabulary, text, tokens, index, id)
      : id;
  }
};
