import { kindAt, kinds } from './characters.ts';
import { scanMark, scanPicture } from './scan-marks.ts';
import { scanNumber } from './scan-numbers.ts';
import { scanSuffix, scanWord } from './scan-words.ts';
import type { Tokens } from './token-columns.ts';

const scanNext = (tokens: Tokens, index: number): number => {
  switch (kindAt(tokens.text, index)) {
    case kinds.letter:
      return scanWord(tokens, index);
    case kinds.digit:
      return scanNumber(tokens, index);
    case kinds.mark:
      return scanMark(tokens, index);
    case kinds.picture:
      return scanPicture(tokens, index);
    case kinds.apostrophe:
      return scanSuffix(tokens, index, index);
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
  tokens.text = text;
  tokens.count = 0;
  let index = 0;
  while (index < text.length) index = scanNext(tokens, index);
  return tokens;
};
