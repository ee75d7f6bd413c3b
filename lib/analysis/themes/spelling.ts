import damerauLevenshtein from 'damerau-levenshtein';

/** Shorter words are too close to each other to guess at. */
const minimumLength = 6;
const twoSlipsLength = 11;
/** Longer ones are handles, links and key banging. */
const maximumLength = 24;

export interface Spelling {
  add(word: string, number: number): void;
  /** The number of the one nearest word: one slip away, two for a word of eleven letters. None on a tie of two words. */
  nearest(word: string): number | undefined;
}

const slipsAllowed = (word: string): number => (word.length >= twoSlipsLength ? 2 : 1);

/** Insertions, deletions, replacements and swaps of neighbours between two words; exact up to four, which is more than is allowed. */
export const slipsBetween = (a: string, b: string): number => damerauLevenshtein(a, b).steps;

const alphabet = 26;

/** A bit for each letter that a word has, wherever it stands. */
const lettersOf = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) % alphabet);
  return letters;
};

/** A replaced letter takes one away and brings another; a lost, added or swapped one changes less. */
const changedByASlip = 2;

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

/**
 * Finds misspelt words among those of their first letter, which is taken as typed right, and about their length. Few of those
 * are made of nearly the same letters, and only they are compared.
 */
export const createSpelling = (): Spelling => {
  const byStart = new Map<string, Known[]>();
  const startOf = (word: string, length: number): string => `${word[0]}${length}`;

  const add = (word: string, number: number): void => {
    if (word.length < minimumLength) return;
    const start = startOf(word, word.length);
    const known = byStart.get(start) ?? [];
    byStart.set(start, known);
    known.push({ word, number, letters: lettersOf(word) });
  };

  /** Slips to a known word; undefined for more than both words are allowed. */
  const slipsTo = (word: string, letters: number, known: Known): number | undefined => {
    const allowed = Math.min(slipsAllowed(word), slipsAllowed(known.word));
    if (Math.abs(word.length - known.word.length) > allowed) return undefined;
    if (countBits(letters ^ known.letters) > changedByASlip * allowed) return undefined;
    const slips = slipsBetween(word, known.word);
    return slips <= allowed ? slips : undefined;
  };

  function* knownAround(word: string): Generator<Known> {
    const widest = slipsAllowed(word);
    for (let length = word.length - widest; length <= word.length + widest; length += 1)
      yield* byStart.get(startOf(word, length)) ?? [];
  }

  /** The numbers of the known words that are fewest slips away. */
  const nearestOf = (word: string): Set<number> => {
    const letters = lettersOf(word);
    let fewest = slipsAllowed(word);
    let numbers = new Set<number>();
    for (const known of knownAround(word)) {
      const slips = slipsTo(word, letters, known);
      if (slips === undefined || slips > fewest) continue;
      if (slips < fewest) numbers = new Set();
      fewest = slips;
      numbers.add(known.number);
    }
    return numbers;
  };

  const nearest = (word: string): number | undefined => {
    if (word.length < minimumLength - 1 || word.length > maximumLength || !/^\p{L}+$/u.test(word))
      return undefined;
    const [best, ...others] = nearestOf(word);
    return others.length > 0 ? undefined : best;
  };

  return { add, nearest };
};
