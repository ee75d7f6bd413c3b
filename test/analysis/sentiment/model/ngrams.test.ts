import { describe, expect, it } from 'vitest';
import {
  createNgrams,
  markedPosition,
  ngramScale,
  pairAt,
  readNgrams,
} from '../../../../lib/analysis/sentiment/model/ngrams.ts';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';
import { readWordStates } from '../../../../lib/analysis/sentiment/tokens/word-states.ts';
import { hashOf } from '../../../../lib/analysis/words/word-hash.ts';

const read = (text: string) => {
  const tokens = scan(text, createTokens());
  const states = new Uint8Array(tokens.count);
  readWordStates(tokens, states);
  return readNgrams(tokens, createNgrams(1), states);
};
/** Of the n-grams that are one word or begin with it, whether they are turned. */
const turnedIn = (text: string): number[] => {
  const { turned, from } = read(text);
  return text.split(' ').map((_, index) => turned[from[index] ?? 0] ?? 0);
};
const keys = (text: string) => {
  const { key, count } = read(text);
  return new Set(key.subarray(0, count));
};

describe('readNgrams', () => {
  it('gives words, pairs, triples and pairs with a gap', () => {
    expect(read('a lovely room').count).toBe(3 + 2 + 1 + 1);
    expect(keys('a lovely room')).toContain(hashOf('lovely'));
  });

  it('marks words in the scope of a negation until punctuation ends it', () => {
    const negated = read('not good').count;
    expect(negated).toBe(2 + 1 + 1);
    expect(read('not , good').count).toBe(3 + 2 + 1 + 1);
  });

  it('turns the four words after a negation, what was, and what is wished', () => {
    expect(turnedIn('not a bad room at all here')).toEqual([0, 1, 1, 1, 1, 0, 0]);
    expect(turnedIn('never ever bad')).toEqual([0, 1, 1]);
    expect(turnedIn('not only bad')).toEqual([0, 0, 0]);
    expect(turnedIn('it used to be bad , now good')).toEqual([0, 0, 1, 1, 1, 0, 0, 0]);
    expect(turnedIn('i wish it worked')).toEqual([0, 0, 1, 1]);
  });

  it('exchanges the sides of a turned n-gram, at half its weight', () => {
    const weights = Int8Array.of(10, -4, 6, 2);

    expect(pairAt(weights, markedPosition(1, false))).toEqual([6, 2]);
    expect(pairAt(weights, markedPosition(1, true))).toEqual([1, 3]);
    expect(markedPosition(-1, true)).toBe(-1);
  });

  it('marks words after a "but" until the sentence ends', () => {
    expect(read('but good').count).toBe(2 + 1 + 1);
    expect(read('but . good').count).toBe(read('and . good').count + 1);
  });

  it('gives the first and last token of every n-gram', () => {
    const { last, from, count } = read('one two three');
    expect([...last.subarray(0, count)]).toEqual([0, 1, 2, 2, 1, 2, 2]);
    expect([...from.subarray(0, 4)]).toEqual([0, 4, 6, 7]);
  });

  it('gives none without tokens', () => {
    expect(read('').count).toBe(0);
  });

  it('scales a long sum down', () => {
    expect(ngramScale(1)).toBe(0.5);
    expect(ngramScale(97)).toBe(0.1);
  });
});
