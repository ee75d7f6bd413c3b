import type { ColumnMeaning } from '../mapping/mapping.ts';
import { isAbsent } from './absent.ts';
import type { Scale } from './scale.ts';
import { boundsOf } from './scale.ts';

export type RatingMeaning = Extract<ColumnMeaning, { field: 'rating' }>;
export type RatingProblem = 'rating-not-a-number' | 'rating-out-of-scale';

const plainNumber = /^[+-]?\d{1,6}(?:[.,]\d{1,6})?$/;
/** "4/5", "4 of 5", "4 out of 5 stars" */
const outOf = /^(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:\/|of|out of|von|sur|de)\s*(\d{1,3})(?:\s*\p{L}+)?$/iu;
/** "5 stars", "10 - Extremely likely", "Extremely likely (10)" */
const oneNumber = /^[^\d]*?(\d{1,3}(?:[.,]\d{1,3})?)[^\d]*$/;
const stars = /^(★{0,10})(☆{0,10})$/;

const toNumber = (text: string): number => Number(text.replace(',', '.'));

/**
 * The number that a cell with a rating says, undefined where it says none. `max` is what "4/5" is checked against.
 *
 * @example writtenNumber('10 - Extremely likely', 10) // 10
 */
export const writtenNumber = (cell: string, max: number): number | undefined => {
  const text = cell.trim();
  if (plainNumber.test(text)) return toNumber(text);
  const fraction = outOf.exec(text);
  if (fraction !== null) return Number(fraction[2]) === max ? toNumber(fraction[1] ?? '') : undefined;
  const drawn = stars.exec(text);
  if (drawn !== null && text !== '') return drawn[1]?.length;
  const labelled = text.length <= 80 ? oneNumber.exec(text) : null;
  return labelled === null || labelled[1] === undefined ? undefined : toNumber(labelled[1]);
};

/** A word of a scale as it is compared: without case and surrounding space, "teils/teils" as "teils teils". */
export const scaleWord = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s/]+/g, ' ');

/** NPS, CSAT and CES are ticked boxes; a plain rating may lie between two. */
const fitsScale = (value: number, scale: Scale): boolean => {
  const { min, max } = boundsOf(scale);
  return value >= min && value <= max && (scale.metric === 'rating' || Number.isInteger(value));
};

/** What a rating must be, for people. */
export const expectedRating = ({ scale, values }: RatingMeaning): string => {
  const { min, max } = boundsOf(scale);
  const words = values === undefined ? '' : ` or one of ${Object.keys(values).join(', ')}`;
  return `a ${scale.metric === 'rating' ? '' : 'whole '}number from ${min} to ${max}${words}`;
};

/** Most different cells remembered of one column: ratings repeat, free text does not. */
const rememberedCells = 1000;

/**
 * A reader of the cells of one rating column: a value on the scale, undefined where there is no answer ("", "N/A"), or
 * what is wrong with it. Words that the mapping translates come first, then numbers, also labelled ones.
 *
 * @example ratingReader({ field: 'rating', scale: { metric: 'nps', kind: 'transactional' } })('0') // 0
 */
export const ratingReader = (
  meaning: RatingMeaning,
): ((cell: string) => number | RatingProblem | undefined) => {
  const { scale, values = {}, absent = [] } = meaning;
  const codes = new Set(absent.map(scaleWord));
  const { max } = boundsOf(scale);
  const byWord = new Map(Object.entries(values).map(([word, value]) => [scaleWord(word), value]));
  const read = (cell: string): number | RatingProblem | undefined => {
    const translated = byWord.get(scaleWord(cell));
    if (translated !== undefined) return translated;
    if (isAbsent(cell) || codes.has(scaleWord(cell))) return undefined;
    const value = writtenNumber(cell, max);
    if (value === undefined) return 'rating-not-a-number';
    return fitsScale(value, scale) ? value : 'rating-out-of-scale';
  };
  const remembered = new Map<string, number | RatingProblem | undefined>();
  return (cell) => {
    if (remembered.has(cell)) return remembered.get(cell);
    const value = read(cell);
    if (remembered.size < rememberedCells) remembered.set(cell, value);
    return value;
  };
};
