import { scaleWord } from '../../response/ratings.ts';
import type { Metric } from '../../response/scale.ts';
import type { ColumnOverride } from '../column-override.ts';
import type { ColumnInference } from '../columns/column-inference.ts';
import type { ColumnProfile } from '../columns/column-profile.ts';
import { isShortName } from '../columns/header-words.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';
import { inferCes } from './infer-effort.ts';
import { inferNps } from './infer-nps.ts';
import { missingCodes } from './missing-codes.ts';
import {
  type Bounds,
  boundsInWording,
  enoughAnswers,
  type RatingContext,
  ratingInference,
} from './rating-inference.ts';
import {
  asksForOpinion,
  dissatisfiedWords,
  mayAskToRecommend,
  metricByName,
  metricOfStatement,
  notRatingName,
  plainScoreName,
  ratingName,
  schoolMark,
} from './rating-names.ts';
import { reversedValues } from './reversed-scale.ts';
import { type ScaleEnds, scaleEndsOf, scaleEndsQuestion } from './scale-ends.ts';
import { type MatchedWords, matchWordScale } from './word-scales.ts';

/** Finds out whether a column is a rating, and on which scale: by name, wording and content together. */

/** A column, and what a person said that it is, if anything. */
interface OverriddenColumn {
  readonly column: ProfiledColumn;
  readonly override?: ColumnOverride;
}

const isNumericRating = (profile: ColumnProfile, maxRating: number): boolean =>
  profile.filled > 0 &&
  profile.ratings >= 0.9 * profile.filled &&
  profile.min >= 0 &&
  profile.max <= maxRating;

const reversedWords = (
  values: Readonly<Record<string, number>>,
  { min, max }: Bounds,
): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([word, value]) => [word, min + max - value]));

/** What was agreed to: a statement of effort, of satisfaction or of its contrary, or to recommend. Others are no rating. */
const fromAgreement = (
  { column, override }: OverriddenColumn,
  { min, max, values }: MatchedWords,
): ColumnInference | undefined => {
  const because = `agreement in words, ${max - min + 1} points`;
  const asked = override?.metric ?? metricOfStatement(column.words);
  if (asked === 'ces') return inferCes({ column, override }, { min, max }, { because, values });
  if (asked === undefined) return undefined;
  const isReversed = asked === 'csat' && dissatisfiedWords.test(column.words);
  return ratingInference(
    column,
    { metric: asked === 'nps' ? 'rating' : asked, min, max },
    {
      confidence: 0.9,
      because: isReversed ? `${because}; agreement is dissatisfaction` : because,
      values: isReversed ? reversedWords(values, { min, max }) : values,
    },
  );
};

const fromWords = (overridden: OverriddenColumn, matched: MatchedWords): ColumnInference | undefined => {
  const { column, override } = overridden;
  if (matched.metric === undefined) return fromAgreement(overridden, matched);
  const metric = override?.metric ?? matched.metric;
  const { min, max, values } = matched;
  const because = `answers are words of a ${max - min + 1}-point scale`;
  if (metric === 'ces') {
    const direction = override?.direction ?? matched.direction ?? 'easy';
    return ratingInference(column, { metric, min, max, direction }, { confidence: 0.95, because, values });
  }
  return ratingInference(
    column,
    { metric: metric === 'nps' ? 'rating' : metric, min, max },
    { confidence: 0.95, because, values },
  );
};

/** The share of answers that must be on the scale for the rest to be slips, and the share that may be words. */
const minShareOnScale: Readonly<Record<Metric, number>> = { nps: 0.6, csat: 0.6, ces: 0.6, rating: 0.8 };
const maxShareOfTexts = 0.25;

/** The metric that a name says, also where it may say something else: the answers decide. */
const namedMetric = ({ words, nameWords }: ProfiledColumn): Metric | undefined => {
  if (mayAskToRecommend(nameWords)) return 'nps';
  return metricByName(words) ?? (ratingName.test(words) ? 'rating' : undefined);
};

/** A column that its name says is a metric stays one when some answers are off its scale: those rows are rejected. */
const withoutSlips = (column: ProfiledColumn): ProfiledColumn => {
  const { profile } = column;
  const named = namedMetric(column);
  if (named === undefined || profile.texts > maxShareOfTexts * profile.filled) return column;
  const onScale = profile.within(0, maxRating[named]);
  return onScale.filled >= minShareOnScale[named] * profile.filled ? { ...column, profile: onScale } : column;
};

/** The same inference, with what becomes of the cells that were left aside. */
const withSlips = (inference: ColumnInference, slips: number): ColumnInference => {
  if (slips === 0) return inference;
  const rows =
    slips === 1 ? '1 row is rejected for a value that is' : `${slips} rows are rejected for values that are`;
  return { ...inference, because: `${inference.because}; ${rows} not on the scale` };
};

const endsByOverride = (
  column: ProfiledColumn,
  metric: Metric,
  override: ColumnOverride | undefined,
): ScaleEnds => {
  if (override?.min !== undefined && override.max !== undefined)
    return { bounds: { min: override.min, max: override.max } };
  if (schoolMark.test(column.words)) return { bounds: { min: 1, max: 6 } };
  const stated = boundsInWording(column.words, column.profile);
  return stated === undefined ? scaleEndsOf(column.profile, metric === 'csat' ? 2 : 5) : { bounds: stated };
};

