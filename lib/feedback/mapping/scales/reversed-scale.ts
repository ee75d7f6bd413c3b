import { scaleWord } from '../../response/ratings.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';

/** "1 - Very satisfied", "5 = sehr unzufrieden": a number with its meaning. */
const label = /(\d{1,2})\s*[-–=:.)]?\s*(\p{L}[\p{L} ]{2,40})/gu;
const bad =
  /dissatisf|unsatisf|unhapp|poor|bad\b|terrible|worst|awful|unzufrieden|schlecht|ungenugend|mangelhaft|insatisf|mauvais|insatisfech|malo\b|pessim/;
const good =
  /satisf|happy|excellent|great|good\b|best\b|zufrieden|\bgut\b|satisfait|excelente|excellent|bueno|ottimo|tevreden/;

export const withoutAccents = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** 1 where a label says that a low number is good, −1 where it says the contrary, else 0. */
const voteOf = (number: number, words: string, middle: number): number => {
  const side = Math.sign(number - middle);
  if (bad.test(words)) return side;
  return good.test(words) ? 0 - side : 0;
};

const votesOf = (text: string, middle: number): number =>
  [...withoutAccents(text).matchAll(label)].reduce(
    (sum, [, digits = '', words = '']) => sum + voteOf(Number(digits), words, middle),
    0,
  );

/**
 * What each answer counts where labels in the cells or in the wording say that a low number is good ("1 - Very
 * satisfied", school marks); undefined where none says so.
 *
 * @param isKnown the name alone says so: the marks of a school
 *
 * @example reversedValues(column, { min: 1, max: 5 }) // { '1': 5, '2': 4, '3': 3, '4': 2, '5': 1, '1 - very satisfied': 5 }
 */
export const reversedValues = (
  { name, question = '', profile }: ProfiledColumn,
  { min, max }: { readonly min: number; readonly max: number },
  isKnown = false,
): Record<string, number> | undefined => {
  const cells = [...profile.values.keys()];
  const middle = (min + max) / 2;
  const votes = [name, question, ...cells].reduce((sum, text) => sum + votesOf(text, middle), 0);
  if (votes <= 0 && !isKnown) return undefined;
  const numbers = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
  return Object.fromEntries(
    [...numbers, ...cells].flatMap((cell) => {
      const number = Number(/\d{1,2}/.exec(cell)?.[0] ?? Number.NaN);
      return number >= min && number <= max ? [[scaleWord(cell), min + max - number]] : [];
    }),
  );
};
