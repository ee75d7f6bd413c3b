import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type CorsRule,
  HttpMethods,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { CfnQueuePolicy, type Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** Chunks are read once, minutes after they were written; those of dead letters can be inspected for this long. */
const chunksExpireAfter = Duration.days(14);

/** The class and its interface disagree on `undefined` under exactOptionalPropertyTypes; they agree on everything else. */
export const asInterface = (bucket: Bucket): IBucket => bucket as IBucket;

/** The resource that a bucket is in the template. */
export const bucketResource = (bucket: Bucket): CfnBucket => {
  const resource = bucket.node.defaultChild;
  if (resource instanceof CfnBucket) return resource;
  throw new TypeError(`${bucket.node.path} has no resource of its own`);
};

const accessLog = (scope: Construct): Bucket => {
  const log = new Bucket(scope, 'AccessLog', {
    ...closed,
    lifecycleRules: [{ expiration: Duration.days(90) }],
  });
  Validations.of(log).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'This is the access log; a log of the log would grow for ever.',
  });
  return log;
};

/**
 * The pages from which a browser may upload files to the bucket: the page's own domain, otherwise pages of CloudFront, because the domain that
 * CloudFront assigns is known only after this stack. Both need a signed URL, which only the page gets.
 */
const pageMayPut = ({ page, pageDomain }: Settings): CorsRule[] =>
  page
    ? [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [`https://${pageDomain ?? '*.cloudfront.net'}`],
          maxAge: 3600,
        },
      ]
    : [];

/**
 * The one bucket that holds feedback: uploads/, staging/, stream/, collecting/, connectors/, chunks/, checkpoints/, batches/, moves/, rejects/, config/, digests/, exports/, erasures/, lake/.
 *
 * Not versioned, on purpose: erased data must be gone, and an old version of a file would survive its erasure
 * (docs/adr/0050-unversioned-bucket.md).
 */
export const feedbackBucket = (scope: Construct, settings: Settings): Bucket =>
  new Bucket(scope, 'Feedback', {
    ...closed,
    versioned: false,
    cors: pageMayPut(settings),
    serverAccessLogsBucket: asInterface(accessLog(scope)),
    lifecycleRules: [
      { id: 'chunks-are-read-once', prefix: 'chunks/', expiration: chunksExpireAfter },
      { id: 'checkpoints-are-read-once', prefix: 'checkpoints/', expiration: chunksExpireAfter },
      { id: 'staging-is-confirmed-or-dropped', prefix: 'staging/', expiration: Duration.days(1) },
      { id: 'exports-are-downloaded-or-dropped', prefix: 'exports/', expiration: Duration.days(1) },
      { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(2) },
    ],
  });

/**
 * Sends a message to `queue` for every object created under `prefix`.
 *
 * Set on the bucket itself, because the construct for it would add a custom resource and a Python function of its own
 * (docs/adr/0051-notifications-without-custom-resource.md). The queue's policy names the account and not the bucket:
 * naming the bucket would make a cycle, the bucket being created only after the policy lets it send.
 */
export const notifyOnCreated = (bucket: Bucket, prefix: string, queue: Queue): void => {
  queue.grantSendMessages(
    new ServicePrincipal('s3.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account } },
    }),
  );
  const resource = bucketResource(bucket);
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
      },
    ],
  };
  for (const policy of queue.node.findAll().filter((node) => node instanceof CfnQueuePolicy)) {
    resource.addResourceDependency(policy);
  }
};
