import { kindAt, kinds } from './characters.ts';
import { scanMark, scanPicture } from './scan-marks.ts';
import { scanNumber } from './scan-numbers.ts';
import { scanSuffix, scanWord } from './scan-words.ts';
import type { Tokens } from './token-columns.ts';

const scanNext = (text: string, index: number, tokens: Tokens): number => {
  switch (kindAt(text, index)) {
    case kinds.letter:
      return scanWord(text, index, tokens);
    case kinds.digit:
      return scanNumber(text, index, tokens);
    case kinds.mark:
      return scanMark(text, index, tokens);
    case kinds.picture:
      return scanPicture(text, index, tokens);
    case kinds.apostrophe:
      return scanSuffix(text, index, index, tokens);
    default:
      return index + 1;
  }
};

/**
 * Words, numbers, marks, faces and pictures of a text, in order, written into `tokens` (which grows as needed). Quotes,
 * brackets and blanks leave no token. An empty text leaves `count` 0.
 *
 * @example scan("Don't go", createTokens()).count // 3: "do", "n't", "go"
 */
export const scan = (text: string, tokens: Tokens): Tokens => {
  tokens.count = 0;
  let index = 0;
  while (index < text.length) index = scanNext(text, index, tokens);
  return tokens;
};
