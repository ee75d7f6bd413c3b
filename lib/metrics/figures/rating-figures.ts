import {
  boundsOf,
  type EffortScale,
  lowEffortLimit,
  parseScaleKey,
  satisfiedFrom,
} from '../../feedback/response/scale.ts';
import type { ClusterSample } from '../tally/cluster-sample.ts';
import { designEffectOf, scoreDesignEffect } from './design-effect.ts';
import { type Figure, type FigureMaker, figureMaker } from './figure.ts';
import { momentsOfCounts } from './moments.ts';
import { npsScore, scoreOf } from './score.ts';

type Counts = Readonly<Record<string, number>>;

interface OfScale<Metric> {
  readonly metric: Metric;
  /** Ratings counted. */
  readonly n: number;
  /** Responses by value. */
  readonly counts: Counts;
  /** In the unit of the scale. */
  readonly mean: Figure;
}

/** The net promoter score: promoters (9–10) minus detractors (0–6), in points −100..100. Source: Reichheld, HBR 12/2003. */
export interface NpsFigures extends OfScale<'nps'> {
  readonly nps: Figure;
  readonly promoters: Figure;
  readonly passives: Figure;
  readonly detractors: Figure;
}

export interface CsatFigures extends OfScale<'csat'> {
  /** The share, 0..1, of ratings from `satisfiedFrom` up. */
  readonly satisfied: Figure;
  readonly satisfiedFrom: number;
}

export interface CesFigures extends OfScale<'ces'> {
  readonly direction: 'easy' | 'effort';
  /** The share, 0..1, of ratings in the third of the scale that means low effort, `lowEffortLimit` included. */
  readonly lowEffort: Figure;
  /** The lowest such rating on an `easy` scale, the highest on an `effort` scale. */
  readonly lowEffortLimit: number;
}

export type StarFigures = OfScale<'rating'>;

export type RatingFigures = NpsFigures | CsatFigures | CesFigures | StarFigures;

/** How many ratings lie between two values, both included. */
export const countBetween = (counts: Counts, lowest: number, highest: number): number =>
  Object.entries(counts).reduce(
    (sum, [value, count]) => (Number(value) >= lowest && Number(value) <= highest ? sum + count : sum),
    0,
  );

/** Makes the figures of a score of each rating. */
type MakerOf = (score: (rating: number) => number) => FigureMaker;

const npsFigures = (counts: Counts, n: number, makeOf: MakerOf) => {
  const promoters = countBetween(counts, 9, 10);
  const detractors = countBetween(counts, 0, 6);
  const scored = (score: number) => makeOf((rating) => Number(npsScore(rating) === score));
  return {
    nps: makeOf(npsScore).net(promoters, detractors, n),
    promoters: scored(100).share(promoters, n),
    passives: scored(0).share(n - promoters - detractors, n),
    detractors: scored(-100).share(detractors, n),
  };
};

const lowEffortCount = (scale: EffortScale, counts: Counts, limit: number): number =>
  scale.direction === 'easy'
    ? countBetween(counts, limit, scale.max)
    : countBetween(counts, scale.min, limit);

export interface RatingSettings {
  readonly minimumSample: number;
  /** The respondents of the ratings. */
  readonly clusters?: ClusterSample | undefined;
  /** The lowest rating that counts as satisfied (CSAT only); default by the scale's length. */
  readonly satisfied?: number | undefined;
}

/**
 * The figures of one scale from its counts by value; `undefined` without ratings.
 *
 * @param key the scale's key, as in a tally
 */
export const ratingFigures = (
  key: string,
  counts: Counts,
  { minimumSample, clusters, satisfied }: RatingSettings,
): RatingFigures | undefined => {
  const scale = parseScaleKey(key);
  const moments = momentsOfCounts(counts);
  if (moments.n === 0) return undefined;
  const { n } = moments;
  const make = figureMaker(minimumSample, designEffectOf(clusters, moments));
  const makeOf: MakerOf = (score) => figureMaker(minimumSample, scoreDesignEffect(clusters, counts, score));
  const headline = makeOf((rating) => scoreOf(scale, rating, satisfied));
  const common = { n, counts, mean: make.mean(moments, boundsOf(scale)) };
  switch (scale.metric) {
    case 'nps':
      return { metric: 'nps', ...common, ...npsFigures(counts, n, makeOf) };
    case 'csat': {
      const from = satisfied ?? satisfiedFrom(scale);
      const share = headline.share(countBetween(counts, from, scale.max), n);
      return { metric: 'csat', ...common, satisfied: share, satisfiedFrom: from };
    }
    case 'ces': {
      const limit = lowEffortLimit(scale);
      const lowEffort = headline.share(lowEffortCount(scale, counts, limit), n);
      return { metric: 'ces', ...common, direction: scale.direction, lowEffort, lowEffortLimit: limit };
    }
    default:
      return { metric: 'rating', ...common };
  }
};
