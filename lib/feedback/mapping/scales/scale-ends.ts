import type { ColumnProfile } from '../columns/column-profile.ts';
import type { MappingQuestion } from '../mapping.ts';
import { type Bounds, boundsByValues } from './rating-inference.ts';

/** Where a scale ends when a few cells lie beyond it: slips, or a part of the scale that hardly anybody used. */

/** Ends of usual scales, of which a few cells beyond may be slips. */
const usualEnds = [3, 4, 5, 6, 7, 10] as const;
/** Up to this share of enough cells is a slip. */
const maxShareOfSlips = 0.02;
const cellsForSlips = 50;
/** Up to this share is asked about. */
const maxShareAsked = 0.03;
/** The same of a value with a gap before it (1–5 and 9). */
const maxShareBehindGap = 0.1;
const cellsForQuestion = 10;

/** The bounds of nearly all cells, and of all, where the two differ. */
export interface ScaleEnds {
  readonly bounds: Bounds;
  /** Set where only a person can say: the bounds of all cells, and a value that may be a code for "no answer". */
  readonly open?: { readonly whole: Bounds; readonly code?: string };
}

const cellsWhere = (profile: ColumnProfile, test: (number: number) => boolean): number =>
  profile.valuesWithNumbers.reduce(
    (sum, { number, count }) => sum + (number !== undefined && test(number) ? count : 0),
    0,
  );

const distinctWhere = (profile: ColumnProfile, test: (number: number) => boolean): number[] => [
  ...new Set(
    profile.valuesWithNumbers.flatMap(({ number }) => (number !== undefined && test(number) ? [number] : [])),
  ),
];

type Verdict = 'slips' | 'open' | 'part';

/** What a few cells beyond an end are. Many answers at the end itself show that it is one. */
const verdictOf = (profile: ColumnProfile, end: number): Verdict => {
  const total = profile.ratings;
  const beyond = cellsWhere(profile, (number) => number > end);
  const values = distinctWhere(profile, (number) => number > end);
  const atEnd = cellsWhere(profile, (number) => number === end);
  const used = distinctWhere(profile, (number) => number >= 1 && number <= end && Number.isInteger(number));
  if (total < cellsForQuestion || beyond >= atEnd) return 'part';
  const share = beyond / total;
  const isSlip =
    share <= maxShareOfSlips && total >= cellsForSlips && values.length <= 2 && used.length >= end - 1;
  if (isSlip) return 'slips';
  const hasGap = values.every((value) => value > end + 1) && values.length === 1;
  return share <= maxShareAsked || (hasGap && share <= maxShareBehindGap) ? 'open' : 'part';
};

const textOf = (profile: ColumnProfile, number: number): string | undefined =>
  profile.valuesWithNumbers.find((value) => value.number === number)?.text;

const upperEnds = (profile: ColumnProfile, whole: Bounds): ScaleEnds => {
  for (const end of usualEnds) {
    if (end >= profile.max) break;
    const verdict = verdictOf(profile, end);
    if (verdict === 'part') continue;
    const bounds = { min: whole.min, max: end };
    if (verdict === 'slips') return { bounds };
    const values = distinctWhere(profile, (number) => number > end);
    const code = values.length === 1 ? textOf(profile, values[0] ?? 0) : undefined;
    return { bounds, open: { whole, ...(code === undefined ? {} : { code }) } };
  }
  return { bounds: whole };
};

/** A scale to 10 may well begin at 0; one to 7 hardly does. */
const longestFromOne = 7;
const maxShareOfZeros = 0.1;

/** The same scale from 1, where its few zeros are slips or "no answer". */
const withoutZeros = (profile: ColumnProfile, ends: ScaleEnds): ScaleEnds => {
  const { bounds } = ends;
  const zeros = cellsWhere(profile, (number) => number === 0);
  const total = profile.ratings;
  if (bounds.min !== 0 || bounds.max < 3 || bounds.max > longestFromOne || zeros === 0) return ends;
  if (total < cellsForQuestion || zeros > maxShareOfZeros * total) return ends;
  const fromOne = { min: 1, max: bounds.max };
  const isSlip = zeros <= maxShareOfSlips * total && total >= cellsForSlips;
  return isSlip ? { ...ends, bounds: fromOne } : { bounds: fromOne, open: { whole: bounds, code: '0' } };
};

/**
 * The scale of nearly all cells of a rating column.
 *
 * @param minMax the shortest scale of its metric
 */
export const scaleEndsOf = (profile: ColumnProfile, minMax: number): ScaleEnds => {
  const ends = upperEnds(profile, boundsByValues(profile, minMax));
  return withoutZeros(profile, ends);
};

/** What a person is asked where a few cells are beyond a usual scale. */
export const scaleEndsQuestion = (
  column: string,
  metric: string,
  { bounds, open }: ScaleEnds,
): MappingQuestion | undefined => {
  if (open === undefined) return undefined;
  const { whole, code } = open;
  const range = ({ min, max }: Bounds): string => `${metric}=${column}:${min}-${max}`;
  return {
    code: 'scale-ends',
    column,
    ask: `Nearly all answers in "${column}" are from ${bounds.min} to ${bounds.max}, a few are not. Does its scale go from ${bounds.min} to ${bounds.max}, or from ${whole.min} to ${whole.max}?`,
    options: [
      range(bounds),
      range(whole),
      ...(code === undefined ? [] : [`${range(bounds)}:missing=${code}`]),
    ],
  };
};
