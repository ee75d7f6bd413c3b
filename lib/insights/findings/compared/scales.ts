import { firstBy } from 'remeda';
import { parseScaleKey } from '../../../feedback/response/scale.ts';
import { defaultMinimumSample, type Figure } from '../../../metrics/figures/figure.ts';
import type { Bounds } from '../../../metrics/figures/intervals.ts';
import { boundsOfSeries } from '../../changes/series-moments.ts';
import type { Unit, What } from '../finding.ts';

/** The unit of each series, and its scale factor to the −100..100 that findings are ranked on. */

/** What customers were asked comes before what a model scored. */
const metricOrder = ['nps', 'csat', 'ces', 'rating', 'sentiment'] as const;
export type ScoreMetric = (typeof metricOrder)[number];

/** @example metricOf('ces:1-7:easy') // 'ces' */
export const metricOf = (series: string): ScoreMetric =>
  series === 'sentiment:net' ? 'sentiment' : parseScaleKey(series).metric;

/** 0 for the scale with the highest priority. */
export const orderOf = (series: string): number => metricOrder.indexOf(metricOf(series));

/** The unit of a series, including those of themes and issues. */
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
 * The main score: NPS if enough people gave one, otherwise CSAT, CES, stars, net sentiment; the one most used if there are several of a
 * kind. Undefined if nothing was scored.
 *
 * @param headlines of the whole journey, by series
 */
export const primaryScaleOf = (
  headlines: ReadonlyMap<string, Figure>,
  minimumSample = defaultMinimumSample,
): string | undefined =>
  firstBy(
    [...headlines],
    ([, { n }]) => n < minimumSample,
    ([series]) => orderOf(series),
    [([, { n }]) => n, 'desc'],
    ([series]) => series,
  )?.[0];

/** The ends of a scale whose figure is a mean. */
export const scaleOfMean = (series: string): Pick<What, 'scale'> =>
  unitOf(series) === 'mean' ? { scale: boundsOfSeries(series) } : {};
