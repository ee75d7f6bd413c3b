import damerauLevenshtein from 'damerau-levenshtein';

/** Shorter words are too similar to each other to guess. */
const minLength = 6;
const minLengthForTwoSlips = 11;
/** Longer ones are handles, links and random keys. */
const maxLength = 24;

export interface Spelling {
  add(word: string, number: number): void;
  /** The number of the nearest word: at most one typing error away, two for words of eleven letters or more. Undefined on a tie. */
  nearest(word: string): number | undefined;
}

const maxSlips = (word: string): number => (word.length >= minLengthForTwoSlips ? 2 : 1);

/** Damerau-Levenshtein distance of two words: letters lost, added, replaced or swapped with the next. Exact up to 4. */
export const slipsBetween = (a: string, b: string): number => damerauLevenshtein(a, b).steps;

const alphabet = 26;

/** A bit for each letter that a word has, in any place. */
const lettersOf = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) % alphabet);
  return letters;
};

/** A replaced letter removes one bit and adds another; other slips change fewer. */
const maxBitsPerSlip = 2;

const countBits = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

interface Known {
  readonly word: string;
  readonly number: number;
  readonly letters: number;
}

/** Slips to a known word; undefined for more than both words allow. `letters` are those of the word. */
const slipsTo = (word: string, letters: number, known: Known): number | undefined => {
  const allowed = Math.min(maxSlips(word), maxSlips(known.word));
  if (Math.abs(word.length - known.word.length) > allowed) return undefined;
  if (countBits(letters ^ known.letters) > maxBitsPerSlip * allowed) return undefined;
  const slips = slipsBetween(word, known.word);
  return slips <= allowed ? slips : undefined;
};

/**
 * Finds the word that a misspelt one was meant to be, among those with the same first letter and a similar length. Distances are
 * computed only for words of nearly the same letters: few are left.
 */
export const createSpelling = (): Spelling => {
  const byStart = new Map<string, Known[]>();
  const startOf = (word: string, length: number): string => `${word[0]}${length}`;

  const add = (word: string, number: number): void => {
    if (word.length < minLength) return;
    const start = startOf(word, word.length);
    const known = byStart.get(start) ?? [];
    byStart.set(start, known);
    known.push({ word, number, letters: lettersOf(word) });
  };

  function* knownAround(word: string): Generator<Known> {
    const reach = maxSlips(word);
    for (let length = word.length - reach; length <= word.length + reach; length += 1)
      yield* byStart.get(startOf(word, length)) ?? [];
  }

  /** The numbers of the known words with the fewest slips. */
  const nearestOf = (word: string): Set<number> => {
    const letters = lettersOf(word);
    let minSlips = maxSlips(word);
    let numbers = new Set<number>();
    for (const known of knownAround(word)) {
      const slips = slipsTo(word, letters, known);
      if (slips === undefined || slips > minSlips) continue;
      if (slips < minSlips) numbers = new Set();
      minSlips = slips;
      numbers.add(known.number);
    }
    return numbers;
  };

  const nearest = (word: string): number | undefined => {
    if (word.length < minLength - 1 || word.length > maxLength || !/^\p{L}+$/u.test(word)) return undefined;
    const [best, ...others] = nearestOf(word);
    return others.length > 0 ? undefined : best;
  };

  return { add, nearest };
};
