import type { Metric } from '../../response/scale.ts';
import type { Claim } from '../claim.ts';
import type { ColumnProfile } from '../columns/column-profile.ts';
import type { Finding } from '../columns/finding.ts';
import { isShortName } from '../columns/header-words.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';
import { inferCes } from './infer-effort.ts';
import { inferNps } from './infer-nps.ts';
import {
  type Bounds,
  boundsByValues,
  boundsInWording,
  enoughAnswers,
  type RatingContext,
  ratingFinding,
} from './rating-finding.ts';
import {
  metricByName,
  notRatingName,
  plainScoreName,
  ratingName,
  schoolMark,
  weakNpsName,
} from './rating-names.ts';
import { reversedValues } from './reversed-scale.ts';
import { type MatchedWords, matchWordScale } from './word-scales.ts';

/** Finds out whether a column is a rating, and on which scale: by name, wording and content together. */

/** A column, and what a person said that it is, if anything. */
interface ClaimedColumn {
  readonly column: ProfiledColumn;
  readonly claim?: Claim;
}

const isNumericRating = (profile: ColumnProfile, highest: number): boolean =>
  profile.filled > 0 && profile.ratings >= 0.9 * profile.filled && profile.min >= 0 && profile.max <= highest;

const fromWords = (
  { column, claim }: ClaimedColumn,
  matched: MatchedWords,
  context: RatingContext,
): Finding | undefined => {
  const metric = claim?.metric ?? matched.metric ?? metricByName(column.words);
  const { min, max, values } = matched;
  const because = `answers are words of a ${max - min + 1}-point scale`;
  if (metric === 'ces') {
    const direction = claim?.direction ?? matched.direction ?? 'easy';
    return ratingFinding(column, { metric, min, max, direction }, { confidence: 0.95, because, values });
  }
  if (metric === 'csat' || metric === 'rating')
    return ratingFinding(column, { metric, min, max }, { confidence: 0.95, because, values });
  return metric === 'nps' ? inferNps(column, context, claim) : undefined;
};

/** The share of answers that must be on the scale for the rest to be slips, and the share that may be words. */
const minShareOnScale: Readonly<Record<Metric, number>> = { nps: 0.6, csat: 0.6, ces: 0.6, rating: 0.8 };
const maxShareOfTexts = 0.25;

/** The metric that a name says, also where it may say something else: the answers decide. */
const namedMetric = ({ words, nameWords }: ProfiledColumn): Metric | undefined => {
  if (weakNpsName.test(nameWords)) return 'nps';
  return metricByName(words) ?? (ratingName.test(words) ? 'rating' : undefined);
};

/** A column that its name says is a metric stays one when some answers are off its scale: those rows are rejected. */
const withoutSlips = (column: ProfiledColumn): ProfiledColumn => {
  const { profile } = column;
  const named = namedMetric(column);
  if (named === undefined || profile.texts > maxShareOfTexts * profile.filled) return column;
  const onScale = profile.within(0, highest[named]);
  return onScale.filled >= minShareOnScale[named] * profile.filled ? { ...column, profile: onScale } : column;
};

/** The same finding, with what becomes of the cells that were left aside. */
const withSlips = (finding: Finding, slips: number): Finding => {
  if (slips === 0) return finding;
  const cells = slips === 1 ? '1 cell is' : `${slips} cells are`;
  return { ...finding, because: `${finding.because}; ${cells} off the scale, so rejected` };
};

const claimedBounds = (column: ProfiledColumn, metric: Metric, claim: Claim | undefined): Bounds => {
  if (claim?.min !== undefined && claim.max !== undefined) return { min: claim.min, max: claim.max };
  if (schoolMark.test(column.words)) return { min: 1, max: 6 };
  return (
    boundsInWording(column.words, column.profile) ?? boundsByValues(column.profile, metric === 'csat' ? 2 : 5)
  );
};

const onScale = ({ column, claim }: ClaimedColumn, metric: Metric, context: RatingContext): Finding => {
  if (metric === 'nps') return inferNps(column, context, claim);
  const bounds = claimedBounds(column, metric, claim);
  if (metric === 'ces') return inferCes(column, bounds, claim);
  const reversed = reversedValues(column, bounds, schoolMark.test(column.words));
  const because = [
    `${metric === 'csat' ? 'asks for satisfaction' : 'a rating by its name'}, values from ${column.profile.min} to ${column.profile.max}`,
    ...(reversed === undefined ? [] : ['low is good']),
    ...(metric === 'rating' && bounds.max === 10 && bounds.min === 0
      ? [`if it asks for a recommendation, use nps=${column.name}`]
      : []),
  ].join('; ');
  return ratingFinding(
    column,
    { metric, ...bounds },
    {
      confidence: metric === 'csat' ? 0.93 : 0.9,
      because,
      ...(reversed === undefined ? {} : { values: reversed }),
    },
  );
};

/** The highest number that each metric's columns hold. */
const highest: Readonly<Record<Metric, number>> = { nps: 11, csat: 10, ces: 10, rating: 100 };

const isWhole = (profile: ColumnProfile): boolean =>
  [...profile.values.keys()].every((value) => !/\d[.,]\d*[1-9]/.test(value));

/** A yes or no to "would you recommend us" is no NPS. */
const isYesOrNo = ({ max, filled }: ColumnProfile): boolean => max <= 1 && filled >= enoughAnswers;

const isAnsweredOn = (metric: Metric, profile: ColumnProfile): boolean =>
  isNumericRating(profile, highest[metric]) && isWhole(profile) && !(metric === 'nps' && isYesOrNo(profile));

/** "4 out of 5 stars": words, but no text. */
const areFractions = ({ values }: ColumnProfile): boolean =>
  [...values.keys()].every((value) =>
    /^\d+(?:[.,]\d+)? (?:of|out of|von|sur|de) \d+(?: \p{L}+)?$/u.test(value),
  );

const numericMetric = (
  { words, nameWords, profile }: ProfiledColumn,
  { statedMetric }: RatingContext,
): Metric | undefined => {
  const asked = weakNpsName.test(nameWords) && profile.max > 5 ? 'nps' : metricByName(words);
  const named = asked ?? (plainScoreName.test(nameWords) ? statedMetric : undefined);
  if (named !== undefined && isAnsweredOn(named, profile)) return named;
  const isOther = isShortName(nameWords) && notRatingName.test(nameWords);
  const isRating = ratingName.test(words) && !isOther;
  return isRating &&
    isNumericRating(profile, highest.rating) &&
    (profile.averageWords < 4 || areFractions(profile))
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
    ...onScale({ column }, named, context),
    confidence: 0.4,
    because: `named like ${label}, values from ${profile.min} to ${profile.max}`,
    question: {
      code: 'scale-unsure',
      column: name,
      ask: `"${name}" is named like ${label}, but many of its numbers are not on that scale. What did customers answer there?`,
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
  if (matched !== undefined && (isNamed || !matched.needsName))
    return fromWords({ column }, matched, context);
  const answers = withoutSlips(column);
  const metric = numericMetric(answers, context);
  return metric === undefined
    ? namedBeyondScale(column, context)
    : withSlips(onScale({ column: answers }, metric, context), profile.filled - answers.profile.filled);
};

/** The rating that a person says the column holds, with what they left open taken from the column. */
export const claimedRating = (column: ProfiledColumn, claim: Claim, context: RatingContext): Finding => {
  const matched = matchWordScale(column.profile.values.keys());
  const finding = matched === undefined ? undefined : fromWords({ column, claim }, matched, context);
  return finding ?? onScale({ column, claim }, claim.metric ?? 'rating', context);
};
