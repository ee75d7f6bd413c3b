import { parseScaleKey } from '../../feedback/response/scale.ts';
import type { MixSegment } from '../../metrics/comparisons/mix.ts';
import { meanClusterSize, scoreDesignEffect, textDesignEffect } from '../../metrics/figures/design-effect.ts';
import type { FiguresOptions } from '../../metrics/figures/figures.ts';
import type { Bounds } from '../../metrics/figures/intervals.ts';
import { type Moments, momentsOfCounts, polarityCount } from '../../metrics/figures/moments.ts';
import { scoreCounts, scoreOf } from '../../metrics/figures/score.ts';
import { themeDesignEffect } from '../../metrics/figures/share-design-effect.ts';
import type { PolarityTally, Tally } from '../../metrics/tally/tally.ts';

const themePattern = /^(?:theme|issue):(.*):(share|net)$/s;

type ScoreCounts = Readonly<Record<string, number>>;

/** Answers by their contribution to net sentiment. */
export const netCounts = ({
  negative,
  neutral,
  positive,
}: Pick<PolarityTally, 'negative' | 'neutral' | 'positive'>): ScoreCounts => ({
  '-100': negative,
  '0': neutral,
  '100': positive,
});

const unmentioned: PolarityTally = { negative: 0, neutral: 0, positive: 0, scoreSum: 0, scoreSquareSum: 0 };

const themeCounts = ({ themes, answers }: Tally, theme: string, kind: string | undefined): ScoreCounts => {
  const counts = themes[theme] ?? unmentioned;
  if (kind === 'net') return netCounts(counts);
  const mentions = polarityCount(counts);
  return { 0: answers.scored - mentions, 1: mentions };
};

/**
 * The scores whose mean is the series, in its unit, with their counts. Empty for a series without data.
 *
 * @param series the key of a scale, `sentiment:net`, `theme:<id>:share` or `theme:<id>:net`
 */
export const scoresOfSeries = (
  series: string,
  tally: Tally,
  { satisfiedFrom }: Pick<FiguresOptions, 'satisfiedFrom'>,
): ScoreCounts => {
  if (series === 'sentiment:net') return netCounts(tally.sentiment);
  const [, theme, kind] = themePattern.exec(series) ?? [];
  return theme === undefined
    ? scoreCounts(series, tally.ratings[series] ?? {}, satisfiedFrom?.[series])
    : themeCounts(tally, theme, kind);
};

/** Their moments. Zero for a series without data. */
const momentsOfSeries = (
  series: string,
  tally: Tally,
  options: Pick<FiguresOptions, 'satisfiedFrom'>,
): Moments => momentsOfCounts(scoresOfSeries(series, tally, options));

/** How many scores of a series count as one independent score, of those of one respondent. */
export const designEffectOfSeries = (
  series: string,
  tally: Tally,
  { satisfiedFrom }: Pick<FiguresOptions, 'satisfiedFrom'>,
): number => {
  if (series === 'sentiment:net') return textDesignEffect(tally);
  const [, theme, kind] = themePattern.exec(series) ?? [];
  if (theme === undefined) {
    const scale = parseScaleKey(series);
    return scoreDesignEffect(tally.clusters?.[series], tally.ratings[series] ?? {}, (rating) =>
      scoreOf(scale, rating, satisfiedFrom?.[series]),
    );
  }
  return kind === 'share' ? themeDesignEffect(tally, theme) : textDesignEffect(tally);
};

/** The moments of as many independent scores. */
export const independentMoments = (
  series: string,
  tally: Tally,
  options: Pick<FiguresOptions, 'satisfiedFrom'>,
): Moments => {
  const moments = momentsOfSeries(series, tally, options);
  return { ...moments, n: moments.n / designEffectOfSeries(series, tally, options) };
};

/** A segment of a mix: its moments, and how alike the scores of one respondent are. */
export const mixSegmentOf = (
  series: string,
  tally: Tally,
  options: Pick<FiguresOptions, 'satisfiedFrom'>,
): MixSegment => {
  const moments = momentsOfSeries(series, tally, options);
  const isRating = themePattern.exec(series) === null && series !== 'sentiment:net';
  const sample = tally.clusters?.[isRating ? series : 'text'];
  return {
    ...moments,
    designEffect: designEffectOfSeries(series, tally, options),
    meanClusterSize: meanClusterSize(sample, moments.n),
  };
};

/** The range of the scores of a series. @example boundsOfSeries('sentiment:net') // { min: -100, max: 100 } */
export const boundsOfSeries = (series: string): Bounds => {
  const [, , kind] = themePattern.exec(series) ?? [];
  if (series === 'sentiment:net' || kind === 'net') return { min: -100, max: 100 };
  if (kind === 'share') return { min: 0, max: 1 };
  const scale = parseScaleKey(series);
  if (scale.metric === 'nps') return { min: -100, max: 100 };
  return scale.metric === 'rating' ? { min: scale.min, max: scale.max } : { min: 0, max: 1 };
};
