import { readFileSync } from 'node:fs';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { assetPath } from '../../lib/assets.ts';
import { emptyAnswerLedger, emptyRowLedger } from '../../lib/feedback/response/ledger.ts';
import { tallyOf } from '../../lib/metrics/tally/tally.ts';
import { noOverlap } from '../../lib/store/batches/batch-store.ts';
import { dynamoBatchStore } from '../../lib/store/batches/dynamo-batch-store.ts';
import { dynamoFeedbackStore } from '../../lib/store/feedback-store.ts';
import { dynamoIssueStore } from '../../lib/store/issue-store.ts';
import { dynamoReportStore } from '../../lib/store/report-store.ts';
import { dynamoSummaryStore } from '../../lib/store/summary-store.ts';
import { startTestTables, type TestTables, tableNames } from './dynamo.ts';
import { exampleCopy, exampleDeparture, exampleHeader, exampleReview } from './examples.ts';

const page = readFileSync(new URL('../../docs/tables.md', import.meta.url), 'utf8');

const versions = { sentiment: { 'lexicon-1': 1 }, theme: { 'cx-core-1': 1 } };

let tables: TestTables;
beforeAll(async () => {
  tables = await startTestTables();
  const copies = [
    exampleCopy({ sourceId: 'R_1', respondent: 'hash', account: 'a', channel: 'web', unfinished: true }),
  ];
  await dynamoFeedbackStore(tables.client, 'feedback').put(copies);
  await dynamoFeedbackStore(tables.client, 'feedback').putDepartures([
    exampleDeparture({ touchpoint: 'left' }),
  ]);
  await dynamoFeedbackStore(tables.client, 'feedback').writeReview(
    exampleReview({ touchpoint: 'reviewed' }),
    undefined,
  );
  const summaries = dynamoSummaryStore(tables.client, 'summaries');
  const content = { touchpoint: 'delivery', tally: tallyOf(copies), versions };
  await summaries.replace(
    { ...content, grain: 'day', period: '2026-05-31', overlaps: { b: noOverlap }, sealed: true },
    undefined,
  );
  const { touchpoint, tally } = content;
  await summaries.replace(
    { touchpoint, grain: 'day', period: '2026-05-31', dimension: 'channel', facets: { web: tally } },
    undefined,
  );
  await summaries.replace({ ...content, grain: 'month', period: '2026-05', cells: '[[],[]]' }, undefined);
  await storeReports();
  const batches = dynamoBatchStore(tables.client, 'batches');
  const batch = await batches.begin(
    exampleHeader({ member: 'may.csv', shape: { format: 'csv' }, source: 'ticket-id' }),
  );
  await batches.reserve({ month: '2026-06', batchId: batch.batchId, responses: 1 }, () => true);
  await batches.recordMoves({ from: batch, to: { batchId: 'later', runId: 'r1' } });
  await batches.recordTotal(batch, 1, { ...emptyRowLedger, read: 1, accepted: 1 });
  await batches.chunkDone({ batchId: batch.batchId, runId: batch.runId }, 0, emptyAnswerLedger);
  await batches.markRequestStored({
    id: 'request-1',
    content: 'hash',
    expiresAt: new Date('2026-06-08T00:00:00Z'),
  });
  await batches.summariesDue(batch, 1);
  await batches.summariesDone({ batchId: batch.batchId, runId: batch.runId }, [0]);
  await batches.settle(batch, 'complete', emptyAnswerLedger);
  await batches.putOverlap({ batchId: batch.batchId, cell: 'delivery#2026-05-31', revision: 1 }, noOverlap);
});
afterAll(() => tables.stop());

const storeReports = async (): Promise<void> => {
  const reports = dynamoReportStore(tables.client, 'summaries');
  const run = { schedule: 'weekly', period: '2026-05-25' };
  const since = '2026-06-01T07:00:00.000Z';
  await reports.claimRun(run, new Date(since), 60);
  await reports.claimRun({ ...run, schedule: 'daily' }, new Date(since), 60);
  await reports.finishRun(run);
  await reports.putDigest({
    ...run,
    scope: '_all',
    grain: 'week',
    title: 'A week',
    suppressed: false,
    issuedAt: since,
  });
  const alert = {
    rule: 'nps',
    subject: 'delivery',
    raised: true,
    since,
    told: true,
    text: 'Low',
    evidence: '/',
  };
  await reports.replaceAlert(alert, undefined);
  await dynamoIssueStore(tables.client, 'summaries').replace(
    {
      ...{ touchpoint: 'delivery', method: 1, from: '2026-05-01', to: '2026-05-31', source: 'hash' },
      ...{ issues: [], unseen: [], splits: [], merges: [] },
    },
    undefined,
  );
  await dynamoIssueStore(tables.client, 'summaries').replaceDecisions(
    {
      touchpoint: 'delivery',
      descriptor: { id: 'i-1', name: 'rain', words: {}, meaning: '', sample: [] },
      edits: [],
    },
    undefined,
  );
  await reports.putAction({ id: 'courier', date: '2026-05-04', touchpoint: 'delivery', text: 'New courier' });
};

