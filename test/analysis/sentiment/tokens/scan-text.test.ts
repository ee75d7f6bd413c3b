import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classHash } from '../../../../lib/analysis/sentiment/tokens/class-hash.ts';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';
import { hashOf } from '../../../../lib/analysis/words/word-hash.ts';

const read = (text: string) => {
  const { count, start, end, hash, stress } = scan(text, createTokens(4));
  return Array.from({ length: count }, (_, index) => ({
    text: text.slice(start[index], end[index]),
    hash: hash[index],
    stress: stress[index],
  }));
};
const words = (text: string) => read(text).map((token) => token.text);
const hashes = (text: string) => read(text).map((token) => token.hash);

const awkward = [
  ..."aZ9 .,!?:;'’-_@#/()\n<3D*",
  'é',
  '漢',
  '👍',
  '🏽',
  '\ufe0f',
  '\u200d',
  '\ud83d',
  '…',
  'http://',
  "n't",
];

describe('scan', () => {
  it('gives no token for an empty text, spaces and quotes', () => {
    expect(words('')).toEqual([]);
    expect(words(' "" ()\n')).toEqual([]);
  });

  it('splits contractions as the Penn Treebank does', () => {
    expect(words("Don't go, it’s late")).toEqual(['Do', "n't", 'go', ',', 'it', '’s', 'late']);
  });

  it('reads a contraction the same with an apostrophe, without one, and as two words', () => {
    expect(hashes("didn't")).toEqual(hashes('didnt'));
    expect(hashes("didn't")).toEqual(hashes("did n't"));
    expect(hashes("can't")).toEqual(hashes('cannot'));
  });

  it('masks handles and links, so that names in them have no sentiment', () => {
    expect(hashes('@united http://t.co/awful www.best.com')).toEqual([
      classHash.handle,
      classHash.link,
      classHash.link,
    ]);
  });

  it('reads "9/10" as a rating and "24/7" as two numbers', () => {
    expect(hashes('9/10 1/5 3/5')).toEqual([
      classHash.highRating,
      classHash.lowRating,
      classHash.middleRating,
    ]);
    expect(words('24/7')).toEqual(['24', '/', '7']);
  });

  it('reads all numbers of three digits or more as the same token', () => {
    expect(hashes('120')).toEqual(hashes('4711.50'));
    expect(hashes('5')).not.toEqual(hashes('6'));
  });

  it('finds emoticons and emoji, with any skin tone', () => {
    expect(hashes(':-) <3 :(')).toEqual([classHash.smile, classHash.heart, classHash.frown]);
    expect(hashes('👍🏽')).toEqual(hashes('👍'));
    expect(words('Delivery 👍')).toEqual(['Delivery', '👍']);
  });

  it('finds no emoticon inside a link or a word', () => {
    expect(words('Note:Please')).toEqual(['Note', ':', 'Please']);
  });

  it('reads capitals and stretched letters as emphasis, not as other words', () => {
    expect(read('GREAT')[0]).toMatchObject({ hash: hashOf('great'), stress: 1 });
    expect(read('sooooo')[0]).toMatchObject({ hash: hashOf('soo'), stress: 2 });
  });

  it('joins repeated marks', () => {
    expect(words('Why?!? No!!! Well...')).toEqual(['Why', '?!?', 'No', '!!!', 'Well', '...']);
  });

  it('keeps tokens in order and within the text, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...awkward), maxLength: 60 }), (text) => {
        const { count, start, end } = scan(text, createTokens(4));
        const bounds = Array.from({ length: count }, (_, index) => [start[index], end[index]]).flat();
        expect(bounds.every((bound, index) => (bound ?? -1) >= (bounds[index - 1] ?? 0))).toBe(true);
        expect(bounds.at(-1) ?? 0).toBeLessThanOrEqual(text.length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
