import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf } from '../../../lib/analysis/engines/pieces.ts';

test('a text that fits stays whole', () => {
  expect(piecesOf('Gut.', 5000)).toEqual(['Gut.']);
});

test('a longer text is cut after a sentence, otherwise after a word, otherwise after a character', () => {
  expect(piecesOf('Gut. Ja. Schnell.', 12)).toEqual(['Gut. Ja.', ' Schnell.']);
  expect(piecesOf('sehr schnell da', 13)).toEqual(['sehr schnell ', 'da']);
  expect(piecesOf('ääää', 4)).toEqual(['ää', 'ää']);
});

test('bytes are counted in UTF-8, and no character is cut', () => {
  expect(piecesOf('👍👍👍', 8)).toEqual(['👍👍', '👍']);
});

test('pieces stay within the limit and, except for spaces, contain the whole text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 4, max: 60 }),
      (text, bytes) => {
        const pieces = piecesOf(text, bytes);
        expect(pieces.every((piece) => Buffer.byteLength(piece) <= bytes && piece.trim() !== '')).toBe(true);
        expect(pieces.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
