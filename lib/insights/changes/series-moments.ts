import { parseScaleKey } from '../../feedback/response/scale.ts';
import type { FiguresOptions } from '../../metrics/figures/figures.ts';
import type { Bounds } from '../../metrics/figures/intervals.ts';
import { type Moments, momentsOfCounts, polarityCount } from '../../metrics/figures/moments.ts';
import { scoreMoments } from '../../metrics/figures/score.ts';
import type { PolarityTally, Tally } from '../../metrics/tally/tally.ts';

const themePattern = /^theme:(.*):(share|net)$/s;

const netMoments = ({ negative, neutral, positive }: PolarityTally): Moments =>
  momentsOfCounts({ '-100': negative, '0': neutral, '100': positive });

const unmentioned: PolarityTally = { negative: 0, neutral: 0, positive: 0, scoreSum: 0, scoreSquareSum: 0 };

const themeMoments = ({ themes, answers }: Tally, theme: string, kind: string | undefined): Moments => {
  const felt = themes[theme] ?? unmentioned;
  if (kind === 'net') return netMoments(felt);
  const mentions = polarityCount(felt);
  return momentsOfCounts({ 0: answers.scored - mentions, 1: mentions });
};

/**
 * The moments of the scores that a series is the mean of, in its unit. Of a series that nobody gave rise to, those of nothing.
 *
 * @param series the key of a scale, `sentiment:net`, `theme:<id>:share` or `theme:<id>:net`
 */
export const momentsOfSeries = (
  series: string,
  tally: Tally,
  { satisfiedFrom }: Pick<FiguresOptions, 'satisfiedFrom'>,
): Moments => {
  if (series === 'sentiment:net') return netMoments(tally.sentiment);
  const [, theme, kind] = themePattern.exec(series) ?? [];
  return theme === undefined
    ? scoreMoments(series, tally.ratings[series] ?? {}, satisfiedFrom?.[series])
    : themeMoments(tally, theme, kind);
};

/** Between what the scores of a series lie. @example boundsOfSeries('sentiment:net') // { min: -100, max: 100 } */
export const boundsOfSeries = (series: string): Bounds => {
  const [, , kind] = themePattern.exec(series) ?? [];
  if (series === 'sentiment:net' || kind === 'net') return { min: -100, max: 100 };
  if (kind === 'share') return { min: 0, max: 1 };
  const scale = parseScaleKey(series);
  if (scale.metric === 'nps') return { min: -100, max: 100 };
  return scale.metric === 'rating' ? { min: scale.min, max: scale.max } : { min: 0, max: 1 };
};
