import type { ColumnProfile, ValueWithNumber } from '../columns/column-profile.ts';

/** Finds the numbers that survey tools write for "no answer": -99, -1, 99, 999. */

/** Codes that a single cell shows, and those that need more: a typo such as 77 for 7 happens once. */
const certain: ReadonlySet<number> = new Set([98, 99, 998, 999, 9998, 9999]);
const likely: ReadonlySet<number> = new Set([66, 77, 88, 96, 97, 777, 888, 996, 997]);

/** No usual scale is longer, but one to 100: there 99 is a grade. */
const highestShortScale = 11;
/** From -1 to 1 is a scale, too. */
const shortestScale = 3;
/** Without this many answers nothing shows what the scale is. */
const minAnswers = 3;

const isNegativeCode = (number: number): boolean =>
  Number.isInteger(number) && (number >= -9 || /^-(\d)\1+$|^-9[0-9]+$/.test(String(number)));

const isCode = ({ number, count }: ValueWithNumber): boolean => {
  if (number === undefined) return false;
  return number < 0 ? isNegativeCode(number) : certain.has(number) || (likely.has(number) && count > 1);
};

/** From -3 to 3 is a scale; one from 0 to 5 or more has no -1 and -2. */
const isBothSided = (max: number, numbers: readonly number[]): boolean =>
  max < 5 && numbers.includes(-1) && numbers.includes(-2);

/**
 * The values of a rating column that are codes for "no answer"; none where the other answers go as far, or below 0, so that
 * the codes may be answers.
 *
 * @example missingCodes(profileOf(['1', '5', '4', '-99'])) // ['-99']
 */
export const missingCodes = (profile: ColumnProfile): readonly string[] => {
  if (profile.min >= 0 && profile.max <= highestShortScale) return [];
  const codes = profile.valuesWithNumbers.filter(isCode);
  const answers = profile.keeping((value) => !isCode(value));
  if (codes.length === 0 || answers.ratings < minAnswers || answers.min < 0) return [];
  const numbers = codes.map(({ number = 0 }) => number);
  if (answers.max < shortestScale || isBothSided(answers.max, numbers)) return [];
  const areAllNegative = numbers.every((number) => number < 0);
  const isShort = answers.max <= highestShortScale;
  return isShort || (areAllNegative && answers.max <= 100) ? codes.map(({ text }) => text) : [];
};
