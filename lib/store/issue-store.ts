import { gunzipSync, gzipSync } from 'node:zlib';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type IssueDecisions, issueDecisions } from '../insights/issues/recorded/decisions.ts';
import { type RecordedIssues, recordedIssues } from '../insights/issues/recorded/recorded-issues.ts';
import { ifStill, isWritten } from './dynamodb.ts';
import { type Item, numberIn, stringIn } from './items/attributes.ts';
import { itemBytes } from './items/item-size.ts';
import { limits } from './limits.ts';

/** How far a touchpoint's issues have come, without reading them. Those stored before marks had a revision have none. */
const issuesMark = z.object({ touchpoint: z.string(), method: z.int(), revision: z.int().exactOptional() });
export type IssuesMark = z.infer<typeof issuesMark>;

export type StoredIssues = RecordedIssues & { readonly revision: number };

export type StoredDecisions = IssueDecisions & { readonly revision: number };

/** The issues of touchpoints. They are in the `summaries` table, one item for each touchpoint. */
export interface IssueStore {
  /** Strongly consistent; undefined if there was no search yet. */
  read(touchpoint: string): Promise<StoredIssues | undefined>;
  /** Writes if the stored revision is still `revision` (undefined: none); false when it is not. The last issues are left out where an item can't hold all. */
  replace(issues: RecordedIssues, revision: number | undefined): Promise<boolean>;
  /** Of every touchpoint that has any; eventually consistent. */
  marks(): Promise<IssuesMark[]>;
  /** What people decided about issues of a touchpoint, or of all, by the id of the issue; strongly consistent. */
  decisions(touchpoint?: string): Promise<StoredDecisions[]>;
  /** Writes if the stored revision is still `revision` (undefined: none); false when it is not. */
  replaceDecisions(decisions: IssueDecisions, revision: number | undefined): Promise<boolean>;
}

/** No touchpoint's id begins with an underscore, so this never meets the series of one. */
export const issuesSeries = '_issues';

export const issuesKey = (touchpoint: string) => ({ series: issuesSeries, period: touchpoint });

/** Separate from the issues: the API may write only here and among actions. */
export const decisionsSeries = '_issue-decisions';

export const decisionsPrefix = (touchpoint: string): string => `${touchpoint}#`;

/** What was decided about an issue, as an item of the table. */
export const decisionsItem = (decisions: IssueDecisions, revision: number): Item => ({
  series: decisionsSeries,
  period: `${decisionsPrefix(decisions.touchpoint)}${decisions.descriptor.id}`,
  revision,
  decisions: JSON.stringify(decisions),
});

export const readDecisionsItem = (item: Item): StoredDecisions => ({
  ...issueDecisions.parse(JSON.parse(stringIn(item, 'decisions'))),
  revision: numberIn(item, 'revision'),
});

const itemOf = (issues: RecordedIssues, revision: number): Item => {
  const { touchpoint, method } = issues;
  return {
    ...issuesKey(touchpoint),
    revision,
    issues: gzipSync(JSON.stringify(issues)).toString('base64'),
    ...{ when: issuesSeries, place: touchpoint, headline: JSON.stringify({ touchpoint, method, revision }) },
  };
};

/** The issues of a touchpoint as an item of the table, without the last ones where it would be too large. */
export const issuesItem = (issues: RecordedIssues, revision: number): Item => {
  let kept = issues;
  let item = itemOf(kept, revision);
  while (itemBytes(item) > limits.itemBytes && kept.issues.length > 0) {
    kept = { ...kept, issues: kept.issues.slice(0, Math.floor(kept.issues.length * 0.9)) };
    item = itemOf(kept, revision);
  }
  return item;
};

export const readIssuesItem = (item: Item): StoredIssues => ({
  ...recordedIssues.parse(JSON.parse(gunzipSync(Buffer.from(stringIn(item, 'issues'), 'base64')).toString())),
  revision: numberIn(item, 'revision'),
});

export const readIssuesMark = (item: Item): IssuesMark =>
  issuesMark.parse(JSON.parse(stringIn(item, 'headline')));

const marksQuery = (table: string) => ({
  TableName: table,
  IndexName: 'by-period',
  KeyConditionExpression: '#when = :when',
  ExpressionAttributeNames: { '#when': 'when' },
  ExpressionAttributeValues: { ':when': issuesSeries },
});

const allDecisionsQuery = (table: string) => ({
  TableName: table,
  KeyConditionExpression: 'series = :series',
  ExpressionAttributeValues: { ':series': decisionsSeries },
  ConsistentRead: true,
});

const decisionsQuery = (table: string, touchpoint: string) => ({
  TableName: table,
  KeyConditionExpression: 'series = :series AND begins_with(#period, :touchpoint)',
  ExpressionAttributeNames: { '#period': 'period' },
  ExpressionAttributeValues: { ':series': decisionsSeries, ':touchpoint': decisionsPrefix(touchpoint) },
  ConsistentRead: true,
});

export const dynamoIssueStore = (client: DynamoDBDocumentClient, table: string): IssueStore => ({
  async read(touchpoint) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: issuesKey(touchpoint), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : readIssuesItem(Item);
  },

  replace: (issues, revision) =>
    isWritten(() =>
      client.send(
        new PutCommand({
          TableName: table,
          Item: issuesItem(issues, (revision ?? 0) + 1),
          ...ifStill(revision),
        }),
      ),
    ),

  async marks() {
    const marks: IssuesMark[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, marksQuery(table)))
      marks.push(...Items.map(readIssuesMark));
    return marks;
  },

  async decisions(touchpoint) {
    const decisions: StoredDecisions[] = [];
    const query = touchpoint === undefined ? allDecisionsQuery(table) : decisionsQuery(table, touchpoint);
    for await (const { Items = [] } of paginateQuery({ client }, query))
      decisions.push(...Items.map(readDecisionsItem));
    return decisions;
  },

  replaceDecisions: (decisions, revision) =>
    isWritten(() =>
      client.send(
        new PutCommand({
          TableName: table,
          Item: decisionsItem(decisions, (revision ?? 0) + 1),
          ...ifStill(revision),
        }),
      ),
    ),
});
