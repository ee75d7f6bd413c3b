import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { Span } from '../../analysis.ts';

export interface Token {
  readonly value: string;
  readonly kind: string;
  /** Half-open UTF-16 offsets into the text. */
  readonly span: Span;
  /** Within the scope of a "not", "never", "no". */
  readonly negated: boolean;
  /** Index of the token's sentence in the text, from 0. */
  readonly sentence: number;
}

// Sentences and negation are all that scoring reads: each further annotation halves the speed.
const wink = winkNLP(model, ['sbd', 'negation']);
const { its } = wink;

const sentenceOfToken = (sentences: readonly number[][], count: number): number[] => {
  const indexes = new Array<number>(count).fill(0);
  sentences.forEach(([first = 0, last = 0], index) => {
    indexes.fill(index, first, last + 1);
  });
  return indexes;
};

/**
 * Words, punctuation and emoji with their places, negation and sentence; line breaks and blanks are left out.
 *
 * @example readTokens('Not good').map(({ value, negated }) => [value, negated]) // [['Not', false], ['good', true]]
 */
export const readTokens = (text: string): Token[] => {
  const document = wink.readDoc(text);
  const tokens = document.tokens();
  const values = tokens.out(its.value) as string[];
  const kinds = tokens.out(its.type) as string[];
  const negations = tokens.out(its.negationFlag) as unknown as boolean[];
  const sentences = sentenceOfToken(
    document.sentences().out(its.span) as unknown as number[][],
    values.length,
  );
  let end = 0;
  const read = values.map((value, index): Token => {
    const start = text.indexOf(value, end);
    end = start + value.length;
    return {
      value,
      kind: kinds[index] ?? 'unk',
      span: [start, end],
      negated: negations[index] ?? false,
      sentence: sentences[index] ?? 0,
    };
  });
  return read.filter(({ kind }) => kind !== 'tabCRLF');
};
