import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type ReportGrain, reportGrains } from '../metrics/calendar/report-period.ts';
import { type Action, actionSchema } from '../reports/action-schema.ts';
import { actionOf } from '../reports/actions.ts';
import { type AlertState, alertState } from '../reports/alerts/alert-state.ts';
import { ifStill, isWritten } from './dynamodb.ts';
import { type Item, numberIn, stringIn } from './items/attributes.ts';

/** An issued digest, and its place in the bucket. */
const issuedDigest = z.object({
  scope: z.string(),
  grain: z.enum(reportGrains),
  period: z.string(),
  title: z.string(),
  suppressed: z.boolean(),
  /** ISO instant. */
  issuedAt: z.string(),
  /** The schedule that issued it. */
  schedule: z.string(),
});
export type IssuedDigest = Readonly<z.infer<typeof issuedDigest>>;

/** One run of a schedule. */
export interface RunId {
  readonly schedule: string;
  readonly period: string;
}

export interface StoredAlert extends AlertState {
  readonly revision: number;
}

/** The records of reports: runs, issued digests, alerts and actions. They are in the `summaries` table. */
export interface ReportStore {
  /** The last finished period of each schedule. */
  lastDone(): Promise<ReadonlyMap<string, string>>;
  /** Claims a run for one worker: false if it is done, or if another worker claimed a run of the schedule less than `leaseSeconds` ago. */
  claimRun(run: RunId, now: Date, leaseSeconds: number): Promise<boolean>;
  finishRun(run: RunId): Promise<void>;
  /** Releases a failed run, so that another worker can claim it. */
  releaseRun(run: RunId): Promise<void>;
  putDigest(digest: IssuedDigest): Promise<void>;
  /** Forgets a digest; its files are removed before. */
  removeDigest(digest: Pick<IssuedDigest, 'scope' | 'grain' | 'period'>): Promise<void>;
  /** The digests issued for periods that begin in a year, the latest period first. */
  digestsOf(year: string): Promise<IssuedDigest[]>;
  alerts(): Promise<StoredAlert[]>;
  /** Writes if the stored revision is still `revision` (undefined: none); otherwise false. */
  replaceAlert(alert: AlertState, revision: number | undefined): Promise<boolean>;
  /** False, and nothing written, if an action with that id exists. */
  putAction(action: Action): Promise<boolean>;
  actions(): Promise<Action[]>;
}

/** No touchpoint id begins with an underscore, so these never mix with a touchpoint's series. */
const partitions = {
  runs: '_runs',
  alerts: '_alerts',
  actions: '_actions',
  digests: (scope: string, grain: ReportGrain): string => `_digests|${scope}|${grain}`,
  issued: (year: string): string => `_digests|${year}`,
} as const;

/** An issued digest as an item. */
export const digestItem = (digest: IssuedDigest): Item => ({
  series: partitions.digests(digest.scope, digest.grain),
  period: digest.period,
  when: partitions.issued(digest.period.slice(0, 4)),
  place: `${digest.period}#${digest.grain}#${digest.scope}`,
  headline: JSON.stringify(digest),
});

export const alertItem = (alert: AlertState, revision: number): Item => ({
  series: partitions.alerts,
  period: `${alert.rule}#${alert.subject}`,
  revision,
  state: JSON.stringify(alert),
});

export const actionItem = (action: Action): Item => ({
  series: partitions.actions,
  period: action.id,
  action: JSON.stringify(action),
});

const readDigest = (item: Item): IssuedDigest => issuedDigest.parse(JSON.parse(stringIn(item, 'headline')));

const readAlert = (item: Item): StoredAlert => ({
  ...alertState.parse(JSON.parse(stringIn(item, 'state'))),
  revision: numberIn(item, 'revision'),
});

const readAction = (item: Item): Action => actionOf(actionSchema.parse(JSON.parse(stringIn(item, 'action'))));

/** A change of the record of a schedule's runs; `:period` is the period of the run. */
interface RunChange {
  readonly change: string;
  readonly condition: string;
  readonly values?: Item;
}

/** How reports read and write the table. */
const reportTable = (client: DynamoDBDocumentClient, table: string) => ({
  async query(query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of paginateQuery({ client }, { TableName: table, ...query }))
      items.push(...(page.Items ?? []));
    return items;
  },

  put: (Item: Item, condition: Partial<PutCommandInput> = {}): Promise<boolean> =>
    isWritten(() => client.send(new PutCommand({ TableName: table, Item, ...condition }))),

  /** False if the condition is not met. */
  changeRun: ({ schedule, period }: RunId, { change, condition, values = {} }: RunChange): Promise<boolean> =>
    isWritten(() =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { series: partitions.runs, period: schedule },
          UpdateExpression: change,
          ConditionExpression: condition,
          ExpressionAttributeValues: { ':period': period, ...values },
        }),
      ),
    ),
});
type ReportTable = ReturnType<typeof reportTable>;

const seriesQuery = (series: string) => ({
  KeyConditionExpression: 'series = :series',
  ExpressionAttributeValues: { ':series': series },
  ConsistentRead: true,
});

/** The digests of a year, latest period first. */
const issuedQuery = (year: string) => ({
  IndexName: 'by-period',
  KeyConditionExpression: '#when = :when',
  ExpressionAttributeNames: { '#when': 'when' },
  ExpressionAttributeValues: { ':when': partitions.issued(year) },
  ScanIndexForward: false,
});

type Runs = Pick<ReportStore, 'lastDone' | 'claimRun' | 'finishRun' | 'releaseRun'>;

const reportRuns = (table: ReportTable): Runs => ({
  async lastDone() {
    const items = await table.query(seriesQuery(partitions.runs));
    const done = items.filter((item) => item['done'] !== undefined);
    return new Map(done.map((item) => [stringIn(item, 'period'), stringIn(item, 'done')]));
  },

  claimRun: (run, now, leaseSeconds) =>
    table.changeRun(run, {
      change: 'SET claimed = :period, claimedAt = :now',
      condition:
        '(attribute_not_exists(done) OR done < :period) AND (attribute_not_exists(claimed) OR claimedAt < :expired)',
      values: {
        ':now': now.toISOString(),
        ':expired': new Date(now.getTime() - leaseSeconds * 1000).toISOString(),
      },
    }),

  // A late worker that was taken for dead must not set the record back.
  async finishRun(run) {
    await table.changeRun(run, {
      change: 'SET done = :period REMOVE claimed, claimedAt',
      condition: 'attribute_not_exists(done) OR done < :period',
    });
  },

  async releaseRun(run) {
    await table.changeRun(run, { change: 'REMOVE claimed, claimedAt', condition: 'claimed = :period' });
  },
});

/** The records of reports in the `summaries` table. */
export const dynamoReportStore = (client: DynamoDBDocumentClient, tableName: string): ReportStore => {
  const table = reportTable(client, tableName);
  return {
    ...reportRuns(table),

    async putDigest(digest) {
      await table.put(digestItem(digest));
    },

    async removeDigest({ scope, grain, period }) {
      const Key = { series: partitions.digests(scope, grain), period };
      await client.send(new DeleteCommand({ TableName: tableName, Key }));
    },

    digestsOf: async (year) => (await table.query(issuedQuery(year))).map(readDigest),

    alerts: async () => (await table.query(seriesQuery(partitions.alerts))).map(readAlert),

    replaceAlert: (alert, revision) => table.put(alertItem(alert, (revision ?? 0) + 1), ifStill(revision)),

    putAction: (action) => table.put(actionItem(action), ifStill(undefined)),

    actions: async () => (await table.query(seriesQuery(partitions.actions))).map(readAction),
  };
};
