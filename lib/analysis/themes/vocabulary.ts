import { outOfRange } from '../../out-of-range.ts';
import { lemmaOf } from '../words/lemma.ts';
import { functionWords } from './function-words.ts';
import { createSpelling } from './spelling.ts';

const fillerBit = 1;
const copulaBit = 2;
const evidenceShift = 2;
const evidenceMask = 7;
const numberShift = 5;

/** How surely a word is a seed's word, by evidence: none, misspelt, compound, inflected, exact. */
const confidences = [0, 0.75, 0.85, 0.92, 0.95] as const;
const evidence = { misspelt: 1, compound: 2, inflected: 3, exact: 4 } as const;

/**
 * A word of a text as a word of the taxonomy, packed into one number: a list of numbers is read faster than one of objects.
 */
export type KnownWord = number;

/** The number of its seed word; 0 for a word that no seed has. */
export const numberOf = (word: KnownWord): number => word >> numberShift;

/** 0..1: how surely it is that seed word. */
export const confidenceOf = (word: KnownWord): number =>
  confidences[(word >> evidenceShift) & evidenceMask] ?? outOfRange((word >> evidenceShift) & evidenceMask);

/** Whether it may be inside any phrase (see function-words.ts). */
export const isFiller = (word: KnownWord): boolean => (word & fillerBit) > 0;

/** Whether it joins a turned phrase: "food *was* cold" (see function-words.ts). */
export const isCopula = (word: KnownWord): boolean => (word & copulaBit) > 0;

/** The seed word of a word of a text, and by what evidence. */
interface SeedWord {
  readonly number: number;
  readonly evidence: number;
}

const noSeedWord: SeedWord = { number: 0, evidence: 0 };

export interface Vocabulary {
  /** The number of a seed's word, from 1; a new one is added. */
  add(word: string): number;
  /** A word of a text as a word of the taxonomy. */
  find(word: string): KnownWord;
}

/** Begin words that are not compounds of their last part: understand, somewhere, forward. */
const wordBeginnings = new Set(
  'over under with some any every fore self inter hand with mis non dis out for can per the and'.split(' '),
);
const minPartLength = 3;
const minLastPartLength = 4;

const withoutElongation = (word: string): string => word.replace(/(\p{L})\1{2,}/gu, '$1$1');

/** The words of seeds so far: their numbers by written form and by lemma. */
interface SeedWords {
  readonly byForm: Map<string, number>;
  readonly byLemma: Map<string, number>;
  readonly isWord: (word: string) => boolean;
}

/** A closed compound is a kind of its last part: "waitstaff" is staff. A known word must be longer to count as one. */
const lastPartOf = ({ byLemma, isWord }: SeedWords, word: string): number | undefined => {
  const longer = isWord(word) ? 1 : 0;
  for (let cut = minPartLength + longer; cut <= word.length - minLastPartLength - longer; cut += 1) {
    const [head, tail] = [word.slice(0, cut), word.slice(cut)];
    const part = byLemma.get(lemmaOf(tail));
    if (part !== undefined && isWord(head) && !wordBeginnings.has(head)) return part;
  }
  return undefined;
};

const relativeOf = (seedWords: SeedWords, word: string): SeedWord | undefined => {
  const inflected = seedWords.byLemma.get(lemmaOf(word));
  if (inflected !== undefined) return { number: inflected, evidence: evidence.inflected };
  const compound = lastPartOf(seedWords, word);
  return compound === undefined ? undefined : { number: compound, evidence: evidence.compound };
};

/** "It isn't working" says "not working". */
const negationOf = ({ byForm }: SeedWords, word: string): SeedWord | undefined => {
  const number = word.endsWith("n't") ? byForm.get('not') : undefined;
  return number === undefined ? undefined : { number, evidence: evidence.inflected };
};

/**
 * The words of seeds. Words of texts are found in any inflection, as the last part of a compound, and in spite of a typing error in a
 * long word.
 *
 * @param isWord Whether a word is correctly spelt: such a word is never corrected.
 * @param literal Whether inflections and compounds are words of their own.
 */
export const createVocabulary = (isWord: (word: string) => boolean, literal = false): Vocabulary => {
  const seedWords: SeedWords = { byForm: new Map(), byLemma: new Map(), isWord };
  const { byForm, byLemma } = seedWords;
  const spelling = createSpelling();

  const add = (word: string): number => {
    const known = byForm.get(word);
    if (known !== undefined) return known;
    const lemma = literal ? word : lemmaOf(word);
    const number = byLemma.get(lemma) ?? byLemma.size + 1;
    byLemma.set(lemma, number);
    byForm.set(word, number);
    spelling.add(word, number);
    return number;
  };

  const seedWordOf = (written: string): SeedWord => {
    const word = withoutElongation(written);
    const exact = byForm.get(word);
    if (exact !== undefined) return { number: exact, evidence: evidence.exact };
    const related = literal ? undefined : (relativeOf(seedWords, word) ?? negationOf(seedWords, word));
    if (related !== undefined) return related;
    if (isWord(word)) return noSeedWord;
    const misspelt = spelling.nearest(word);
    return misspelt === undefined ? noSeedWord : { number: misspelt, evidence: evidence.misspelt };
  };

  const find = (word: string): KnownWord => {
    const { number, evidence } = seedWordOf(word);
    const packed = (number << numberShift) | (evidence << evidenceShift);
    const { copulas, fillers } = functionWords();
    if (copulas.has(word)) return packed | fillerBit | copulaBit;
    return fillers.has(word) ? packed | fillerBit : packed;
  };

  return { add, find };
};
