import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import type { Tally } from '../metrics/tally.ts';
import type { OverlapCounts } from './batch-store.ts';
import { isConditionFailure } from './dynamodb.ts';
import { type Grain, type SummaryKey, seriesKey, whenKey } from './keys.ts';

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
}

export interface StoredSummary extends Summary {
  readonly revision: number;
}

/** The few counts that one query reads across touchpoints; at most 200 bytes with their keys. */
export interface Headline {
  readonly responses: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}

export interface SummaryStore {
  /** Strongly consistent; undefined where the summary was never written. */
  read(key: SummaryKey): Promise<StoredSummary | undefined>;
  /** Writes if the stored revision is still `revision` (undefined: none); false when it is not. */
  replace(summary: Summary, revision: number | undefined): Promise<boolean>;
  /** A touchpoint's summaries of one grain with `from` ≤ period ≤ `to`, in order, strongly consistent. Empty ones are left out. */
  readSeries(touchpoint: string, grain: Grain, from?: string, to?: string): Promise<StoredSummary[]>;
  /** The headlines of all touchpoints in one period, by touchpoint; eventually consistent. */
  readPeriod(grain: Grain, period: string): Promise<Map<string, Headline>>;
  /** Many summaries at once; those that do not exist are left out. */
  readMany(keys: readonly SummaryKey[]): Promise<StoredSummary[]>;
}

const headlineOf = ({ responses, sentiment }: Tally): Headline => ({
  responses,
  negative: sentiment.negative,
  neutral: sentiment.neutral,
  positive: sentiment.positive,
});

const tableKey = (key: SummaryKey): { series: string; period: string } => ({
  series: seriesKey(key),
  period: key.period,
});

/** An empty summary keeps its revision but leaves the index, so that no reader lists it. */
const toItem = (summary: Summary, revision: number): Record<string, unknown> => ({
  ...summary,
  ...tableKey(summary),
  revision,
  ...(summary.tally.responses > 0 ? { when: whenKey(summary), headline: headlineOf(summary.tally) } : {}),
});

const fromItem = (item: Record<string, unknown>): StoredSummary => {
  const { series: _series, when: _when, headline: _headline, ...summary } = item;
  return summary as unknown as StoredSummary;
};

const keysPerRead = 100;

/** The `summaries` table. */
export const dynamoSummaryStore = (client: DynamoDBDocumentClient, table: string): SummaryStore => ({
  async read(key) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: tableKey(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromItem(Item);
  },

  async replace(summary, revision) {
    const unchanged =
      revision === undefined
        ? { ConditionExpression: 'attribute_not_exists(series)' }
        : {
            ConditionExpression: 'revision = :revision',
            ExpressionAttributeValues: { ':revision': revision },
          };
    try {
      await client.send(
        new PutCommand({ TableName: table, Item: toItem(summary, (revision ?? 0) + 1), ...unchanged }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  },

  async readSeries(touchpoint, grain, from = '0', to = '~') {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'series = :series AND #period BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#period': 'period' },
        ExpressionAttributeValues: { ':series': seriesKey({ touchpoint, grain }), ':from': from, ':to': to },
        ConsistentRead: true,
      },
    );
    const summaries: StoredSummary[] = [];
    for await (const page of pages) for (const item of page.Items ?? []) summaries.push(fromItem(item));
    return summaries.filter(({ tally }) => tally.responses > 0);
  },

  async readPeriod(grain, period) {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        IndexName: 'by-period',
        KeyConditionExpression: '#when = :when',
        ExpressionAttributeNames: { '#when': 'when' },
        ExpressionAttributeValues: { ':when': whenKey({ grain, period }) },
      },
    );
    const headlines = new Map<string, Headline>();
    for await (const page of pages) {
      for (const item of page.Items ?? [])
        headlines.set(item['touchpoint'] as string, item['headline'] as Headline);
    }
    return headlines;
  },

  async readMany(keys) {
    const summaries: StoredSummary[] = [];
    let pending: Record<string, unknown>[] = keys.map(tableKey);
    while (pending.length > 0) {
      const asked = pending.slice(0, keysPerRead);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: asked, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) summaries.push(fromItem(item));
      pending = [...pending.slice(keysPerRead), ...(UnprocessedKeys?.[table]?.Keys ?? [])];
    }
    return summaries;
  },
});
