import { lowEffortLimit, parseScaleKey, type Scale, satisfiedFrom } from '../../feedback/response/scale.ts';
import { type Moments, momentsOfCounts } from './moments.ts';

/** −100 of a detractor, 0, or 100 of a promoter. */
export const npsScore = (rating: number): number => {
  if (rating >= 9) return 100;
  return rating <= 6 ? -100 : 0;
};

const isLowEffort = (scale: Extract<Scale, { metric: 'ces' }>, rating: number): boolean =>
  scale.direction === 'easy' ? rating >= lowEffortLimit(scale) : rating <= lowEffortLimit(scale);

/**
 * The contribution of one rating to the headline of its scale, so that the headline is the mean of these scores: −100, 0 or 100
 * for NPS; 0 or 1 for CSAT (satisfied) and CES (low effort); the rating itself for stars.
 *
 * @param satisfied the lowest rating that counts as satisfied (CSAT only); default by the scale's length
 * @example scoreOf({ metric: 'nps', kind: 'transactional' }, 6) // -100
 */
export const scoreOf = (scale: Scale, rating: number, satisfied?: number): number => {
  switch (scale.metric) {
    case 'nps':
      return npsScore(rating);
    case 'csat':
      return rating >= (satisfied ?? satisfiedFrom(scale)) ? 1 : 0;
    case 'ces':
      return isLowEffort(scale, rating) ? 1 : 0;
    default:
      return rating;
  }
};

/**
 * How often each score was given, from the counts of a scale by value. Their mean is the headline.
 *
 * @example scoreCounts('nps:transactional', { 10: 3, 7: 2, 0: 1 }) // { '100': 3, '0': 2, '-100': 1 }
 */
export const scoreCounts = (
  key: string,
  counts: Readonly<Record<string, number>>,
  satisfied?: number,
): Record<string, number> => {
  const scale = parseScaleKey(key);
  const byScore: Record<string, number> = {};
  for (const [rating, count] of Object.entries(counts)) {
    const score = scoreOf(scale, Number(rating), satisfied);
    byScore[score] = (byScore[score] ?? 0) + count;
  }
  return byScore;
};

/** The moments of the scores of a scale, from its counts by value: their mean is the headline. */
export const scoreMoments = (
  key: string,
  counts: Readonly<Record<string, number>>,
  satisfied?: number,
): Moments => momentsOfCounts(scoreCounts(key, counts, satisfied));
