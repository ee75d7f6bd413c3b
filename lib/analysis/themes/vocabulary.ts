import { lemmaOf } from './lemma.ts';
import type { Evidence } from './pattern.ts';
import { createSpelling } from './spelling.ts';

/** A word of a text as a word of the taxonomy. */
export interface KnownWord {
  readonly number: number;
  readonly evidence: Evidence;
}

export interface Vocabulary {
  /** The number of a seed's word, new or known. */
  add(word: string): number;
  /** The seed word that a word of a text stands for, `undefined` for a word no seed has. */
  find(word: string): KnownWord | undefined;
}

const rememberedWords = 50_000;
const shortestPart = 3;
const shortestLastPart = 4;

const withoutElongation = (word: string): string => word.replace(/(\p{L})\1{2,}/gu, '$1$1');

/**
 * The words that seeds are made of, found again whatever their inflection, and in spite of a slip of the keyboard in a long
 * word.
 *
 * @param isWord Whether a word is correctly spelt: such a word is never taken for a slip.
 */
export const createVocabulary = (isWord: (word: string) => boolean): Vocabulary => {
  const surfaces = new Map<string, number>();
  const lemmas = new Map<string, number>();
  const spelling = createSpelling();
  const remembered = new Map<string, KnownWord | undefined>();

  const add = (word: string): number => {
    const lemma = lemmaOf(word);
    const number = lemmas.get(lemma) ?? lemmas.size + 1;
    lemmas.set(lemma, number);
    surfaces.set(word, number);
    spelling.add(word, number);
    remembered.clear();
    return number;
  };

  /** A closed compound is a kind of its last part: "waitstaff" is staff. */
  const lastPartOf = (word: string): number | undefined => {
    for (let cut = shortestPart; cut <= word.length - shortestLastPart; cut += 1) {
      const part = lemmas.get(lemmaOf(word.slice(cut)));
      if (part !== undefined && isWord(word.slice(0, cut))) return part;
    }
    return undefined;
  };

  const look = (written: string): KnownWord | undefined => {
    const word = withoutElongation(written);
    const exact = surfaces.get(word);
    if (exact !== undefined) return { number: exact, evidence: 'exact' };
    const inflected = lemmas.get(lemmaOf(word));
    if (inflected !== undefined) return { number: inflected, evidence: 'inflected' };
    if (isWord(word)) return undefined;
    const compound = lastPartOf(word);
    if (compound !== undefined) return { number: compound, evidence: 'compound' };
    const misspelt = spelling.nearest(word);
    return misspelt === undefined ? undefined : { number: misspelt, evidence: 'misspelt' };
  };

  const find = (word: string): KnownWord | undefined => {
    if (remembered.has(word)) return remembered.get(word);
    // A bound on memory; forgetting changes no answer.
    if (remembered.size >= rememberedWords) remembered.clear();
    const known = look(word);
    remembered.set(word, known);
    return known;
  };

  return { add, find };
};
