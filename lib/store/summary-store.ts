import type { KeysAndAttributes, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { chunk } from 'remeda';
import type { Facets } from '../metrics/tally/facets.ts';
import type { Tally } from '../metrics/tally/tally.ts';
import type { OverlapCounts } from './batches/batch-store.ts';
import { ifStill, isWritten } from './dynamodb.ts';
import { type Headline, headlineOf, readHeadline, writeHeadline } from './headline.ts';
import {
  type FacetKey,
  type Grain,
  indexPartition,
  indexPartitions,
  indexSort,
  type SummaryKey,
  seriesKey,
} from './keys.ts';
import { plainItem, projectionOf, type WireItem, wireItems, wirePages } from './wire-read.ts';

/** Scored answers by the version that scored them. Two versions in one series break its trend. */
export interface VersionCounts {
  readonly sentiment: Readonly<Record<string, number>>;
  readonly theme: Readonly<Record<string, number>>;
}

export interface Summary extends SummaryKey {
  readonly tally: Tally;
  readonly versions: VersionCounts;
  /** Of a cell: what its batches brought that earlier uploads had brought; zeros where that is no longer so. */
  readonly overlaps?: Readonly<Record<string, OverlapCounts>>;
  /** Of a month: what each of its cells says at a glance, as `writeMonthCells` writes it. Absent where that is too long, and in a series. */
  readonly cells?: string;
}

/** The same responses, broken down by a dimension. */
export interface FacetSummary extends FacetKey {
  readonly facets: Facets;
}

export type Stored<Kind> = Kind & { readonly revision: number };
export type StoredSummary = Stored<Summary>;
export type StoredFacets = Stored<FacetSummary>;

/** What is under a key. */
export type StoredUnder<Key> = Key extends FacetKey ? StoredFacets : StoredSummary;

/** The headline of one touchpoint in one period. */
export interface HeadlineEntry extends SummaryKey {
  readonly headline: Headline;
}

/** What a month carries of its cells. */
export type MonthCells = Pick<Summary, 'touchpoint' | 'period' | 'cells'>;

export interface SummaryStore {
  /** What is under each key, in their order, strongly consistent; undefined where nothing was ever written. */
  readMany<Key extends SummaryKey | FacetKey>(
    keys: readonly Key[],
  ): Promise<(StoredUnder<Key> | undefined)[]>;
  /** What months carry of their cells, in any order, strongly consistent; nothing of a month that was never written. */
  readCells(months: readonly SummaryKey[]): Promise<MonthCells[]>;
  /** Writes if the stored revision is still `revision` (undefined: none); false when it is not. */
  replace(summary: Summary | FacetSummary, revision: number | undefined): Promise<boolean>;
  /** A touchpoint's summaries of one grain with `from` ≤ period ≤ `to`, in order, strongly consistent. Empty ones are left out. */
  readSeries(touchpoint: string, grain: Grain, from?: string, to?: string): Promise<StoredSummary[]>;
  /** The same, broken down by a dimension. */
  readFacets(
    touchpoint: string,
    dimension: string,
    grain: Grain,
    from?: string,
    to?: string,
  ): Promise<StoredFacets[]>;
  /** The headlines of all touchpoints with `from` ≤ period ≤ `to`, by period and touchpoint; eventually consistent. */
  readHeadlines(grain: Grain, from: string, to: string): Promise<HeadlineEntry[]>;
}

/** True where there is nothing to show. */
export const isEmpty = (summary: Summary | FacetSummary): boolean =>
  'facets' in summary ? Object.keys(summary.facets).length === 0 : summary.tally.responses === 0;

type Item = Record<string, unknown>;

const tableKey = (key: SummaryKey | FacetKey): { series: string; period: string } => ({
  series: seriesKey(key),
  period: key.period,
});

/** An empty summary keeps its revision but leaves the index, so that no reader lists it. */
const indexOf = (summary: Summary): Item =>
  isEmpty(summary)
    ? {}
    : {
        when: indexPartition(summary),
        place: indexSort(summary),
        headline: writeHeadline(headlineOf(summary.tally)),
      };

const json = (value: unknown): string => JSON.stringify(value);

const toItem = (summary: Summary | FacetSummary, revision: number): Item => {
  const { touchpoint, grain } = summary;
  const start = { ...tableKey(summary), touchpoint, grain, revision };
  if ('facets' in summary) return { ...start, dimension: summary.dimension, facets: json(summary.facets) };
  const { tally, versions, overlaps, cells } = summary;
  return {
    ...start,
    tally: json(tally),
    versions: json(versions),
    ...(overlaps === undefined ? {} : { overlaps: json(overlaps) }),
    ...(cells === undefined ? {} : { cells }),
    ...indexOf(summary),
  };
};

const parsed = <Value>(text: unknown): Value => JSON.parse(text as string) as Value;

const fromItem = (item: Item): StoredSummary | StoredFacets => {
  const { touchpoint, grain, period, revision, dimension, facets, tally, versions, overlaps, cells } = item;
  const start = { touchpoint, grain, period, revision } as StoredSummary;
  if (dimension !== undefined)
    return { ...start, dimension: dimension as string, facets: parsed<Facets>(facets) };
  return {
    ...start,
    tally: parsed<Tally>(tally),
    versions: parsed<VersionCounts>(versions),
    ...(overlaps === undefined ? {} : { overlaps: parsed<Required<Summary>['overlaps']>(overlaps) }),
    ...(cells === undefined ? {} : { cells: cells as string }),
  };
};

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
  const { series, period } = tableKey(key);
  return { series: { S: series }, period: { S: period } };
};

