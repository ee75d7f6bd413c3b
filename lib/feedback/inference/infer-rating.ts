import type { Claim } from '../claim.ts';
import type { ColumnMeaning, MappingQuestion } from '../mapping.ts';
import type { Metric, Scale } from '../scale.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { Finding } from './finding.ts';
import { isShortName } from './header-words.ts';
import {
  easyWords,
  effortWords,
  hardWords,
  metricByName,
  notRatingName,
  plainScoreName,
  ratingName,
  relationshipWords,
  schoolMark,
  transactionWords,
  weakNpsName,
} from './rating-names.ts';
import { reversedValues } from './reversed-scale.ts';
import type { ProfiledColumn } from './table-profile.ts';
import { type MatchedWords, matchWordScale } from './word-scales.ts';

/** Finds out whether a column is a rating, and on which scale: by name, wording and content together. */

/** What the other columns of the table tell. */
export interface RatingContext {
  /** The file's responses are about one moment: a touchpoint is named by a column or by the key. */
  readonly namesTouchpoint: boolean;
  /** What a column such as "Survey type" says that a plain score is. */
  readonly statedMetric: Metric | undefined;
}

const statedRange =
  /\b([01])\s*(?:-|–|to|bis|a|through|and|und|von)?\s*(\d{1,3})\b(?!\s*(?:minutes|days|hours|weeks))/;

interface Bounds {
  readonly min: number;
  readonly max: number;
}

const usualMaxima = [2, 3, 5, 7, 10, 100];
/** Fewer answers than this need not show the ends of their scale. */
const enoughAnswers = 30;

/** A range that the wording states ("on a scale from 1 to 7"), if the values lie within it. */
const boundsInWording = (words: string, { min, max }: ColumnProfile): Bounds | undefined => {
  const match = statedRange.exec(words);
  const stated = { min: Number(match?.[1]), max: Number(match?.[2]) };
  return match !== null && stated.max >= 2 && stated.min <= min && stated.max >= max ? stated : undefined;
};

/** The smallest usual scale that holds all values; small files get no smaller one than five points. */
const boundsByValues = (profile: ColumnProfile, smallest: number): Bounds => {
  const min = profile.min < 1 ? 0 : 1;
  const least = profile.filled < enoughAnswers ? 5 : smallest;
  if (min === 0 && profile.max <= 1) return { min: 0, max: 1 };
  return {
    min,
    max: usualMaxima.find((max) => max >= profile.max && max >= least) ?? Math.ceil(profile.max),
  };
};

const isNumericRating = (profile: ColumnProfile, highest: number): boolean =>
  profile.filled > 0 && profile.ratings >= 0.9 * profile.filled && profile.min >= 0 && profile.max <= highest;

const wording = ({ question }: ProfiledColumn): { wording?: string } =>
  question === undefined ? {} : { wording: question };

const rating = (
  column: ProfiledColumn,
  scale: Scale,
  confidence: number,
  because: string,
  more: { values?: Readonly<Record<string, number>>; question?: MappingQuestion } = {},
): Finding => {
  const meaning: ColumnMeaning = {
    field: 'rating',
    scale,
    ...wording(column),
    ...(more.values === undefined ? {} : { values: { ...more.values } }),
  };
  return {
    meaning,
    confidence,
    because,
    ...(more.question === undefined ? {} : { question: more.question }),
  };
};

const npsKind = (words: string, { namesTouchpoint }: RatingContext): 'relationship' | 'transactional' => {
  if (transactionWords.test(words)) return 'transactional';
  return relationshipWords.test(words) || !namesTouchpoint ? 'relationship' : 'transactional';
};

/** Where somebody answered 0 as well, an 11 is a slip. */
const isCodedFromOne = (profile: ColumnProfile): boolean => profile.max === 11 && !profile.values.has('0');

/** Whether the numbers may be 1–10 or 1–11 where NPS is 0–10: asked only where the answers or the wording say so. */
const npsCoding = (column: ProfiledColumn): MappingQuestion | undefined => {
  const { profile, name, words } = column;
  if (isCodedFromOne(profile)) {
    return {
      code: 'nps-coding',
      column: name,
      ask: `"${name}" goes up to 11. Is 1 the code of answer 0, and 11 that of answer 10?`,
      options: [`nps=${name}:1-11`, `ignored=${name}`],
    };
  }
  const fromOne = boundsInWording(words, profile)?.min === 1;
  const ones = profile.values.get('1') ?? 0;
  const missesZero = ones >= 5 && !profile.values.has('0') && profile.min === 1;
  if (!fromOne && !missesZero) return undefined;
  return {
    code: 'nps-coding',
    column: name,
    ask: `Nobody answered 0 in "${name}". Was it asked from 0 to 10, or from 1 to 10?`,
    options: [`nps=${name}:0-10`, `rating=${name}:1-10`],
  };
};

