import { Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { earliestYear } from '../../feedback/response/dates/dates.ts';
import { feedbackColumns } from '../../lake/feedback-table.ts';
import { type LakeColumns, type LakeTable, lakeTables, undatedMonth } from '../../lake/lake-table.ts';
import { summaryColumns } from '../../lake/summaries-table.ts';
import { addMonths, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { objectKeys } from '../../store/keys.ts';
import { allowList, allowObjects, allowTable } from '../access.ts';
import type { PipelineFunction } from '../pipeline-function.ts';
import type { Tables } from '../tables.ts';

/** The tables for analysis: what writes them every night, and how Athena reads them. */

interface LakeParts {
  readonly bucket: Bucket;
  readonly tables: Tables;
}

/** The function reads what is stored, and writes files and their state. */
export const grantLake = (lake: PipelineFunction, { bucket, tables }: LakeParts): void => {
  allowList(lake, bucket);
  allowObjects(lake, bucket, { access: ['read'], prefixes: ['config/'] });
  allowObjects(lake, bucket, { access: ['read', 'stream', 'delete'], prefixes: ['lake/'] });
  allowTable(lake, tables.feedback, { requests: ['Query'] });
  allowTable(lake, tables.summaries, { requests: ['Query', 'BatchGetItem'], indexes: ['by-period'] });
};

/** To erase a person, the files with their rows are rewritten at once; where a batch is undone, they are removed. */
export const grantLakeErasure = (ingest: PipelineFunction, { bucket }: LakeParts): void => {
  allowObjects(ingest, bucket, { access: ['read', 'write'], prefixes: ['lake/state/'] });
  allowObjects(ingest, bucket, { access: ['read', 'stream', 'delete'], prefixes: ['lake/feedback/'] });
};

/** Files with responses of a month that retention closes are removed. */
export const grantLakeRemoval = (summarize: PipelineFunction, { bucket }: LakeParts): void => {
  allowObjects(summarize, bucket, { access: ['read', 'write'], prefixes: ['lake/state/'] });
  allowObjects(summarize, bucket, { access: ['delete'], prefixes: ['lake/feedback/'] });
};

/** Several times a night: a run goes on where the one before ran out of time or failed, and finds nothing to do otherwise. */
export const runNightly = (scope: Construct, { handler }: PipelineFunction): void => {
  new Rule(scope, 'Nightly', {
    description: 'Brings the tables for analysis up to date',
    schedule: Schedule.cron({ minute: '0', hour: '1-5' }),
    targets: [new LambdaFunction(handler, { retryAttempts: 0 })],
  });
};

const lastYear = 2049;

/** That of the week in which the earliest date is. */
const firstMonth = firstDayOfWeek(`${earliestYear}-01-01`).slice(0, 7);

/** Every month that a response or a period may have: partitions are known without a list of them, and without a crawler. */
const months = Array.from({ length: 12 * (lastYear - earliestYear + 1) + 1 }, (_, index) =>
  addMonths(firstMonth, index),
);

const parquet = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
} as const;

const tables: Readonly<Record<LakeTable, { readonly columns: LakeColumns; readonly description: string }>> = {
  feedback: { columns: feedbackColumns, description: 'Comments of responses, a row each; see docs/lake.md' },
  summaries: { columns: summaryColumns, description: 'Figures of periods, a row each; see docs/lake.md' },
};

interface GlueParts {
  readonly database: CfnDatabase;
  readonly databaseName: string;
  readonly bucket: Bucket;
}

const glueTable = (
  scope: Construct,
  name: LakeTable,
  { database, databaseName, bucket }: GlueParts,
): void => {
  const { columns, description } = tables[name];
  const location = `s3://${bucket.bucketName}/${objectKeys.lake(name)}/`;
  const table = new CfnTable(scope, name === 'feedback' ? 'FeedbackRows' : 'SummaryRows', {
    catalogId: Stack.of(scope).account,
    databaseName,
    tableInput: {
      name,
      description,
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: [{ name: 'month', type: 'string', comment: `2026-05, or ${undatedMonth}` }],
      parameters: {
        classification: 'parquet',
        'projection.enabled': 'true',
        'projection.month.type': 'enum',
        'projection.month.values': [...months, undatedMonth].join(','),
        'storage.location.template': `${location}month=\${month}/`,
      },
      storageDescriptor: {
        ...parquet,
        location,
        columns: Object.entries(columns).map(([column, { type, meaning }]) => ({
          name: column,
          type,
          comment: meaning,
        })),
      },
    },
  });
  table.addResourceDependency(database);
};

/** One query may read 64 GiB, for about a third of a dollar. */
const queryLimitBytes = 64 * 1024 ** 3;

/** Answers of queries expire with other exports, after a day: they may hold comments of people who are erased. */
const createWorkGroup = (scope: Construct, name: string, bucket: Bucket): CfnWorkGroup =>
  new CfnWorkGroup(scope, 'Queries', {
    name,
    description: 'Queries over the feedback and summaries of Verbatim',
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: queryLimitBytes,
      resultConfiguration: {
        outputLocation: `s3://${bucket.bucketName}/exports/athena/`,
        encryptionConfiguration: { encryptionOption: 'SSE_S3' },
      },
    },
  });

/** What analysts need to find the tables. */
export interface Catalog {
  readonly databaseName: string;
  readonly workGroupName: string;
}

/** The database of Glue with both tables, and the workgroup of Athena; named as the stack. */
export const createCatalog = (scope: Construct, stackName: string, bucket: Bucket): Catalog => {
  const own = new Construct(scope, 'Analysis');
  const databaseName = stackName.toLowerCase().replaceAll('-', '_');
  const database = new CfnDatabase(own, 'Database', {
    catalogId: Stack.of(scope).account,
    databaseInput: { name: databaseName, description: 'Feedback and summaries of Verbatim' },
  });
  for (const name of lakeTables) glueTable(own, name, { database, databaseName, bucket });
  createWorkGroup(own, stackName, bucket);
  return { databaseName, workGroupName: stackName };
};