/** A series leaves out what only the index needs, and what months carry of their cells. */
const ofSeries = [
  ...['touchpoint', 'grain', 'period', 'revision'],
  ...['tally', 'versions', 'overlaps', 'dimension', 'facets'],
];

const keysPerRead = 100;
const readsAtOnce = 4;

/** The `summaries` table. */
export const dynamoSummaryStore = (client: DynamoDBDocumentClient, table: string): SummaryStore => {
  const readItems = async (
    keys: readonly (SummaryKey | FacetKey)[],
    chosen: Partial<KeysAndAttributes> = {},
  ): Promise<Item[]> => {
    const items = await pMap(
      chunk(keys, keysPerRead),
      (group) => wireItems(client, table, { Keys: group.map(wireKey), ...chosen }),
      { concurrency: readsAtOnce },
    );
    return items.flat().map(plainItem);
  };

  const querySeries = async (
    key: Omit<SummaryKey, 'period'> & { readonly dimension?: string },
    from = '0',
    to = '~',
  ): Promise<(StoredSummary | StoredFacets)[]> => {
    const { ProjectionExpression, ExpressionAttributeNames } = projectionOf(ofSeries);
    const query: QueryCommandInput = {
      TableName: table,
      KeyConditionExpression: 'series = :series AND #period BETWEEN :from AND :to',
      ProjectionExpression,
      ExpressionAttributeNames,
      ExpressionAttributeValues: { ':series': { S: seriesKey(key) }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: true,
    };
    const summaries: (StoredSummary | StoredFacets)[] = [];
    for await (const items of wirePages(client, query))
      for (const item of items) summaries.push(fromItem(plainItem(item)));
    return summaries.filter((summary) => !isEmpty(summary));
  };

  /** `$` is the character after `#`: every touchpoint of `to` is still before it. */
  const queryIndex = async (when: string, from: string, to: string): Promise<HeadlineEntry[]> => {
    const query: QueryCommandInput = {
      TableName: table,
      IndexName: 'by-period',
      KeyConditionExpression: '#when = :when AND place BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#when': 'when' },
      ExpressionAttributeValues: { ':when': { S: when }, ':from': { S: `${from}#` }, ':to': { S: `${to}$` } },
      ProjectionExpression: 'place, headline',
    };
    const grain = when.slice(0, when.indexOf('|')) as Grain;
    const entries: HeadlineEntry[] = [];
    for await (const items of wirePages(client, query))
      for (const item of items) entries.push(entryOf(grain, item));
    return entries;
  };

  return {
    async readMany<Key extends SummaryKey | FacetKey>(keys: readonly Key[]) {
      const found = new Map<string, StoredSummary | StoredFacets>();
      for (const item of await readItems(keys))
        found.set(`${item['series']} ${item['period']}`, fromItem(item));
      return keys.map((key) => found.get(`${seriesKey(key)} ${key.period}`)) as (
        | StoredUnder<Key>
        | undefined
      )[];
    },

    readCells: async (months) =>
      (await readItems(months, projectionOf(['touchpoint', 'period', 'cells']))) as unknown as MonthCells[],

    replace: (summary, revision) => {
      const Item = toItem(summary, (revision ?? 0) + 1);
      return isWritten(() => client.send(new PutCommand({ TableName: table, Item, ...ifStill(revision) })));
    },

    readSeries: (touchpoint, grain, from, to) =>
      querySeries({ touchpoint, grain }, from, to) as Promise<StoredSummary[]>,

    readFacets: (touchpoint, dimension, grain, from, to) =>
      querySeries({ touchpoint, grain, dimension }, from, to) as Promise<StoredFacets[]>,

    async readHeadlines(grain, from, to) {
      const partitions = indexPartitions(grain, from, to);
      return (
        await pMap(partitions, (when) => queryIndex(when, from, to), { concurrency: readsAtOnce })
      ).flat();
    },
  };
};
