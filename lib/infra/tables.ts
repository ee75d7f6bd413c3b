import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

const text = (name: string) => ({ name, type: AttributeType.STRING });

interface TableKeys extends Readonly<Record<'partition' | 'sort', string>> {
  /** Items with this attribute, a time in seconds since 1970, are removed after it. */
  readonly timeToLiveAttribute?: string;
}

const table = (scope: Construct, id: string, { partition, sort, ...ending }: TableKeys): Table =>
  new Table(scope, id, {
    partitionKey: text(partition),
    sortKey: text(sort),
    ...ending,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** The three tables; docs/tables.md says what is in them. */
export interface Tables {
  readonly feedback: Table;
  readonly summaries: Table;
  readonly batches: Table;
}

/** Creates the tables with their indexes. `by-upload` is sparse: few items carry its key. */
export const createTables = (scope: Construct): Tables => {
  const feedback = table(scope, 'FeedbackTable', { partition: 'cell', sort: 'copy' });
  const summaries = table(scope, 'SummariesTable', { partition: 'series', sort: 'period' });
  summaries.addGlobalSecondaryIndex({
    indexName: 'by-period',
    partitionKey: text('when'),
    sortKey: text('place'),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['headline'],
  });
  const batches = table(scope, 'BatchesTable', {
    ...{ partition: 'batch', sort: 'item' },
    timeToLiveAttribute: 'expiresAt',
  });
  batches.addGlobalSecondaryIndex({
    indexName: 'by-upload',
    partitionKey: text('list'),
    sortKey: text('uploadedAt'),
    projectionType: ProjectionType.ALL,
  });
  return { feedback, summaries, batches };
};
