import { parseScaleKey } from '../../feedback/response/scale.ts';
import { defaultMinimumSample, type Figure } from '../../metrics/figures/figure.ts';
import type { Bounds } from '../../metrics/figures/intervals.ts';
import { boundsOfSeries } from '../changes/series-moments.ts';
import type { Unit, What } from './finding.ts';

/** What a series is measured in, and how far its differences go on the scale of −100..100 that findings are ranked on. */

/** What customers were asked goes before what a model read. */
const metricOrder = ['nps', 'csat', 'ces', 'rating', 'sentiment'] as const;
export type ScoreMetric = (typeof metricOrder)[number];

/** @example metricOf('ces:1-7:easy') // 'ces' */
export const metricOf = (series: string): ScoreMetric =>
  series === 'sentiment:net' ? 'sentiment' : parseScaleKey(series).metric;

/** 0 for the scale that a team steers by first. */
export const orderOf = (series: string): number => metricOrder.indexOf(metricOf(series));

/** The unit of a series, of a theme's and an issue's too. */
export const unitOf = (series: string): Unit => {
  if (/:net$/.test(series)) return 'points';
  if (/:share$|^conflict:/.test(series)) return 'share';
  const metric = metricOf(series);
  if (metric === 'nps') return 'points';
  return metric === 'rating' ? 'mean' : 'share';
};

const widthOf = ({ min, max }: Bounds): number => max - min;

/** How many points of −100..100 one unit of a score is. @example pointsPerUnit('csat:1-5') // 200 */
export const pointsPerUnit = (series: string): number => 200 / widthOf(boundsOfSeries(series));

/**
 * The scale that a team steers by: NPS where enough people gave one, else CSAT, CES, stars, else net sentiment; of several of a kind the one
 * most used. Undefined where nothing was scored.
 *
 * @param headlines of the whole journey, by series
 */
export const steeringScale = (
  headlines: ReadonlyMap<string, Figure>,
  minimumSample = defaultMinimumSample,
): string | undefined =>
  [...headlines]
    .toSorted(
      ([one, { n }], [other, { n: m }]) =>
        Number(m >= minimumSample) - Number(n >= minimumSample) ||
        orderOf(one) - orderOf(other) ||
        m - n ||
        Number(one > other) - Number(one < other),
    )
    .map(([series]) => series)[0];

/** The ends of a scale whose figure is a mean. */
export const scaleOfMean = (series: string): Pick<What, 'scale'> =>
  unitOf(series) === 'mean' ? { scale: boundsOfSeries(series) } : {};
