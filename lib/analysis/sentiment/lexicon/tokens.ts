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

/** The library's types know of strings alone; a sentence comes as its first and last token, a flag as a boolean. */
type Output = readonly unknown[];

const sentenceOfToken = (sentences: Output, count: number): number[] => {
  const indexes = new Array<number>(count).fill(0);
  for (const [index, span] of sentences.entries()) {
    const [first, last] = Array.isArray(span) ? span : [];
    indexes.fill(index, Number(first ?? 0), Number(last ?? 0) + 1);
  }
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
  const values = tokens.out(its.value);
  const kinds = tokens.out(its.type);
  const negations = tokens.out(its.negationFlag);
  const sentences = sentenceOfToken(document.sentences().out(its.span), values.length);
  let end = 0;
  const read = values.map((value, index): Token => {
    const start = text.indexOf(value, end);
    end = start + value.length;
    return {
      value,
      kind: kinds[index] ?? 'unk',
      span: [start, end],
      negated: Boolean(negations[index]),
      sentence: sentences[index] ?? 0,
    };
  });
  return read.filter(({ kind }) => kind !== 'tabCRLF');
};
