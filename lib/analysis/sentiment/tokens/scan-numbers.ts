import { hashOf } from '../../words/word-hash.ts';
import { kindAt, kinds } from './characters.ts';
import { classHash } from './class-hash.ts';
import { pushToken, type Tokens } from './token-columns.ts';

const isDigitAt = (text: string, index: number): boolean =>
  index < text.length && kindAt(text, index) === kinds.digit;

const digitsEnd = (text: string, start: number): number => {
  let end = start;
  while (isDigitAt(text, end) || (end > start && text.charCodeAt(end) === 46 && isDigitAt(text, end + 1)))
    end += 1;
  return end;
};

const ratingClass = (part: number, whole: number): number | undefined => {
  if (![5, 10, 100].includes(whole) || part > whole) return undefined;
  if (part / whole >= 0.7) return classHash.highRating;
  return part / whole > 0.5 ? classHash.middleRating : classHash.lowRating;
};

/** "9/10" and "2 out of 5" are ratings; any other number of three digits or more is just a number. */
export const scanNumber = (tokens: Tokens, start: number): number => {
  const { text } = tokens;
  const end = digitsEnd(text, start);
  if (text.charCodeAt(end) === 47 && isDigitAt(text, end + 1)) {
    const last = digitsEnd(text, end + 1);
    const rating = ratingClass(Number(text.slice(start, end)), Number(text.slice(end + 1, last)));
    if (rating !== undefined) {
      pushToken(tokens, { hash: rating, start, end: last });
      return last;
    }
  }
  const hash = end - start <= 2 ? hashOf(text, start, end) : classHash.number;
  pushToken(tokens, { hash, start, end });
  return end;
};