const onScale = (overridden: OverriddenColumn, metric: Metric, context: RatingContext): ColumnInference => {
  const { column, override } = overridden;
  if (metric === 'nps') return inferNps(column, context, override);
  const ends = endsByOverride(column, metric, override);
  const question = scaleEndsQuestion(column.name, metric, ends);
  const found = metric === 'ces' ? inferCes(overridden, ends.bounds) : onNumbers(column, metric, ends.bounds);
  return question === undefined ? found : { ...found, confidence: Math.min(found.confidence, 0.6), question };
};

const onNumbers = (column: ProfiledColumn, metric: 'csat' | 'rating', bounds: Bounds): ColumnInference => {
  const reversed = reversedValues(column, bounds, schoolMark.test(column.words));
  const because = [
    `${metric === 'csat' ? 'asks for satisfaction' : 'a rating by its name'}, values from ${column.profile.min} to ${column.profile.max}`,
    ...(reversed === undefined ? [] : ['low is good']),
    ...(metric === 'rating' && bounds.max === 10 && bounds.min === 0
      ? [`if it asks for a recommendation, use nps=${column.name}`]
      : []),
  ].join('; ');
  return ratingInference(
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
const maxRating: Readonly<Record<Metric, number>> = { nps: 11, csat: 10, ces: 10, rating: 100 };

/** Up to this share of answers between two boxes are slips; more are somebody's averages. */
const maxShareOfFractions = 0.05;

const isWhole = (profile: ColumnProfile): boolean => {
  const fractions = profile.keeping(({ text }) => /\d[.,]\d*[1-9]/.test(text)).filled;
  return fractions <= maxShareOfFractions * profile.filled;
};

/** A yes or no to "would you recommend us" is no NPS. */
const isYesOrNo = ({ max, filled }: ColumnProfile): boolean => max <= 1 && filled >= enoughAnswers;

const isAnsweredOn = (metric: Metric, profile: ColumnProfile): boolean =>
  isNumericRating(profile, maxRating[metric]) &&
  isWhole(profile) &&
  !(metric === 'nps' && isYesOrNo(profile));

/** "4 out of 5 stars": words, but no text. */
const areFractions = ({ values }: ColumnProfile): boolean =>
  [...values.keys()].every((value) =>
    /^\d+(?:[.,]\d+)? (?:of|out of|von|sur|de) \d+(?: \p{L}+)?$/u.test(value),
  );

const numericMetric = (
  { words, nameWords, profile }: ProfiledColumn,
  { statedMetric }: RatingContext,
): Metric | undefined => {
  const asked = mayAskToRecommend(nameWords) && profile.max > 5 ? 'nps' : metricByName(words);
  const named = asked ?? (plainScoreName.test(nameWords) ? statedMetric : undefined);
  if (named !== undefined && isAnsweredOn(named, profile)) return named;
  const isOther = isShortName(nameWords) && notRatingName.test(nameWords);
  const isRating = ratingName.test(words) && !isOther;
  return isRating &&
    isNumericRating(profile, maxRating.rating) &&
    (profile.averageWords < 4 || areFractions(profile))
    ? 'rating'
    : undefined;
};

/** Numbers that the name says are a metric and most of which are off its scale: slips, or somebody's average or index. */
const namedBeyondScale = (column: ProfiledColumn, context: RatingContext): ColumnInference | undefined => {
  const { name, nameWords, profile } = column;
  const named = notRatingName.test(nameWords) ? undefined : metricByName(nameWords);
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

/** The column without its codes for "no answer", and these. */
const withoutCodes = (
  column: ProfiledColumn,
  said: readonly string[] = [],
): { readonly column: ProfiledColumn; readonly codes: readonly string[] } => {
  const codes = [...new Set([...said, ...missingCodes(column.profile)])];
  if (codes.length === 0) return { column, codes };
  const known = new Set(codes.map(scaleWord));
  return {
    column: { ...column, profile: column.profile.keeping(({ text }) => !known.has(scaleWord(text))) },
    codes,
  };
};

const withCodes = (
  inference: ColumnInference | undefined,
  codes: readonly string[],
): ColumnInference | undefined =>
  inference?.meaning.field === 'rating' && codes.length > 0
    ? { ...inference, meaning: { ...inference.meaning, absent: [...codes] } }
    : inference;

/** The words of a scale are answers where the column asks for some. */
const wordsAsked = (words: string): boolean =>
  metricByName(words) !== undefined || ratingName.test(words) || asksForOpinion.test(words);

/** The rating that a column holds, undefined where it holds none. */
export const inferRating = (whole: ProfiledColumn, context: RatingContext): ColumnInference | undefined => {
  if (whole.profile.filled === 0 || whole.profile.distinct > 300) return undefined;
  const matched = matchWordScale(whole.profile.values.keys());
  if (matched !== undefined && (wordsAsked(whole.words) || !matched.needsName))
    return fromWords({ column: whole }, matched);
  const { column, codes } = withoutCodes(whole);
  const answers = withoutSlips(column);
  const metric = numericMetric(answers, context);
  if (metric === undefined) return withCodes(namedBeyondScale(column, context), codes);
  const slips = column.profile.filled - answers.profile.filled;
  return withCodes(withSlips(onScale({ column: answers }, metric, context), slips), codes);
};

/** The rating that a person says the column holds, with what they left open taken from the column. */
export const ratingByOverride = (
  whole: ProfiledColumn,
  override: ColumnOverride,
  context: RatingContext,
): ColumnInference => {
  const matched = matchWordScale(whole.profile.values.keys());
  const worded = matched === undefined ? undefined : fromWords({ column: whole, override }, matched);
  if (worded !== undefined) return worded;
  const { column, codes } = withoutCodes(whole, override.absent);
  const found = onScale({ column, override }, override.metric ?? 'rating', context);
  return withCodes(found, codes) ?? found;
};
