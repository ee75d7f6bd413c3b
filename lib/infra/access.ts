import { Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { bucketResource } from './bucket.ts';
import type { PipelineFunction } from './pipeline-function.ts';

/** What may be done with the objects under a prefix. */
export type ObjectAccess = 'read' | 'write' | 'stream' | 'delete';

const objectActions: Record<ObjectAccess, readonly string[]> = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject'],
  // A stream is written in parts, which are dropped if it fails.
  stream: ['s3:PutObject', 's3:AbortMultipartUpload'],
  delete: ['s3:DeleteObject'],
};

/** Lets a function use the objects under the prefixes, and no others. */
export const allowObjects = (
  to: PipelineFunction,
  bucket: Bucket,
  { access, prefixes }: { readonly access: readonly ObjectAccess[]; readonly prefixes: readonly string[] },
): void => {
  for (const prefix of prefixes) {
    to.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: access.flatMap((kind) => objectActions[kind]),
        resources: [bucket.arnForObjects(`${prefix}*`)],
      }),
    );
    const bucketId = Stack.of(bucket).getLogicalId(bucketResource(bucket));
    Validations.of(to.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`,
      reason: `The names of the objects under ${prefix} are made at run time; the prefix is the smallest grant there is.`,
    });
  }
};

/** Lets a function see that an object is absent: without the right to list, a missing key reads as "forbidden". */
export const allowList = (to: PipelineFunction, bucket: Bucket): void => {
  to.role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  );
};

/** A request to a table. There is none that reads a whole table, and none that changes a table itself. */
export type TableRequest =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem';

export interface TableAccess {
  /** The requests that the function sends. */
  readonly requests: readonly TableRequest[];
  /** Names of the indexes that may be queried. */
  readonly indexes?: readonly string[];
}

/** Lets a function send requests to a table, and queries to indexes by their names. */
export const allowTable = (
  to: PipelineFunction,
  table: Table,
  { requests, indexes = [] }: TableAccess,
): void => {
  to.role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: requests.map((request) => `dynamodb:${request}`),
      resources: [table.tableArn],
    }),
  );
  if (indexes.length === 0) return;
  to.role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
    }),
  );
};

/** Lets a function send messages to a queue, and no more than that. */
export const allowSend = (to: PipelineFunction, queue: Queue): void => {
  to.role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  );
};

/** Lets a function read the value of a secret. */
export const allowSecret = (to: PipelineFunction, secret: Secret): void => {
  to.role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
  );
};

/** Lets a function score sentiment with Amazon Comprehend, in the languages that `config/languages.yaml` names. */
export const allowSentimentDetection = (to: PipelineFunction): void => {
  to.role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['comprehend:BatchDetectSentiment'], resources: ['*'] }),
  );
  Validations.of(to.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Comprehend has no resource for finding sentiment in a text: the action is the smallest grant there is.',
  });
};