const coded = (max: number): Readonly<Record<string, number>> | undefined =>
  max === 11
    ? Object.fromEntries(Array.from({ length: 11 }, (_, value) => [String(value + 1), value]))
    : undefined;

const inferNps = (column: ProfiledColumn, context: RatingContext, claim?: Claim): Finding => {
  const kind = claim?.kind ?? npsKind(column.words, context);
  const question = claim?.min === undefined ? npsCoding(column) : undefined;
  const values = coded(claim?.max ?? (isCodedFromOne(column.profile) ? 11 : 10));
  return rating(column, { metric: 'nps', kind }, 0.97, `asks how likely a recommendation is, 0–10; ${kind}`, {
    ...(question === undefined ? {} : { question }),
    ...(values === undefined ? {} : { values }),
  });
};

/** Which way a labelled answer ("7 - Very easy") points, undefined where it has no such label. */
const directionOfLabel = (label: string, middle: number): 'easy' | 'effort' | undefined => {
  const number = Number(/\d+/.exec(label)?.[0] ?? Number.NaN);
  const words = label.toLowerCase();
  if (Number.isNaN(number) || number === middle) return undefined;
  if (easyWords.test(words)) return number > middle ? 'easy' : 'effort';
  if (hardWords.test(words)) return number > middle ? 'effort' : 'easy';
  return undefined;
};

const directionOfLabels = ({ values }: ColumnProfile, { min, max }: Bounds): 'easy' | 'effort' | undefined =>
  [...values.keys()]
    .map((label) => directionOfLabel(label, (min + max) / 2))
    .find((found) => found !== undefined);

const directionOfWording = (words: string): 'easy' | 'effort' | undefined => {
  if (effortWords.test(words)) return 'effort';
  return easyWords.test(words) && !hardWords.test(words) ? 'easy' : undefined;
};

const cesQuestion = (name: string, { min, max }: Bounds): MappingQuestion => ({
  code: 'ces-direction',
  column: name,
  ask: `In "${name}", does ${max} mean that it was easy, or that it took much effort?`,
  options: [`ces=${name}:${min}-${max}:easy`, `ces=${name}:${min}-${max}:effort`],
});

const inferCes = (column: ProfiledColumn, bounds: Bounds, claim?: Claim): Finding => {
  const known =
    claim?.direction ?? directionOfLabels(column.profile, bounds) ?? directionOfWording(column.words);
  const scale: Scale = { metric: 'ces', ...bounds, direction: known ?? 'easy' };
  const because = `asks for effort, ${bounds.min}–${bounds.max}; ${known === undefined ? 'direction unknown' : `high is ${known === 'easy' ? 'easy' : 'much effort'}`}`;
  return rating(column, scale, known === undefined ? 0.6 : 0.93, because, {
    ...(known === undefined ? { question: cesQuestion(column.name, bounds) } : {}),
  });
};

const fromWords = (
  column: ProfiledColumn,
  matched: MatchedWords,
  context: RatingContext,
  claim?: Claim,
): Finding | undefined => {
  const metric = claim?.metric ?? matched.metric ?? metricByName(column.words);
  const { min, max, values } = matched;
  const because = `answers are words of a ${max - min + 1}-point scale`;
  if (metric === 'ces') {
    const direction = claim?.direction ?? matched.direction ?? 'easy';
    return rating(column, { metric, min, max, direction }, 0.95, because, { values });
  }
  if (metric === 'csat' || metric === 'rating')
    return rating(column, { metric, min, max }, 0.95, because, { values });
  return metric === 'nps' ? inferNps(column, context, claim) : undefined;
};

/** What most answers of a column named for a metric must be, for the rest to be slips. */
const leastShareOnScale = 0.6;

/** A column that its name says is a metric stays one when some answers are off its scale: those rows are rejected. */
const withoutSlips = (column: ProfiledColumn): ProfiledColumn => {
  const named = metricByName(column.words);
  if (named === undefined) return column;
  const onScale = column.profile.within(0, highest[named]);
  return onScale.filled >= leastShareOnScale * column.profile.filled
    ? { ...column, profile: onScale }
    : column;
};

const claimedBounds = (column: ProfiledColumn, metric: Metric, claim: Claim | undefined): Bounds => {
  if (claim?.min !== undefined && claim.max !== undefined) return { min: claim.min, max: claim.max };
  if (schoolMark.test(column.words)) return { min: 1, max: 6 };
  return (
    boundsInWording(column.words, column.profile) ?? boundsByValues(column.profile, metric === 'csat' ? 2 : 5)
  );
};

