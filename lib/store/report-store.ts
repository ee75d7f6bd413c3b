import {
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ReportGrain } from '../metrics/calendar/report-period.ts';
import type { Action } from '../reports/action-schema.ts';
import type { AlertState } from '../reports/alerts/alert-state.ts';
import { ifStill, isWritten } from './dynamodb.ts';

/** A digest that was issued, and where it lies in the bucket. */
export interface IssuedDigest {
  readonly scope: string;
  readonly grain: ReportGrain;
  readonly period: string;
  readonly title: string;
  readonly suppressed: boolean;
  /** ISO instant. */
  readonly issuedAt: string;
  /** The schedule that asked for it. */
  readonly schedule: string;
}

/** One run of a schedule. */
export interface RunId {
  readonly schedule: string;
  readonly period: string;
}

export interface StoredAlert extends AlertState {
  readonly revision: number;
}

/** What is remembered of reports: runs, issued digests, alerts and actions. It is in the `summaries` table. */
export interface ReportStore {
  /** By schedule the last period that is done. */
  lastDone(): Promise<ReadonlyMap<string, string>>;
  /** Takes a run for one worker: false where it is done, or another took a run of the schedule less than `leaseSeconds` ago. */
  claimRun(run: RunId, now: Date, leaseSeconds: number): Promise<boolean>;
  finishRun(run: RunId): Promise<void>;
  /** Lets another take a run that failed. */
  releaseRun(run: RunId): Promise<void>;
  putDigest(digest: IssuedDigest): Promise<void>;
  /** The digests issued for periods that begin in a year, the latest period first. */
  digestsOf(year: string): Promise<IssuedDigest[]>;
  alerts(): Promise<StoredAlert[]>;
  /** Writes if the stored revision is still `revision` (undefined: none); false where it is not. */
  replaceAlert(alert: AlertState, revision: number | undefined): Promise<boolean>;
  /** False, and nothing written, where an action has that id. */
  putAction(action: Action): Promise<boolean>;
  actions(): Promise<Action[]>;
}

/** No touchpoint's id begins with an underscore, so these never meet the series of one. */
const partitions = {
  runs: '_runs',
  alerts: '_alerts',
  actions: '_actions',
  digests: (scope: string, grain: ReportGrain): string => `_digests|${scope}|${grain}`,
  issued: (year: string): string => `_digests|${year}`,
} as const;

type Item = Record<string, unknown>;

const parsed = <Value>(text: unknown): Value => JSON.parse(text as string) as Value;

const digestItem = (digest: IssuedDigest): Item => ({
  series: partitions.digests(digest.scope, digest.grain),
  period: digest.period,
  when: partitions.issued(digest.period.slice(0, 4)),
  place: `${digest.period}#${digest.grain}#${digest.scope}`,
  headline: JSON.stringify(digest),
});

/** The `summaries` table as the place of what is remembered of reports. */
export const dynamoReportStore = (client: DynamoDBDocumentClient, table: string): ReportStore => {
  const itemsOf = async (series: string): Promise<Item[]> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'series = :series',
        ExpressionAttributeValues: { ':series': series },
        ConsistentRead: true,
      },
    );
    const items: Item[] = [];
    for await (const page of pages) items.push(...(page.Items ?? []));
    return items;
  };

  const put = (Item: Item, condition: Partial<PutCommandInput> = {}): Promise<boolean> =>
    isWritten(() => client.send(new PutCommand({ TableName: table, Item, ...condition })));

  /** Changes what is remembered of a schedule's runs; `:period` is the run's. False where the condition is not met. */
  const changeRun = (
    { schedule, period }: RunId,
    change: string,
    condition: string,
    values: Item = {},
  ): Promise<boolean> =>
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
    );

  return {
    async lastDone() {
      const items = await itemsOf(partitions.runs);
      return new Map(
        items.flatMap(({ period, done }) => (done === undefined ? [] : [[period as string, done as string]])),
      );
    },

    claimRun: (run, now, leaseSeconds) =>
      changeRun(
        run,
        'SET claimed = :period, claimedAt = :now',
        '(attribute_not_exists(done) OR done < :period) AND (attribute_not_exists(claimed) OR claimedAt < :expired)',
        {
          ':now': now.toISOString(),
          ':expired': new Date(now.getTime() - leaseSeconds * 1000).toISOString(),
        },
      ),

    // A worker that was thought dead and comes late must not set the record back.
    async finishRun(run) {
      await changeRun(
        run,
        'SET done = :period REMOVE claimed, claimedAt',
        'attribute_not_exists(done) OR done < :period',
      );
    },

    async releaseRun(run) {
      await changeRun(run, 'REMOVE claimed, claimedAt', 'claimed = :period');
    },

    async putDigest(digest) {
      await put(digestItem(digest));
    },

    async digestsOf(year) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'by-period',
          KeyConditionExpression: '#when = :when',
          ExpressionAttributeNames: { '#when': 'when' },
          ExpressionAttributeValues: { ':when': partitions.issued(year) },
          ScanIndexForward: false,
        },
      );
      const digests: IssuedDigest[] = [];
      for await (const page of pages)
        digests.push(...(page.Items ?? []).map(({ headline }) => parsed<IssuedDigest>(headline)));
      return digests;
    },

    async alerts() {
      const items = await itemsOf(partitions.alerts);
      return items.map(({ state, revision }) => ({
        ...parsed<AlertState>(state),
        revision: revision as number,
      }));
    },

    replaceAlert: (alert, revision) =>
      put(
        {
          series: partitions.alerts,
          period: `${alert.rule}#${alert.subject}`,
          revision: (revision ?? 0) + 1,
          state: JSON.stringify(alert),
        },
        ifStill(revision),
      ),

    putAction: (action) =>
      put(
        { series: partitions.actions, period: action.id, action: JSON.stringify(action) },
        ifStill(undefined),
      ),

    async actions() {
      const items = await itemsOf(partitions.actions);
      return items.map(({ action }) => parsed<Action>(action));
    },
  };
};
