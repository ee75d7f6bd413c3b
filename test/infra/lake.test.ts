import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { feedbackColumns, writtenMonth } from '../../lib/lake/feedback-table.ts';
import { type LakeColumns, lakePath } from '../../lib/lake/lake-table.ts';
import { periodMonth, summaryColumns } from '../../lib/lake/summaries-table.ts';
import { firstDayOfWeek } from '../../lib/metrics/calendar/calendar.ts';
import { objectKeys } from '../../lib/store/keys.ts';
import { synthesize } from './synthesized-stack.ts';

/** How Athena finds the Parquet files of the tables for analysis. */

const stack = synthesize();
const tables = stack.ofType('AWS::Glue::Table').map(({ Properties }) => Properties);
const tableOf = (name: string) => tables.find(({ TableInput }) => TableInput.Name === name);

/** A location of the template, with a plain name for the bucket. */
const plain = (value: { readonly 'Fn::Join': readonly [string, readonly unknown[]] }): string =>
  value['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'BUCKET')).join('');

describe.each([
  ['feedback', feedbackColumns],
  ['summaries', summaryColumns],
] as const)('the table %s', (name, columns: LakeColumns) => {
  const { TableInput: table, DatabaseName: database } = tableOf(name) ?? {};

  test('has the columns of the code, in their order, and month as its partition', () => {
    const described = Object.entries(columns).map(([Name, { type: Type, meaning: Comment }]) => ({
      Name,
      Type,
      Comment,
    }));
    expect(table.StorageDescriptor.Columns).toEqual(described);
    expect(table.PartitionKeys).toMatchObject([{ Name: 'month', Type: 'string' }]);
    expect(database).toBe('verbatim');
  });

  test('looks for the files of a month where they are written', () => {
    const path = lakePath({ table: name, touchpoint: 'delivery', month: '2026-05' });
    const folder = `s3://BUCKET/${objectKeys.lake(path)}`.replace('delivery.parquet', '');
    const template = plain(table.Parameters['storage.location.template']);
    expect(template.replace(/\$\{month\}/, '2026-05')).toBe(folder);
    expect(folder.startsWith(plain(table.StorageDescriptor.Location))).toBe(true);
  });

  test('knows every month that a response may have, without a crawler', () => {
    const months = String(table.Parameters['projection.month.values']).split(',');
    expect(months).toHaveLength(80 * 12 + 2);
    for (const written of ['1970-01-01', '2026-05-31', '2049-12-31', 'undated'])
      expect(months).toContain(writtenMonth(written));
    // The week of the first day begins in the year before.
    expect(months).toContain(periodMonth(firstDayOfWeek('1970-01-01')));
    expect(JSON.stringify(table.Parameters).length).toBeLessThan(100_000);
  });
});

test('queries are limited, encrypted, and their answers expire with other exports', () => {
  const [group] = stack.ofType('AWS::Athena::WorkGroup');
  const settings = group?.Properties.WorkGroupConfiguration;
  expect(settings).toMatchObject({
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 68_719_476_736,
    ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
  });
  expect(plain(settings.ResultConfiguration.OutputLocation)).toBe('s3://BUCKET/exports/athena/');
  expect(stack.ofType('AWS::Glue::Crawler')).toEqual([]);
});

test('analysts list and read the tables and answers of queries, and nothing else of the bucket', async () => {
  const text = await readFile('examples/analyst-policy.json', 'utf8');
  const { Statement: statements } = JSON.parse(text);
  const onBucket = statements.filter(({ Resource }: { Resource: unknown }) =>
    JSON.stringify(Resource).includes('arn:aws:s3'),
  );
  const answers = 'exports/athena/*';
  const rows = ['lake/feedback/*', 'lake/summaries/*'];
  const arn = (path: string): string => `arn:aws:s3:::BUCKET/${path}`;
  expect(onBucket).toMatchObject([
    { Action: 's3:GetObject', Resource: rows.map(arn) },
    { Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': [...rows, answers] } } },
    { Action: 's3:GetBucketLocation' },
    { Sid: 'KeepAnswers', Resource: arn(answers) },
  ]);
});