const onScale = (column: ProfiledColumn, metric: Metric, context: RatingContext, claim?: Claim): Finding => {
  if (metric === 'nps') return inferNps(column, context, claim);
  const bounds = claimedBounds(column, metric, claim);
  if (metric === 'ces') return inferCes(column, bounds, claim);
  const reversed = reversedValues(column, bounds, schoolMark.test(column.words));
  const because = [
    `${metric === 'csat' ? 'asks for satisfaction' : 'a rating by its name'}, values from ${column.profile.min} to ${column.profile.max}`,
    ...(reversed === undefined ? [] : ['low is good']),
    ...(metric === 'rating' && bounds.max === 10 && bounds.min === 0
      ? [`if it asks for a recommendation, say nps=${column.name}`]
      : []),
  ].join('; ');
  return rating(column, { metric, ...bounds }, metric === 'csat' ? 0.93 : 0.9, because, {
    ...(reversed === undefined ? {} : { values: reversed }),
  });
};

/** The NPS whose groups another column of the table holds. */
export const groupedNps = (column: ProfiledColumn, groups: string, context: RatingContext): Finding => {
  const found = inferNps(column, context);
  return { ...found, because: `${found.because}; "${groups}" holds its promoters and detractors` };
};

/** The highest number that each metric's columns hold. */
const highest: Readonly<Record<Metric, number>> = { nps: 11, csat: 10, ces: 10, rating: 100 };

const isWhole = (profile: ColumnProfile): boolean =>
  [...profile.values.keys()].every((value) => !/\d[.,]\d*[1-9]/.test(value));

/** A yes or no to "would you recommend us" is no NPS. */
const isYesOrNo = ({ max, filled }: ColumnProfile): boolean => max <= 1 && filled >= enoughAnswers;

const isAnsweredOn = (metric: Metric, profile: ColumnProfile): boolean =>
  isNumericRating(profile, highest[metric]) && isWhole(profile) && !(metric === 'nps' && isYesOrNo(profile));

const numericMetric = (
  { words, nameWords, profile }: ProfiledColumn,
  { statedMetric }: RatingContext,
): Metric | undefined => {
  const asked = weakNpsName.test(nameWords) && profile.max > 5 ? 'nps' : metricByName(words);
  const named = asked ?? (plainScoreName.test(nameWords) ? statedMetric : undefined);
  if (named !== undefined && isAnsweredOn(named, profile)) return named;
  const isOther = isShortName(nameWords) && notRatingName.test(nameWords);
  const isRating = ratingName.test(words) && !isOther;
  return isRating && isNumericRating(profile, highest.rating) && profile.averageWords < 4
    ? 'rating'
    : undefined;
};

/** Numbers that the name says are a metric and most of which are off its scale: slips, or somebody's average or index. */
const namedBeyondScale = (column: ProfiledColumn, context: RatingContext): Finding | undefined => {
  const { name, nameWords, profile } = column;
  const named =
    isShortName(nameWords) && !notRatingName.test(nameWords) ? metricByName(nameWords) : undefined;
  if (named === undefined || profile.plainNumbers < 0.5 * profile.filled || profile.max <= 1)
    return undefined;
  const label = named.toUpperCase();
  return {
    ...onScale(column, named, context),
    confidence: 0.4,
    because: `named for ${label}, values from ${profile.min} to ${profile.max}`,
    question: {
      code: 'scale-unsure',
      column: name,
      ask: `"${name}" is named for ${label}, but many of its numbers are not on such a scale. What did customers answer there?`,
      options: [`${named}=${name}`, `rating=${name}`, `ignored=${name}`],
    },
  };
};

/** The rating that a column holds, undefined where it holds none. */
export const inferRating = (column: ProfiledColumn, context: RatingContext): Finding | undefined => {
  const { profile } = column;
  if (profile.filled === 0 || profile.distinct > 300) return undefined;
  const isNamed = metricByName(column.words) !== undefined || ratingName.test(column.words);
  const matched = matchWordScale(profile.values.keys());
  if (matched !== undefined && (isNamed || !matched.needsName)) return fromWords(column, matched, context);
  const answers = withoutSlips(column);
  const metric = numericMetric(answers, context);
  return metric === undefined ? namedBeyondScale(column, context) : onScale(answers, metric, context);
};

/** The rating that a person says the column holds, with what they left open taken from the column. */
export const claimedRating = (column: ProfiledColumn, claim: Claim, context: RatingContext): Finding => {
  const matched = matchWordScale(column.profile.values.keys());
  const finding = matched === undefined ? undefined : fromWords(column, matched, context, claim);
  return finding ?? onScale(column, claim.metric ?? 'rating', context, claim);
};
