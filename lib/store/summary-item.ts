import { VerbatimError } from '../errors.ts';
import type { Facets } from '../metrics/tally/facets.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import type { OverlapCounts } from './batches/batch-store.ts';
import { headlineOf, writeHeadline } from './headline.ts';
import { type Item, jsonText, numberIn, stringIn } from './items/attributes.ts';
import {
  type FacetKey,
  type Grain,
  grains,
  indexPartition,
  indexSort,
  type SummaryKey,
  seriesKey,
} from './keys.ts';

/** Scored answers by the version that scored them. Two versions in one series break its trend. */
export interface VersionCounts {
  readonly sentiment: Readonly<Record<string, number>>;
  readonly theme: Readonly<Record<string, number>>;
}

export interface Summary extends SummaryKey {
  readonly tally: Tally;
  readonly versions: VersionCounts;
  /** Of a cell: the overlaps of its batches with earlier uploads; zeros where there are none any more. */
  readonly overlaps?: Readonly<Record<string, OverlapCounts>>;
  /** Of a cell of a closed month, whose responses are gone: it is never computed again. */
  readonly sealed?: true;
  /** Of a month: the headlines of its cells, as `writeMonthCells` writes them. Absent if too long, and in a series. */
  readonly cells?: string;
}

/** The same responses, broken down by a dimension. */
export interface FacetSummary extends FacetKey {
  readonly facets: Facets;
}

export type Stored<Kind> = Kind & { readonly revision: number };
export type StoredSummary = Stored<Summary>;
export type StoredFacets = Stored<FacetSummary>;

/** The headlines of its cells that a month carries. */
export type MonthCells = Pick<Summary, 'touchpoint' | 'period' | 'cells'>;

/** True if there is nothing to show. */
export const isEmpty = (summary: Summary | FacetSummary): boolean =>
  'facets' in summary ? Object.keys(summary.facets).length === 0 : summary.tally.responses === 0;

/** The key of a summary, or of its facets, in the table. */
export const summaryKey = (key: SummaryKey | FacetKey): { series: string; period: string } => ({
  series: seriesKey(key),
  period: key.period,
});

const tallyText = jsonText<Tally>();
const facetsText = jsonText<Facets>();
const versionsText = jsonText<VersionCounts>();
const overlapsText = jsonText<Required<Summary>['overlaps']>();

/** An empty summary keeps its revision but is removed from the index, so that no reader lists it. */
const indexOf = (summary: Summary): Item =>
  isEmpty(summary)
    ? {}
    : {
        when: indexPartition(summary),
        place: indexSort(summary),
        headline: writeHeadline(headlineOf(summary.tally)),
      };

/** A summary, or its facets, as it is in the table. */
export const summaryItem = (summary: Summary | FacetSummary, revision: number): Item => {
  const { touchpoint, grain } = summary;
  const start = { ...summaryKey(summary), touchpoint, grain, revision };
  if ('facets' in summary)
    return { ...start, dimension: summary.dimension, facets: facetsText.write(summary.facets) };
  const { tally, versions, overlaps, cells, sealed } = summary;
  return {
    ...start,
    tally: tallyText.write(tally),
    versions: versionsText.write(versions),
    ...(overlaps === undefined ? {} : { overlaps: overlapsText.write(overlaps) }),
    ...(cells === undefined ? {} : { cells }),
    ...(sealed === undefined ? {} : { sealed }),
    ...indexOf(summary),
  };
};

const isGrain = (text: string): text is Grain => grains.some((grain) => grain === text);

const grainIn = (item: Item): Grain => {
  const grain = stringIn(item, 'grain');
  if (isGrain(grain)) return grain;
  throw new VerbatimError('internal', 'a stored summary has no grain', { got: grain });
};

const startOf = (item: Item) => ({
  touchpoint: stringIn(item, 'touchpoint'),
  grain: grainIn(item),
  period: stringIn(item, 'period'),
  revision: numberIn(item, 'revision'),
});

export const readFacetItem = (item: Item): StoredFacets => ({
  ...startOf(item),
  dimension: stringIn(item, 'dimension'),
  facets: facetsText.read(stringIn(item, 'facets')),
});

const cellsOf = (item: Item): Pick<Summary, 'cells'> =>
  item['cells'] === undefined ? {} : { cells: stringIn(item, 'cells') };

export const readSummaryItem = (item: Item): StoredSummary => ({
  ...startOf(item),
  tally: tallyText.read(stringIn(item, 'tally')),
  versions: versionsText.read(stringIn(item, 'versions')),
  ...(item['overlaps'] === undefined ? {} : { overlaps: overlapsText.read(stringIn(item, 'overlaps')) }),
  ...cellsOf(item),
  ...(item['sealed'] === true ? { sealed: true } : {}),
});
