import { parseScaleKey } from '../../feedback/response/scale.ts';
import type { FiguresOptions } from '../../metrics/figures/figures.ts';
import type { Bounds } from '../../metrics/figures/intervals.ts';
import { type Moments, momentsOfCounts, polarityCount } from '../../metrics/figures/moments.ts';
import { scoreCounts } from '../../metrics/figures/score.ts';
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
export const momentsOfSeries = (
  series: string,
  tally: Tally,
  options: Pick<FiguresOptions, 'satisfiedFrom'>,
): Moments => momentsOfCounts(scoresOfSeries(series, tally, options));

/** The range of the scores of a series. @example boundsOfSeries('sentiment:net') // { min: -100, max: 100 } */
export const boundsOfSeries = (series: string): Bounds => {
  const [, , kind] = themePattern.exec(series) ?? [];
  if (series === 'sentiment:net' || kind === 'net') return { min: -100, max: 100 };
  if (kind === 'share') return { min: 0, max: 1 };
  const scale = parseScaleKey(series);
  if (scale.metric === 'nps') return { min: -100, max: 100 };
  return scale.metric === 'rating' ? { min: scale.min, max: scale.max } : { min: 0, max: 1 };
};
