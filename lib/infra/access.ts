import { Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { bucketResource } from './bucket.ts';
import type { PipelineFunction } from './pipeline-function.ts';

/** What may be done with the objects under a prefix. */
export type ObjectAccess = 'read' | 'write' | 'delete';

const objectActions: Record<ObjectAccess, readonly string[]> = {
  read: ['s3:GetObject'],
  // A stream is written in parts, which are dropped if it fails.
  write: ['s3:PutObject', 's3:AbortMultipartUpload'],
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

const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writeActions = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
];

export interface TableAccess {
  readonly access: readonly ('read' | 'write')[];
  /** Names of the indexes that may be queried. */
  readonly indexes?: readonly string[];
}

/** Lets a function read or write a table: no scans, no table administration, indexes by name. */
export const allowTable = (
  to: PipelineFunction,
  table: Table,
  { access, indexes = [] }: TableAccess,
): void => {
  const actions = [
    ...(access.includes('read') ? readActions : []),
    ...(access.includes('write') ? writeActions : []),
  ];
  to.role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [table.tableArn] }));
  if (indexes.length === 0) return;
  to.role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
    }),
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
