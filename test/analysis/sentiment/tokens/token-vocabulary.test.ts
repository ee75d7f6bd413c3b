import { describe, expect, it } from 'vitest';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';
import { createVocabulary, readWordIds } from '../../../../lib/analysis/sentiment/tokens/token-vocabulary.ts';
import { hashOf } from '../../../../lib/analysis/words/word-hash.ts';

const known = ['terrible', 'love', 'friendly', 'tribble'];
const ids = (text: string, targets = 3) => {
  const vocabulary = createVocabulary(
    Uint32Array.from(known, (word) => hashOf(word)),
    targets,
  );
  const tokens = scan(text, createTokens());
  const found = new Int32Array(tokens.count);
  readWordIds(vocabulary, tokens, found);
  return { found: [...found], hashes: [...tokens.hash.subarray(0, tokens.count)] };
};

describe('readWordIds', () => {
  it('finds known words and gives −1 for others', () => {
    expect(ids('terrible weather').found).toEqual([0, -1]);
  });

  it('reads a stretched word as the word itself', () => {
    expect(ids('looooove').found).toEqual([1]);
  });

  it('reads a word one typo away as the frequent word that was meant, and gives it its hash', () => {
    for (const slip of ['terible', 'terrrible', 'terribel', 'terrable'])
      expect(ids(slip)).toEqual({ found: [0], hashes: [hashOf('terrible')] });
  });

  it('never corrects a word to a rare one', () => {
    expect(ids('tribbl').found).toEqual([-1]);
  });

  it('leaves names unchanged: a capital inside the text', () => {
    expect(ids('we met Freindly').found).toEqual([-1, -1, -1]);
    expect(ids('Freindly people').found).toEqual([2, -1]);
  });

  it('leaves short words unchanged', () => {
    expect(ids('lov').found).toEqual([-1]);
  });
});
