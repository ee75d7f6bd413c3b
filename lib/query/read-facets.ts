import pMap from 'p-map';
import { disclosedFacets } from '../disclosure/disclosed-facets.ts';
import type { MonthFacets } from '../insights/journey/facet-page.ts';
import { type MetricsSettings, thresholdsOf } from '../metrics/figures/metrics-settings.ts';
import type { SummaryStore } from '../store/summary-store.ts';
import type { AskedSpan } from './read-disclosed.ts';
import { cellOf } from './read-disclosed-ranges.ts';

/** The input of reading facets. */
export interface FacetReader {
  readonly summaries: Pick<SummaryStore, 'readSeries' | 'readFacets'>;
  readonly settings: MetricsSettings;
}

const touchpointsAtOnce = 8;

/**
 * What may be disclosed of each month of a touchpoint by every declared dimension. All are always read, because what one
 * dimension may disclose depends on the others.
 */
export const readMonthFacets = async (
  { summaries, settings }: FacetReader,
  touchpoint: string,
  { from, to }: AskedSpan,
): Promise<MonthFacets[]> => {
  const { dimensions = [] } = settings;
  const months = { from: from?.slice(0, 7), to: to?.slice(0, 7) };
  const [wholes, ...facets] = await Promise.all([
    summaries.readSeries(touchpoint, 'month', months),
    ...dimensions.map((name) =>
      summaries.readFacets(touchpoint, { dimension: name, grain: 'month' }, months),
    ),
  ]);
  return wholes.map((whole) => {
    const { tally, versions } = cellOf(whole);
    const same = facets.flat().filter(({ period }) => period === whole.period);
    const byDimension = Object.fromEntries(same.map((one) => [one.dimension, one.facets]));
    const faceted = { whole: tally, versions, facets: byDimension };
    return { month: whole.period, facets: disclosedFacets(faceted, thresholdsOf(settings).figures) };
  });
};

/** The same for several touchpoints; their months follow each other. */
export const readFacetsOf = async (
  reader: FacetReader,
  touchpoints: readonly string[],
  span: AskedSpan,
): Promise<MonthFacets[]> =>
  (
    await pMap(touchpoints, (touchpoint) => readMonthFacets(reader, touchpoint, span), {
      concurrency: touchpointsAtOnce,
    })
  ).flat();
