import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { VerbatimError } from '../errors.ts';
import type { Effects, Log, Settings } from '../pipeline/effects.ts';
import { isLargeWork } from '../pipeline/messages.ts';
import { dynamoBatchStore } from '../store/batches/dynamo-batch-store.ts';
import { documentClient } from '../store/dynamodb.ts';
import { dynamoFeedbackStore } from '../store/feedback-store.ts';
import { dynamoIssueStore } from '../store/issue-store.ts';
import { s3ObjectStore } from '../store/objects/s3-object-store.ts';
import { sqsQueue } from '../store/queue.ts';
import type { Configuration } from '../store/settings/configuration.ts';
import { dynamoSummaryStore } from '../store/summary-store.ts';
import { bucketConfiguration } from './configuration.ts';
import { type Environment, environment } from './environment.ts';

export interface Connections {
  readonly effects: Effects;
  readonly configuration: Configuration;
  readonly environment: Environment;
  /** The client of the queues that the effects send to. */
  readonly queues: SQSClient;
}

/** The effects of a deployment, from the environment that its stack set. Throws if a variable is missing. */
export const connect = (variables: NodeJS.ProcessEnv, log: Log): Connections => {
  const env = environment.parse(variables);
  const tables = documentClient();
  const queues = new SQSClient();
  // Browsers may send to the bucket's own host only (page-stack.ts); a server on this machine has one host for all buckets.
  const presigning = new S3Client({
    forcePathStyle: variables['AWS_ENDPOINT_URL_S3'] !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const objects = s3ObjectStore(new S3Client({ forcePathStyle: true }), env.BUCKET, presigning);
  const effects: Effects = {
    objects,
    feedback: dynamoFeedbackStore(tables, env.FEEDBACK_TABLE),
    summaries: dynamoSummaryStore(tables, env.SUMMARIES_TABLE),
    issues: dynamoIssueStore(tables, env.SUMMARIES_TABLE),
    batches: dynamoBatchStore(tables, env.BATCHES_TABLE),
    ingestQueue: sqsQueue(queues, env.INGEST_QUEUE_URL, isLargeWork),
    analyzeQueue: sqsQueue(queues, env.ANALYZE_QUEUE_URL, isLargeWork),
    summarizeQueue: sqsQueue(queues, env.SUMMARIZE_QUEUE_URL),
    log,
  };
  return { effects, configuration: bucketConfiguration(objects), environment: env, queues };
};

/** The settings of a deployment; fetches the identity key. */
export const fetchSettings = async (env: Environment): Promise<Settings> => {
  const command = new GetSecretValueCommand({ SecretId: env.IDENTITY_KEY_SECRET_ARN });
  const { SecretString } = await new SecretsManagerClient().send(command);
  if (SecretString === undefined || !/^[0-9a-f]{64}$/.test(SecretString)) {
    throw new VerbatimError('internal', 'the identity key is invalid', {
      expected: '64 hexadecimal digits',
    });
  }
  return {
    reportingTimeZone: env.REPORTING_TIME_ZONE,
    phoneCountry: env.PHONE_COUNTRY,
    identityKey: Buffer.from(SecretString, 'hex'),
    ...(env.AWS_REGION === undefined ? {} : { region: env.AWS_REGION }),
  };
};
