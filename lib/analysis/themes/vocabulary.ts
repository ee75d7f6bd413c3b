import { outOfRange } from '../../out-of-range.ts';
import { lemmaOf } from '../words/lemma.ts';
import { functionWords } from './function-words.ts';
import { createSpelling } from './spelling.ts';

const fillerBit = 1;
const copulaBit = 2;
const evidenceShift = 2;
const evidenceMask = 7;
const numberShift = 5;

/** How surely a word stands for a seed's word, by the way it was reached: not at all, misspelt, compound, inflected, exact. */
const confidences = [0, 0.75, 0.85, 0.92, 0.95] as const;
const evidence = { misspelt: 1, compound: 2, inflected: 3, exact: 4 } as const;

/**
 * A word of a text as a word of the taxonomy, in one number: it is found out once for each form of a word, and a list of
 * numbers is read faster than one of objects.
 */
export type KnownWord = number;

/** Of the seed word it stands for; 0 for a word that no seed has. */
export const numberOf = (word: KnownWord): number => word >> numberShift;

/** 0..1: how surely it stands for it. */
export const confidenceOf = (word: KnownWord): number =>
  confidences[(word >> evidenceShift) & evidenceMask] ?? outOfRange((word >> evidenceShift) & evidenceMask);

/** Whether it may stand inside any phrase (see function-words.ts). */
export const isFiller = (word: KnownWord): boolean => (word & fillerBit) > 0;

/** Whether it ties a turned phrase together (see function-words.ts). */
export const isCopula = (word: KnownWord): boolean => (word & copulaBit) > 0;

/** The seed word that a word stands for, and how it was reached. */
interface Standing {
  readonly number: number;
  readonly evidence: number;
}

const noStanding: Standing = { number: 0, evidence: 0 };

export interface Vocabulary {
  /** The number of a seed's word, new or known. */
  add(word: string): number;
  /** What a word of a text stands for. */
  find(word: string): KnownWord;
}

/** Begin words that are not compounds of their last part: understand, somewhere, forward. */
const wordBeginnings = new Set(
  'over under with some any every fore self inter hand with mis non dis out for can per the and'.split(' '),
);
const minPartLength = 3;
const minLastPartLength = 4;

const withoutElongation = (word: string): string => word.replace(/(\p{L})\1{2,}/gu, '$1$1');

/**
 * The words that seeds are made of, found again regardless of their inflection, and in spite of a slip of the keyboard in a long
 * word.
 *
 * @param isWord Whether a word is correctly spelt: such a word is never taken for a slip.
 * @param literal Whether inflections and compounds are words of their own.
 */
export const createVocabulary = (isWord: (word: string) => boolean, literal = false): Vocabulary => {
  const surfaces = new Map<string, number>();
  const lemmas = new Map<string, number>();
  const spelling = createSpelling();

  const add = (word: string): number => {
    const known = surfaces.get(word);
    if (known !== undefined) return known;
    const lemma = literal ? word : lemmaOf(word);
    const number = lemmas.get(lemma) ?? lemmas.size + 1;
    lemmas.set(lemma, number);
    surfaces.set(word, number);
    spelling.add(word, number);
    return number;
  };

  /** A closed compound is a kind of its last part: "waitstaff" is staff. A known word must be longer to count as one. */
  const lastPartOf = (word: string): number | undefined => {
    const longer = isWord(word) ? 1 : 0;
    for (let cut = minPartLength + longer; cut <= word.length - minLastPartLength - longer; cut += 1) {
      const [head, tail] = [word.slice(0, cut), word.slice(cut)];
      const part = lemmas.get(lemmaOf(tail));
      if (part !== undefined && isWord(head) && !wordBeginnings.has(head)) return part;
    }
    return undefined;
  };

  const relativeOf = (word: string): Standing | undefined => {
    const inflected = lemmas.get(lemmaOf(word));
    if (inflected !== undefined) return { number: inflected, evidence: evidence.inflected };
    const compound = lastPartOf(word);
    return compound === undefined ? undefined : { number: compound, evidence: evidence.compound };
  };

  /** "It isn't working" says "not working". */
  const negationOf = (word: string): Standing | undefined => {
    const number = word.endsWith("n't") ? surfaces.get('not') : undefined;
    return number === undefined ? undefined : { number, evidence: evidence.inflected };
  };

  const look = (written: string): Standing => {
    const word = withoutElongation(written);
    const exact = surfaces.get(word);
    if (exact !== undefined) return { number: exact, evidence: evidence.exact };
    const related = literal ? undefined : (relativeOf(word) ?? negationOf(word));
    if (related !== undefined) return related;
    if (isWord(word)) return noStanding;
    const misspelt = spelling.nearest(word);
    return misspelt === undefined ? noStanding : { number: misspelt, evidence: evidence.misspelt };
  };

  const find = (word: string): KnownWord => {
    const { number, evidence } = look(word);
    const standing = (number << numberShift) | (evidence << evidenceShift);
    const { copulas, fillers } = functionWords();
    if (copulas.has(word)) return standing | fillerBit | copulaBit;
    return fillers.has(word) ? standing | fillerBit : standing;
  };

  return { add, find };
};
