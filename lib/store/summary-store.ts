import type { KeysAndAttributes, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { chunk } from 'remeda';
import { VerbatimError } from '../errors.ts';
import type { Facets } from '../metrics/tally/facets.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import type { OverlapCounts } from './batches/batch-store.ts';
import { ifStill, isWritten } from './dynamodb.ts';
import { type Headline, headlineOf, readHeadline, writeHeadline } from './headline.ts';
import { type Item, jsonText, numberIn, stringIn } from './items/attributes.ts';
import {
  type FacetKey,
  type Grain,
  grains,
  indexPartition,
  indexPartitions,
  indexSort,
  type SummaryKey,
  seriesKey,
} from './keys.ts';
import { limits } from './limits.ts';
import { plainItem, projectionOf, type WireItem, wireItems, wirePages } from './wire-read.ts';

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

/** What is stored for one period: the total, and by each requested dimension, in order. */
export interface Standing {
  readonly whole: StoredSummary | undefined;
  readonly facets: readonly (StoredFacets | undefined)[];
}

/** The headline of one touchpoint in one period. */
export interface HeadlineEntry extends SummaryKey {
  readonly headline: Headline;
}

/** The headlines of its cells that a month carries. */
export type MonthCells = Pick<Summary, 'touchpoint' | 'period' | 'cells'>;

/** Periods from one to another, both included; without an end, all later ones. */
export interface PeriodSpan {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The series of facets of one dimension. */
export type FacetSeries = Pick<FacetKey, 'grain' | 'dimension'>;

export interface SummaryStore {
  /** The stored items of each key, in order, strongly consistent; undefined if nothing was ever written. */
  readMany(keys: readonly SummaryKey[]): Promise<(StoredSummary | undefined)[]>;
  /** The same, with the facets of each by the dimensions. */
  readStanding(keys: readonly SummaryKey[], dimensions: readonly string[]): Promise<Standing[]>;
  /** The revision of what is stored under each key, in order, strongly consistent; undefined if nothing was ever written. */
  readRevisions(keys: readonly SummaryKey[]): Promise<(number | undefined)[]>;
  /** The headlines of cells that months carry, in any order, strongly consistent; none for a month that was never written. */
  readCells(months: readonly SummaryKey[]): Promise<MonthCells[]>;
  /** Writes if the stored revision is still `revision` (undefined: none); otherwise false. */
  replace(summary: Summary | FacetSummary, revision: number | undefined): Promise<boolean>;
  /** A touchpoint's summaries of one grain with `from` ≤ period ≤ `to`, in order, strongly consistent. Empty ones are left out. */
  readSeries(touchpoint: string, grain: Grain, span?: PeriodSpan): Promise<StoredSummary[]>;
  /** The same, broken down by a dimension. */
  readFacets(touchpoint: string, series: FacetSeries, span?: PeriodSpan): Promise<StoredFacets[]>;
  /** The headlines of all touchpoints with `from` ≤ period ≤ `to`, by period and touchpoint; eventually consistent. */
  readHeadlines(grain: Grain, from: string, to: string): Promise<HeadlineEntry[]>;
}

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
  const { tally, versions, overlaps, cells } = summary;
  return {
    ...start,
    tally: tallyText.write(tally),
    versions: versionsText.write(versions),
    ...(overlaps === undefined ? {} : { overlaps: overlapsText.write(overlaps) }),
    ...(cells === undefined ? {} : { cells }),
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
});

const entryOf = (grain: Grain, item: WireItem): HeadlineEntry => {
  const place = item['place']?.S ?? '';
  const end = place.indexOf('#');
  return {
    touchpoint: place.slice(end + 1),
    grain,
    period: place.slice(0, end),
    headline: readHeadline(item['headline']?.S ?? ''),
  };
};

const wireKey = (key: SummaryKey | FacetKey): WireItem => {
  const { series, period } = summaryKey(key);
  return { series: { S: series }, period: { S: period } };
};

/** A series omits what only the index needs, and the headlines that months carry. */
const ofSeries = [
  ...['touchpoint', 'grain', 'period', 'revision'],
  ...['tally', 'versions', 'overlaps', 'dimension', 'facets'],
];

const readsAtOnce = 4;

const seriesQuery = (series: string, { from = '0', to = '~' }: PeriodSpan) => ({
  KeyConditionExpression: 'series = :series AND #period BETWEEN :from AND :to',
  ...projectionOf(ofSeries),
  ExpressionAttributeValues: { ':series': { S: series }, ':from': { S: from }, ':to': { S: to } },
  ConsistentRead: true,
});

/** `$` is the character after `#`: every touchpoint of `to` is still before it. */
const indexQuery = (when: string, from: string, to: string) => ({
  IndexName: 'by-period',
  KeyConditionExpression: '#when = :when AND place BETWEEN :from AND :to',
  ExpressionAttributeNames: { '#when': 'when' },
  ExpressionAttributeValues: { ':when': { S: when }, ':from': { S: `${from}#` }, ':to': { S: `${to}$` } },
  ProjectionExpression: 'place, headline',
});

const readAs = <Kind>(read: (item: Item) => Kind, item: Item | undefined): Kind | undefined =>
  item === undefined ? undefined : read(item);

/** How the table is read. */
const summaryTable = (client: DynamoDBDocumentClient, table: string) => {
  const query = async <Kind>(
    wish: Omit<QueryCommandInput, 'TableName'>,
    read: (item: WireItem) => Kind,
  ): Promise<Kind[]> => {
    const found: Kind[] = [];
    for await (const items of wirePages(client, { TableName: table, ...wish }))
      for (const item of items) found.push(read(item));
    return found;
  };
  return {
    query,

    /** What is stored under some keys, in any order. */
    async items(
      keys: readonly (SummaryKey | FacetKey)[],
      chosen: Partial<KeysAndAttributes> = {},
    ): Promise<Item[]> {
      const items = await pMap(
        chunk(keys, limits.keysPerBatchGet),
        (group) => wireItems(client, table, { Keys: group.map(wireKey), ...chosen }),
        { concurrency: readsAtOnce },
      );
      return items.flat().map(plainItem);
    },

    async series<Kind extends StoredSummary | StoredFacets>(
      key: Parameters<typeof seriesKey>[0],
      span: PeriodSpan,
      read: (item: Item) => Kind,
    ): Promise<Kind[]> {
      const stored = await query(seriesQuery(seriesKey(key), span), (item) => read(plainItem(item)));
      return stored.filter((summary) => !isEmpty(summary));
    },
  };
};
type SummaryTable = ReturnType<typeof summaryTable>;

/** Reads what is stored under some keys; returns a lookup by key. */
const readByKey = async (
  table: SummaryTable,
  keys: readonly (SummaryKey | FacetKey)[],
  chosen?: Partial<KeysAndAttributes>,
): Promise<(key: SummaryKey | FacetKey) => Item | undefined> => {
  const items = await table.items(keys, chosen);
  const found = new Map(items.map((item) => [`${item['series']} ${item['period']}`, item] as const));
  return (key) => found.get(`${seriesKey(key)} ${key.period}`);
};

const readStanding = async (
  table: SummaryTable,
  keys: readonly SummaryKey[],
  dimensions: readonly string[],
): Promise<Standing[]> => {
  const parts = keys.map((key) => dimensions.map((dimension): FacetKey => ({ ...key, dimension })));
  const found = await readByKey(table, [...keys, ...parts.flat()]);
  return keys.map((key, index) => ({
    whole: readAs(readSummaryItem, found(key)),
    facets: (parts[index] ?? []).map((part) => readAs(readFacetItem, found(part))),
  }));
};

const monthCells = (item: Item): MonthCells => ({
  touchpoint: stringIn(item, 'touchpoint'),
  period: stringIn(item, 'period'),
  ...cellsOf(item),
});

/** The `summaries` table. */
export const dynamoSummaryStore = (client: DynamoDBDocumentClient, tableName: string): SummaryStore => {
  const table = summaryTable(client, tableName);
  return {
    async readMany(keys) {
      const found = await readByKey(table, keys);
      return keys.map((key) => readAs(readSummaryItem, found(key)));
    },

    async readRevisions(keys) {
      const found = await readByKey(table, keys, projectionOf(['series', 'period', 'revision']));
      return keys.map((key) => readAs((item) => numberIn(item, 'revision'), found(key)));
    },

    readStanding: (keys, dimensions) => readStanding(table, keys, dimensions),

    readCells: async (months) =>
      (await table.items(months, projectionOf(['touchpoint', 'period', 'cells']))).map(monthCells),

    replace: (summary, revision) => {
      const Item = summaryItem(summary, (revision ?? 0) + 1);
      return isWritten(() =>
        client.send(new PutCommand({ TableName: tableName, Item, ...ifStill(revision) })),
      );
    },

    readSeries: (touchpoint, grain, span = {}) => table.series({ touchpoint, grain }, span, readSummaryItem),

    readFacets: (touchpoint, series, span = {}) =>
      table.series({ touchpoint, ...series }, span, readFacetItem),

    async readHeadlines(grain, from, to) {
      const found = await pMap(
        indexPartitions(grain, from, to),
        (when) => table.query(indexQuery(when, from, to), (item) => entryOf(grain, item)),
        { concurrency: readsAtOnce },
      );
      return found.flat();
    },
  };
};
