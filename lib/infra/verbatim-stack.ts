import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Environment } from '../runtime/environment.ts';
import { createCatalog, runNightly } from './analysis/lake.ts';
import { FeedbackApi } from './api.ts';
import { feedbackBucket, notifyOnCreated } from './bucket.ts';
import { createAlarms, type Raise } from './operations/alarms.ts';
import { createDashboard, watchPipeline } from './operations/dashboard.ts';
import type { PageStackProps } from './page/page-stack.ts';
import { type Functions, grant, type Parts, type Queues } from './permissions.ts';
import { functionsCode, PipelineFunction, type PipelineFunctionProps } from './pipeline-function.ts';
import { concurrencyPlan, queuePlan } from './queue-plan.ts';
import { allowReporting, createReportTopic } from './reports.ts';
import type { Settings } from './settings.ts';
import { createConnectors } from './sources/connectors.ts';
import { createSourceSecret } from './sources/source-secret.ts';
import { createTables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What each function is; the file under functions/ has the name of its step. */
const plans = {
  ingest: {
    step: 'ingest',
    description: 'Reads a feedback file, maps and redacts its rows and cuts them into chunks',
    timeout: Duration.minutes(15),
    memoryMegabytes: 2048,
  },
  analyze: {
    step: 'analyze',
    description: 'Scores the answers of a chunk and stores its responses',
    timeout: Duration.minutes(4),
    memoryMegabytes: 1769,
  },
  summarize: {
    step: 'summarize',
    description: 'Recomputes the summaries of changed cells, days, weeks and months',
    timeout: Duration.minutes(5),
    memoryMegabytes: 1769,
  },
  query: {
    step: 'query',
    description: 'Answers the HTTP API',
    timeout: Duration.seconds(29),
    memoryMegabytes: 1024,
  },
  deadLetter: {
    step: 'dead-letter',
    description: 'Marks dead letters as failed, so that the rest of their batch is finished',
    timeout: Duration.minutes(1),
    memoryMegabytes: 512,
  },
  report: {
    step: 'report',
    description: 'Publishes digests and checks alert rules, by the configured schedules',
    timeout: Duration.minutes(15),
    memoryMegabytes: 1024,
  },
  collect: {
    step: 'collect',
    description: 'Collects responses that came by the API into files',
    timeout: Duration.minutes(1),
    memoryMegabytes: 512,
  },
  lake: {
    step: 'lake',
    description: 'Writes the tables for analysis, as Parquet files',
    timeout: Duration.minutes(15),
    memoryMegabytes: 2048,
  },
} as const;

/** The key under which ids are made. 64 hexadecimal digits: generated from all lower-case letters but g to z. */
const createIdentityKey = (scope: Construct): Secret => {
  const secret = new Secret(scope, 'IdentityKey', {
    description:
      'Key of response ids and respondent hashes; a new key would make every known response a new one',
    generateSecretString: {
      passwordLength: 64,
      excludeUppercase: true,
      excludePunctuation: true,
      excludeCharacters: 'ghijklmnopqrstuvwxyz',
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Ids and respondent hashes are made under this key: rotating it would count every response twice and lose erasure.',
  });
  return secret;
};

/** The secret of each webhook, by its source; the operator writes them. */
const createWebhookSecrets = (scope: Construct): Secret =>
  createSourceSecret(scope, 'WebhookSecrets', {
    description: 'The secrets under which others sign their webhooks, as JSON by the source',
    reason: 'Others sign with these secrets: they are replaced there and here at the same time.',
  });

const createQueues = (scope: Construct, raise: Raise): Queues => ({
  ingest: new WorkQueue(scope, 'IngestQueue', {
    step: 'ingest',
    functionTimeout: plans.ingest.timeout,
    maxReceiveCount: queuePlan.ingest.maxReceiveCount,
    maxAge: Duration.hours(2),
    raise,
  }),
  analyze: new WorkQueue(scope, 'AnalyzeQueue', {
    step: 'analyze',
    functionTimeout: plans.analyze.timeout,
    maxReceiveCount: queuePlan.analyze.maxReceiveCount,
    maxAge: Duration.hours(1),
    raise,
  }),
  summarize: new WorkQueue(scope, 'SummarizeQueue', {
    step: 'summarize',
    functionTimeout: plans.summarize.timeout,
    maxReceiveCount: queuePlan.summarize.maxReceiveCount,
    maxAge: Duration.hours(1),
    raise,
  }),
});

const environmentOf = (
  { bucket, tables, queues, identityKey, webhookSecrets, reportTopic }: Parts,
  settings: Settings,
): Environment => ({
  BUCKET: bucket.bucketName,
  FEEDBACK_TABLE: tables.feedback.tableName,
  SUMMARIES_TABLE: tables.summaries.tableName,
  BATCHES_TABLE: tables.batches.tableName,
  INGEST_QUEUE_URL: queues.ingest.queue.queueUrl,
  ANALYZE_QUEUE_URL: queues.analyze.queue.queueUrl,
  SUMMARIZE_QUEUE_URL: queues.summarize.queue.queueUrl,
  IDENTITY_KEY_SECRET_ARN: identityKey.secretArn,
  REPORTING_TIME_ZONE: settings.reportingTimeZone,
  PHONE_COUNTRY: settings.phoneCountry,
  REPORT_TOPIC_ARN: reportTopic.topicArn,
  ...(webhookSecrets === undefined ? {} : { WEBHOOK_SECRETS_ARN: webhookSecrets.secretArn }),
  ...(settings.digestSender === undefined ? {} : { DIGEST_SENDER: settings.digestSender }),
  ...(settings.narrativeModel === undefined ? {} : { NARRATIVE_MODEL: settings.narrativeModel }),
});

type Shared = Pick<PipelineFunctionProps, 'code' | 'environment' | 'raise'>;

const createFunctions = (scope: Construct, shared: Shared): Functions => ({
  ingest: new PipelineFunction(scope, 'Ingest', { ...shared, ...plans.ingest }),
  analyze: new PipelineFunction(scope, 'Analyze', { ...shared, ...plans.analyze }),
  summarize: new PipelineFunction(scope, 'Summarize', { ...shared, ...plans.summarize }),
  query: new PipelineFunction(scope, 'Query', { ...shared, ...plans.query }),
  deadLetter: new PipelineFunction(scope, 'DeadLetter', { ...shared, ...plans.deadLetter }),
  report: new PipelineFunction(scope, 'Report', { ...shared, ...plans.report }),
  collect: new PipelineFunction(scope, 'Collect', { ...shared, ...plans.collect }),
  lake: new PipelineFunction(scope, 'Lake', { ...shared, ...plans.lake }),
});

/** What starts each function. Every batch answers with the messages that failed, so a bad one costs no neighbour. */
const connect = (
  scope: Construct,
  functions: Functions,
  parts: Parts & Pick<Settings, 'concurrency'>,
): void => {
  const atOnce = concurrencyPlan(parts.concurrency);
  const { ingest, analyze, summarize, deadLetter, report, lake } = functions;
  const { bucket, queues } = parts;
  const reportBatchItemFailures = true;
  notifyOnCreated(bucket, 'uploads/', queues.ingest.queue);
  ingest.handler.addEventSource(
    new SqsEventSource(queues.ingest.queue, {
      reportBatchItemFailures,
      batchSize: queuePlan.ingest.batchSize,
      maxConcurrency: atOnce.ingest,
    }),
  );
  analyze.handler.addEventSource(
    new SqsEventSource(queues.analyze.queue, {
      reportBatchItemFailures,
      batchSize: queuePlan.analyze.batchSize,
      maxConcurrency: atOnce.analyze,
    }),
  );
  summarize.handler.addEventSource(
    new SqsEventSource(queues.summarize.queue, {
      reportBatchItemFailures,
      batchSize: queuePlan.summarize.batchSize,
      maxBatchingWindow: Duration.seconds(queuePlan.summarize.batchingWindowSeconds),
      maxConcurrency: atOnce.summarize,
    }),
  );
  for (const { deadLetters } of [queues.ingest, queues.analyze, queues.summarize]) {
    deadLetter.handler.addEventSource(
      new SqsEventSource(deadLetters, {
        reportBatchItemFailures,
        batchSize: queuePlan.deadLetters.batchSize,
        maxConcurrency: 2,
      }),
    );
  }
  new Rule(scope, 'Hourly', {
    description: 'Recomputes summaries whose message was lost, and issues due reports',
    schedule: Schedule.rate(Duration.hours(1)),
    targets: [summarize, report].map(
      ({ handler }) => new LambdaFunction(handler, { retryAttempts: 2, maxEventAge: Duration.hours(1) }),
    ),
  });
  runNightly(scope, lake);
};

/** The next minute does what a failed one left: a call that fails is not repeated. */
const collectEveryMinute = (scope: Construct, { collect }: Functions): void => {
  new Rule(scope, 'EveryMinute', {
    description: 'Collects responses that came by the API into files',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(collect.handler, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
};

/** Outputs are in a scope of their own, under their plain names: scripts and the local cloud read them. */
const output = (stack: Stack, values: Record<string, string>): void => {
  const scope = new Construct(stack, 'Outputs');
  for (const [name, value] of Object.entries(values)) {
    new CfnOutput(scope, name, { value }).overrideLogicalId(name);
  }
};

/** Verbatim in an AWS account: any account and region, without look-ups. */
export class VerbatimStack extends Stack {
  /** What the page's stack builds on. */
  readonly forPage: Pick<PageStackProps, 'api' | 'query' | 'feedbackBucket'>;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, { description: 'Verbatim: open-text customer feedback in, per-touchpoint answers out' });
    const { topic, raise } = createAlarms(this, settings.stackName, settings.alarmEmail);
    const parts: Parts = {
      bucket: feedbackBucket(this, settings),
      tables: createTables(this),
      queues: createQueues(this, raise),
      identityKey: createIdentityKey(this),
      ...(settings.webhooks ? { webhookSecrets: createWebhookSecrets(this) } : {}),
      reportTopic: createReportTopic(this, settings),
    };
    const environment = environmentOf(parts, settings);
    const code = functionsCode([...Object.values(plans).map(({ step }) => step), 'fetch']);
    const shared = { code, environment: { ...environment }, raise };
    const functions = {
      ...createFunctions(this, shared),
      ...(settings.connectors ? { fetch: createConnectors(this, parts, shared) } : {}),
    };
    grant(functions, parts);
    allowReporting(functions, parts, settings);
    connect(this, functions, { ...parts, concurrency: settings.concurrency });
    collectEveryMinute(this, functions);
    const api = new FeedbackApi(this, 'Api', {
      query: functions.query,
      raise,
      webhooks: settings.webhooks,
    });
    watchPipeline(this, parts, raise);
    const catalog = createCatalog(this, settings.stackName, parts.bucket);
    createDashboard(this, settings.stackName, { functions, parts, http: api.http });
    this.forPage = { api: api.http, query: functions.query.handler, feedbackBucket: parts.bucket };
    output(this, {
      ApiUrl: api.url,
      Bucket: environment.BUCKET,
      FeedbackTable: environment.FEEDBACK_TABLE,
      SummariesTable: environment.SUMMARIES_TABLE,
      BatchesTable: environment.BATCHES_TABLE,
      IngestQueueUrl: environment.INGEST_QUEUE_URL,
      AnalyzeQueueUrl: environment.ANALYZE_QUEUE_URL,
      SummarizeQueueUrl: environment.SUMMARIZE_QUEUE_URL,
      IdentityKeySecretArn: environment.IDENTITY_KEY_SECRET_ARN,
      ...(parts.webhookSecrets === undefined ? {} : { WebhookSecretsArn: parts.webhookSecrets.secretArn }),
      AlarmTopicArn: topic.topicArn,
      ReportTopicArn: environment.REPORT_TOPIC_ARN,
      AnalysisDatabase: catalog.databaseName,
      AnalysisWorkGroup: catalog.workGroupName,
    });
  }
}