const flag = (command: string, name: string): string | undefined =>
  new RegExp(`--${name} (?:'([^']*)'|(\\S+))`)
    .exec(command)
    ?.slice(1)
    .find((value) => value !== undefined);

const parsedFlag = (command: string, name: string) => {
  const value = flag(command, name);
  return value === undefined ? undefined : JSON.parse(value);
};

const commands = [...page.matchAll(/```sh\n(aws dynamodb query[^`]*)```/g)].map(([, command = '']) =>
  command.replaceAll('\\\n', ' '),
);

describe('docs/tables.md', () => {
  test('has an example query for each table', () => {
    expect(commands.map((command) => /\$(\w+)_TABLE/.exec(command)?.[1]?.toLowerCase())).toEqual([
      'feedback',
      'summaries',
      'summaries',
      'summaries',
      'batches',
    ]);
  });

  test.each(commands)('query %# returns something', async (command) => {
    const names = parsedFlag(command, 'expression-attribute-names');
    const { Items } = await tables.client.send(
      new QueryCommand({
        TableName: /\$(\w+)_TABLE/.exec(command)?.[1]?.toLowerCase(),
        IndexName: flag(command, 'index-name'),
        KeyConditionExpression: flag(command, 'key-condition-expression'),
        ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
        ExpressionAttributeValues: parsedFlag(command, 'expression-attribute-values'),
      }),
    );
    expect(Items).toHaveLength(1);
  });

  test.each(tableNames)('names every attribute of %s', async (table) => {
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
    const stored = new Set(Items.flatMap((item) => Object.keys(item)));
    const undocumented = [...stored].filter((name) => !page.includes(`\`${name}\``));
    expect(undocumented).toEqual([]);
  });

  test('promises index items under 350 bytes, and they are', async () => {
    const long = 'a-touchpoint-of-thirty-two-chars';
    const copies = Array.from({ length: 9_999 }, (_, index) =>
      exampleCopy({ ratings: { 'nps:transactional': index % 11 } }),
    );
    await dynamoSummaryStore(tables.client, 'summaries').replace(
      { touchpoint: long, grain: 'day', period: '2026-05-31', tally: tallyOf(copies), versions },
      undefined,
    );
    const { Items = [] } = await tables.client.send(
      new QueryCommand({
        TableName: 'summaries',
        IndexName: 'by-period',
        KeyConditionExpression: '#when = :when AND place = :place',
        ExpressionAttributeNames: { '#when': 'when' },
        ExpressionAttributeValues: { ':when': { S: 'day|2026-05' }, ':place': { S: `2026-05-31#${long}` } },
      }),
    );
    expect(Items.map((item) => sizeOf({ M: item }) < 350)).toEqual([true]);
  });
});

test('a response with a comment of two sentences and seven themes is stored in under 1 KB', async () => {
  const analyzer = createAnalyzer({
    taxonomy: loadTaxonomy(readFileSync(assetPath('taxonomies/cx-core.yaml'), 'utf8'), 'cx-core.yaml'),
  });
  const text =
    'The driver was quick but the staff were lovely. Your checkout kept crashing and I want a refund.';
  const answer = { question: 'What is the main reason for your score?', role: 'reason', text } as const;
  const copy = exampleCopy({
    ...{ touchpoint: 'sized', sourceId: 'R_3kTq2bXw9LmZpQd', channel: 'email', attributes: { plan: 'gold' } },
    ...{
      responseId: 'hP0x7yJm1rQe5sVb9TzKcg',
      batchId: 'Yk3wA8nUoF5dRt2pLxVhqw',
      fingerprint: 'c0ffee00c0ffee',
    },
    answers: [{ ...answer, analysis: analyzer.analyze(answer) }],
    versions: analyzer.versions,
  });
  await dynamoFeedbackStore(tables.client, 'feedback').put([copy]);
  const { Items = [] } = await tables.client.send(
    new QueryCommand({
      TableName: 'feedback',
      KeyConditionExpression: 'cell = :cell',
      ExpressionAttributeValues: { ':cell': { S: 'sized#2026-05-31#0' } },
    }),
  );
  const [bytes = 0] = Items.map((item) => sizeOf({ M: item }));
  expect([bytes > 500, bytes < 1024]).toEqual([true, true]);
});

/** The size that DynamoDB bills: names and texts in UTF-8, two digits a byte and one for a number, 3 + 1 an entry for a map. */
const sizeOf = (value: { S?: string; N?: string; BOOL?: boolean; M?: Record<string, object> }): number => {
  if (value.BOOL !== undefined) return 1;
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  const entries = Object.entries(value.M ?? {});
  return entries.reduce((sum, [name, inner]) => sum + Buffer.byteLength(name) + 1 + sizeOf(inner), 3);
};
