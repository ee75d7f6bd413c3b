import type { Metric, Scale } from '../../response/scale.ts';
import type { ColumnInference } from '../columns/column-inference.ts';
import type { ColumnProfile } from '../columns/column-profile.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';
import type { ColumnMeaning, MappingQuestion } from '../mapping.ts';

/** What all ratings have in common: the context they are looked at in, the bounds of their scales, their findings. */

/** What the other columns of the table show. */
export interface RatingContext {
  /** The file's responses are about one moment: a touchpoint is named by a column or by the key. */
  readonly namesTouchpoint: boolean;
  /** What a column such as "Survey type" says that a plain score is. */
  readonly statedMetric: Metric | undefined;
}

const statedRange =
  /\b([01])\s*(?:-|–|to|bis|a|through|and|und|von)?\s*(\d{1,3})\b(?!\s*(?:minutes|days|hours|weeks))/;

/** "1 sehr gut 6 ungenugend": the ends with their meanings. */
const labelledEnds = /\b([01]) (?:[\p{L}]+ ){1,3}([3-7]|10) \p{L}/u;

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const standardMaxima = [2, 3, 5, 7, 10, 20, 100];
/** Fewer answers than this need not show the ends of their scale. */
export const enoughAnswers = 30;

/** What of the answers must lie within a stated range for the rest to be slips. */
const minShareInRange = 0.9;

/** A range that the wording states ("on a scale from 1 to 7"), if nearly all values lie within it. */
export const boundsInWording = (words: string, profile: ColumnProfile): Bounds | undefined => {
  const match = statedRange.exec(words) ?? labelledEnds.exec(words);
  const stated = { min: Number(match?.[1]), max: Number(match?.[2]) };
  if (match === null || stated.max < 2) return undefined;
  const inside = profile.within(stated.min, stated.max);
  return inside.filled > 0 && inside.filled >= minShareInRange * profile.ratings ? stated : undefined;
};

/** The shortest usual scale that holds all values, with a maximum of at least `minMax`; in small files of at least 5. */
export const boundsByValues = (profile: ColumnProfile, minMax: number): Bounds => {
  const min = profile.min < 1 ? 0 : 1;
  const lowest = profile.filled < enoughAnswers ? 5 : minMax;
  if (min === 0 && profile.max <= 1) return { min: 0, max: 1 };
  return {
    min,
    max: standardMaxima.find((max) => max >= profile.max && max >= lowest) ?? Math.ceil(profile.max),
  };
};

const wording = ({ question }: ProfiledColumn): { wording?: string } =>
  question === undefined ? {} : { wording: question };

/** How a scale was recognized. */
interface RatingEvidence extends Pick<ColumnInference, 'confidence' | 'because'> {
  /** The numbers of the scale that the file's values mean, where they are not the numbers as written. */
  readonly values?: Readonly<Record<string, number>>;
  /** Its values that are codes for "no answer". */
  readonly absent?: readonly string[];
  readonly question?: MappingQuestion;
}

/** What is inferred of a column that holds a rating on a scale. */
export const ratingInference = (
  column: ProfiledColumn,
  scale: Scale,
  { confidence, because, values, absent = [], question }: RatingEvidence,
): ColumnInference => {
  const meaning: ColumnMeaning = {
    field: 'rating',
    scale,
    ...wording(column),
    ...(values === undefined ? {} : { values: { ...values } }),
    ...(absent.length === 0 ? {} : { absent: [...absent] }),
  };
  return {
    meaning,
    confidence,
    because,
    ...(question === undefined ? {} : { question }),
  };
};
