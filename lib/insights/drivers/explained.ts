import type { Copy } from '../../feedback/response/copy.ts';
import { boundsOf, parseScaleKey } from '../../feedback/response/scale.ts';
import type { ScoreKind } from '../../metrics/drivers/clustered-figure.ts';
import { scoreOf } from '../../metrics/figures/score.ts';
import type { Explained } from './driver-sample.ts';

/** What is explained, in what it is computed, and how it is shown. */
export interface ScoreToExplain extends Explained {
  /** The key of a scale, `sentiment`, or `outcome:<name>`. */
  readonly name: string;
  readonly kind: ScoreKind;
  /** The score of one rating; absent where no rating is explained. */
  readonly ofRating?: (rating: number) => number;
  /** Computed values are divided by this to be shown. */
  readonly divisor: number;
  /** What one is when shown: points (−100..100), a share (0..1), a mean on its scale. */
  readonly unit: 'points' | 'share' | 'mean';
}

const kindOf = (metric: string, bounds: { readonly min: number; readonly max: number }) => {
  if (metric === 'nps') return { kind: 'net', unit: 'points' } as const;
  if (metric === 'rating') return { kind: bounds, unit: 'mean' } as const;
  return { kind: 'share', unit: 'share' } as const;
};

/**
 * The score of one scale: NPS in points, the satisfied share, the share of low effort, or the mean of stars.
 *
 * @param satisfied the lowest rating that counts as satisfied (CSAT only); default by the scale's length
 */
export const ratingToExplain = (key: string, satisfied?: number): ScoreToExplain => {
  const scale = parseScaleKey(key);
  const rating = ({ ratings }: Copy): number | undefined => ratings[key];
  const ofRating = (given: number): number => scoreOf(scale, given, satisfied);
  return {
    name: key,
    rating,
    ofRating,
    ofResponse: (copy) => {
      const given = rating(copy);
      return given === undefined ? undefined : ofRating(given);
    },
    divisor: 1,
    ...kindOf(scale.metric, boundsOf(scale)),
  };
};

/** The sentiment of each answer, −1..1, computed in hundredths. Answers to one question are held against each other. */
export const sentimentToExplain: ScoreToExplain = {
  name: 'sentiment',
  ofAnswer: ({ sentiment }) => Math.round(sentiment.score * 100),
  kind: { min: -100, max: 100 },
  divisor: 100,
  unit: 'mean',
};

/** An imported outcome, 0 or 1: what came of the response. */
export const outcomeToExplain = (
  name: string,
  outcomeOf: (copy: Copy) => number | undefined,
): ScoreToExplain => ({
  name: `outcome:${name}`,
  ofResponse: outcomeOf,
  kind: 'share',
  divisor: 1,
  unit: 'share',
});
