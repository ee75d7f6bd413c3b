import { describe, expect, it } from 'vitest';
import { createNgrams, ngramScale, readNgrams } from '../../../../lib/analysis/sentiment/model/ngrams.ts';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';
import { hashOf } from '../../../../lib/analysis/words/word-hash.ts';

const read = (text: string) => readNgrams(scan(text, createTokens()), createNgrams(1));
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
