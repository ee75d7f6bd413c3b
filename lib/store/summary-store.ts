import type { KeysAndAttributes, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { chunk } from 'remeda';
import { ifStill, isWritten } from './dynamodb.ts';
import { type Headline, readHeadline } from './headline.ts';
import { type Item, numberIn } from './items/attributes.ts';
import {
  canaryTouchpoint,
  type FacetKey,
  type Grain,
  indexPartitions,
  type SummaryKey,
  seriesKey,
} from './keys.ts';
import { limits } from './limits.ts';
import {
  type FacetSummary,
  isEmpty,
  readFacetItem,
  readSummaryItem,
  type StoredFacets,
  type StoredSummary,
  type Summary,
  summaryItem,
  summaryKey,
} from './summary-item.ts';
import { plainItem, projectionOf, type WireItem, wireItems, wirePages } from './wire-read.ts';

/** What is stored for one period: the total, and by each requested dimension, in order. */
export interface Standing {
  readonly whole: StoredSummary | undefined;
  readonly facets: readonly (StoredFacets | undefined)[];
}

/** The headline of one touchpoint in one period. */
export interface HeadlineEntry extends SummaryKey {
  readonly headline: Headline;
}

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
  /** Writes if the stored revision is still `revision` (undefined: none); otherwise false. */
  replace(summary: Summary | FacetSummary, revision: number | undefined): Promise<boolean>;
  /** A touchpoint's summaries of one grain with `from` ≤ period ≤ `to`, in order, strongly consistent. Empty ones are left out. */
  readSeries(touchpoint: string, grain: Grain, span?: PeriodSpan): Promise<StoredSummary[]>;
  /** The same, broken down by a dimension. */
  readFacets(touchpoint: string, series: FacetSeries, span?: PeriodSpan): Promise<StoredFacets[]>;
  /** The headlines of all touchpoints with `from` ≤ period ≤ `to`, by period and touchpoint, without the canary's; eventually consistent. */
  readHeadlines(grain: Grain, from: string, to: string): Promise<HeadlineEntry[]>;
  /** The first month of a year with a headline of any touchpoint but the canary's; eventually consistent. */
  readFirstMonth(year: number): Promise<string | undefined>;
}

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
  ...['tally', 'versions', 'overlaps', 'sealed', 'dimension', 'facets'],
];

const readsAtOnce = 4;

/** The canary has one month entry a month, so that of so many in a year one is of another touchpoint. */
const enoughWithCanary = 13;

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
      return found.flat().filter(({ touchpoint }) => touchpoint !== canaryTouchpoint);
    },

    async readFirstMonth(year) {
      const [from, to] = [`${year}-01`, `${year}-12`];
      const [when = ''] = indexPartitions('month', from, to);
      const query = { TableName: tableName, ...indexQuery(when, from, to), Limit: enoughWithCanary };
      for await (const items of wirePages(client, query)) {
        const entries = items.map((item) => entryOf('month', item));
        const first = entries.find(({ touchpoint }) => touchpoint !== canaryTouchpoint);
        if (first !== undefined) return first.period;
      }
      return undefined;
    },
  };
};
