import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWords } from '../../../lib/analysis/words/words.ts';

const normals = (text: string): string[] => readWords(text).map(({ normal }) => normal);

describe('words', () => {
  test('hyphens separate words, apostrophes do not', () => {
    expect(normals("Wi-Fi isn't ON")).toEqual(['wi', 'fi', "isn't", 'on']);
  });

  test('a curly apostrophe reads as a straight one', () => {
    expect(normals('don’t')).toEqual(["don't"]);
  });

  test('an apostrophe at the end of a word is left out', () => {
    expect(normals("the staffs' 'attitude'")).toEqual(['the', 'staffs', 'attitude']);
  });

  test('combining accents stay in the word', () => {
    expect(normals('cafe\u0301 ole')).toEqual(['cafe\u0301', 'ole']);
  });

  test('a full stop or a line break begins a new sentence, a comma does not', () => {
    expect(readWords('One, two. Three\nfour').map(({ sentence }) => sentence)).toEqual([0, 0, 1, 2]);
  });

  test('emoji separate words and keep offsets correct', () => {
    expect(readWords('😀ok').map(({ start, end }) => [start, end])).toEqual([[2, 4]]);
  });

  test('no text has no words', () => {
    expect(readWords('')).toEqual([]);
  });

  test('each word is at its offsets, in order, for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let before = 0;
        for (const { normal, start, end } of readWords(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(text.slice(start, end).toLowerCase().replaceAll('’', "'")).toBe(normal);
          before = end;
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test.each(["I can't go", 'I cant go', 'I can t go', "I ca n't go", 'I can’t go'])(
    'a negation is one word however it is written: %s',
    (text) => {
      const words = readWords(text);
      expect(words.map(({ normal }) => normal)).toEqual(['i', "can't", 'go']);
      expect(text.slice(words[1]?.start, words[1]?.end)).toMatch(/^ca/u);
    },
  );

  test('a "t" after another word, or in the next sentence, is a separate word', () => {
    expect(readWords('my t shirt. I can. T shirts').map(({ normal }) => normal)).toEqual([
      'my',
      't',
      'shirt',
      'i',
      'can',
      't',
      'shirts',
    ]);
  });
});
