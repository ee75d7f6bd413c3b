import { copulas, fillers } from './fillers.ts';
import { lemmaOf } from './lemma.ts';
import { createSpelling } from './spelling.ts';

/** A word of a text as a word of the taxonomy. */
export interface KnownWord {
  /** Of the seed word it stands for; 0 for a word that no seed has. */
  readonly number: number;
  /** 0..1: how surely it stands for it. */
  readonly confidence: number;
  /** Whether it may stand inside any phrase, and whether it ties a turned one together (see fillers.ts). */
  readonly filler: boolean;
  readonly copula: boolean;
}

const confidenceOf = { exact: 0.95, inflected: 0.92, compound: 0.85, misspelt: 0.75 } as const;

/** The seed word that a word stands for, and how it was reached, from the surest way to the least sure. */
interface Standing {
  readonly number: number;
  readonly evidence: keyof typeof confidenceOf;
}

export interface Vocabulary {
  /** The number of a seed's word, new or known. */
  add(word: string): number;
  /** What a word of a text stands for. */
  find(word: string): KnownWord;
}

const rememberedWords = 50_000;
/** Begin words that are no compounds of their last part: understand, somewhere, forward. */
const noHeads = new Set(
  'over under with some any every fore self inter hand with mis non dis out for can per the and'.split(' '),
);
const shortestPart = 3;
const shortestLastPart = 4;

const withoutElongation = (word: string): string => word.replace(/(\p{L})\1{2,}/gu, '$1$1');

/**
 * The words that seeds are made of, found again whatever their inflection, and in spite of a slip of the keyboard in a long
 * word.
 *
 * @param isWord Whether a word is correctly spelt: such a word is never taken for a slip.
 * @param literal Whether inflections and compounds are words of their own.
 */
export const createVocabulary = (isWord: (word: string) => boolean, literal = false): Vocabulary => {
  const surfaces = new Map<string, number>();
  const lemmas = new Map<string, number>();
  const spelling = createSpelling();
  const remembered = new Map<string, KnownWord>();

  const add = (word: string): number => {
    const lemma = literal ? word : lemmaOf(word);
    const number = lemmas.get(lemma) ?? lemmas.size + 1;
    lemmas.set(lemma, number);
    surfaces.set(word, number);
    spelling.add(word, number);
    remembered.clear();
    return number;
  };

  /** A closed compound is a kind of its last part: "waitstaff" is staff. A known word must be longer to count as one. */
  const lastPartOf = (word: string): number | undefined => {
    const longer = isWord(word) ? 1 : 0;
    for (let cut = shortestPart + longer; cut <= word.length - shortestLastPart - longer; cut += 1) {
      const [head, tail] = [word.slice(0, cut), word.slice(cut)];
      const part = lemmas.get(lemmaOf(tail));
      if (part !== undefined && isWord(head) && !noHeads.has(head)) return part;
    }
    return undefined;
  };

  const relativeOf = (word: string): Standing | undefined => {
    const inflected = lemmas.get(lemmaOf(word));
    if (inflected !== undefined) return { number: inflected, evidence: 'inflected' };
    const compound = lastPartOf(word);
    return compound === undefined ? undefined : { number: compound, evidence: 'compound' };
  };

  const look = (written: string): Standing | undefined => {
    const word = withoutElongation(written);
    const exact = surfaces.get(word);
    if (exact !== undefined) return { number: exact, evidence: 'exact' };
    const related = literal ? undefined : relativeOf(word);
    if (related !== undefined) return related;
    if (isWord(word)) return undefined;
    const misspelt = spelling.nearest(word);
    return misspelt === undefined ? undefined : { number: misspelt, evidence: 'misspelt' };
  };

  const find = (word: string): KnownWord => {
    const before = remembered.get(word);
    if (before !== undefined) return before;
    // A bound on memory; forgetting changes no answer.
    if (remembered.size >= rememberedWords) remembered.clear();
    const standing = look(word);
    const known = {
      number: standing?.number ?? 0,
      confidence: standing === undefined ? 0 : confidenceOf[standing.evidence],
      filler: fillers.has(word),
      copula: copulas.has(word),
    };
    remembered.set(word, known);
    return known;
  };

  return { add, find };
};
