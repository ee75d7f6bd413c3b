import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack as CdkStack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, test } from 'vitest';
import { planCloud } from '../../lib/local/cloud/plan.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { metricNames } from '../../lib/runtime/metrics.ts';
import { type Resource, repository, type Stack, synthesize } from './synthesized-stack.ts';

let stack: Stack;
beforeAll(() => {
  stack = synthesize();
});

const ids = (resources: readonly Resource[]): string[] => resources.map(({ id }) => id);
/** The resources that break a rule: empty where all keep it. */
const breaking = (type: string, keeps: (resource: Resource) => boolean): string[] => {
  const resources = stack.ofType(type);
  expect(resources.length).toBeGreaterThan(0);
  return ids(resources.filter((resource) => !keeps(resource)));
};
const mentions = (value: unknown, id: string): boolean => JSON.stringify(value).includes(`"${id}"`);
const statements = (
  resource: Resource,
): { Action: string | string[]; Resource: unknown; Effect: string; Condition?: unknown }[] =>
  resource.Properties.PolicyDocument.Statement;
const list = <Item>(value: Item | Item[]): Item[] => (Array.isArray(value) ? value : [value]);

describe('every queue', () => {
  test('is encrypted', () => {
    expect(breaking('AWS::SQS::Queue', ({ Properties }) => Properties.SqsManagedSseEnabled === true)).toEqual(
      [],
    );
  });

  test('requires TLS', () => {
    const policies = stack.ofType('AWS::SQS::QueuePolicy');
    const isClosed = (queue: Resource): boolean =>
      policies.some(
        (policy) =>
          mentions(policy.Properties.Queues, queue.id) &&
          statements(policy).some(
            ({ Effect, Condition }) => Effect === 'Deny' && mentions(Condition, 'aws:SecureTransport'),
          ),
      );
    expect(breaking('AWS::SQS::Queue', isClosed)).toEqual([]);
  });

  test('has a dead-letter queue or is one', () => {
    const queues = stack.ofType('AWS::SQS::Queue');
    const isDeadLetterQueue = ({ id }: Resource): boolean =>
      queues.some(
        ({ Properties }) => Properties.RedrivePolicy !== undefined && mentions(Properties.RedrivePolicy, id),
      );
    const keeps = (queue: Resource): boolean =>
      queue.Properties.RedrivePolicy?.maxReceiveCount > 1 || isDeadLetterQueue(queue);
    expect(breaking('AWS::SQS::Queue', keeps)).toEqual([]);
  });

  test('is watched by an alarm', () => {
    const alarms = stack.ofType('AWS::CloudWatch::Alarm');
    expect(
      breaking('AWS::SQS::Queue', ({ id }) => alarms.some(({ Properties }) => mentions(Properties, id))),
    ).toEqual([]);
  });

  test('hides a message for six times the timeout of its function', () => {
    const timeoutOf = (functionId: string): number =>
      stack.all.find(({ id }) => id === functionId)?.Properties.Timeout;
    const queueOf = (mapping: Resource): Resource | undefined =>
      stack.all.find(({ id }) => id === mapping.Properties.EventSourceArn['Fn::GetAtt'][0]);
    const keeps = (mapping: Resource): boolean =>
      queueOf(mapping)?.Properties.VisibilityTimeout >= 6 * timeoutOf(mapping.Properties.FunctionName.Ref);
    expect(breaking('AWS::Lambda::EventSourceMapping', keeps)).toEqual([]);
  });

  test('reports failed messages of a batch one by one', () => {
    expect(
      breaking('AWS::Lambda::EventSourceMapping', ({ Properties }) =>
        Properties.FunctionResponseTypes?.includes('ReportBatchItemFailures'),
      ),
    ).toEqual([]);
  });
});

describe('every function', () => {
  const functions = 'AWS::Lambda::Function';

  test('runs nodejs24.x on arm64', () => {
    expect(
      breaking(
        functions,
        ({ Properties }) => Properties.Runtime === 'nodejs24.x' && Properties.Architectures[0] === 'arm64',
      ),
    ).toEqual([]);
  });

  test('has a log group with retention', () => {
    const keeps = ({ Properties }: Resource): boolean => {
      const group = stack.all.find(({ id }) => id === Properties.LoggingConfig?.LogGroup?.Ref);
      return group?.Properties.RetentionInDays <= 90;
    };
    expect(breaking(functions, keeps)).toEqual([]);
  });

  test('has a role of its own', () => {
    const roles = stack.ofType(functions).map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('is watched for errors, and together with all others for throttles', () => {
    const alarms = stack.ofType('AWS::CloudWatch::Alarm');
    const isWatched = (id: string, metric: string): boolean =>
      alarms.some(
        ({ Properties }) => Properties.MetricName === metric && mentions(Properties.Dimensions, id),
      );
    expect(breaking(functions, ({ id }) => isWatched(id, 'Errors'))).toEqual([]);
    const throttles = alarms.filter(({ Properties }) => Properties.MetricName === 'Throttles');
    expect(throttles.map(({ Properties }) => Properties.Dimensions)).toEqual([undefined]);
  });

  test('gets all environment variables that the code needs', () => {
    const plain = (variables: Record<string, unknown>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : 'a-reference',
        ]),
      );
    expect(
      breaking(
        functions,
        ({ Properties }) => environment.safeParse(plain(Properties.Environment.Variables)).success,
      ),
    ).toEqual([]);
  });
});

describe('every bucket', () => {
  const buckets = 'AWS::S3::Bucket';

  test('is private', () => {
    const closed = {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    };
    expect(
      breaking(buckets, ({ Properties }) =>
        expect.objectContaining(closed).asymmetricMatch(Properties.PublicAccessBlockConfiguration),
      ),
    ).toEqual([]);
  });

  test('is encrypted and requires TLS', () => {
    const policies = stack.ofType('AWS::S3::BucketPolicy');
    const isTlsOnly = (id: string): boolean =>
      policies.some(
        (policy) =>
          policy.Properties.Bucket.Ref === id &&
          statements(policy).some(
            ({ Effect, Condition }) => Effect === 'Deny' && mentions(Condition, 'aws:SecureTransport'),
          ),
      );
    expect(
      breaking(buckets, ({ id, Properties }) => Properties.BucketEncryption !== undefined && isTlsOnly(id)),
    ).toEqual([]);
  });

  test('keeps no old versions, so that erased data is gone', () => {
    expect(
      breaking(buckets, ({ Properties }) => Properties.VersioningConfiguration?.Status !== 'Enabled'),
    ).toEqual([]);
  });

  test('is kept when its stack is removed', () => {
    expect(breaking(buckets, ({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toEqual([]);
  });
});

describe('the feedback bucket', () => {
  const rules = (): { Prefix?: string; ExpirationInDays?: number }[] =>
    stack
      .ofType('AWS::S3::Bucket')
      .find(({ Properties }) => Properties.NotificationConfiguration !== undefined)?.Properties
      .LifecycleConfiguration.Rules;

  test('expires chunks after 14 days, unconfirmed files and exports after one', () => {
    const days = Object.fromEntries(
      rules().map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays]),
    );
    expect(days).toMatchObject({ 'chunks/': 14, 'checkpoints/': 14, 'staging/': 1, 'exports/': 1 });
  });

  test('never deletes uploads, configuration or rejected rows', () => {
    const expiring = rules().filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
    expect(expiring.map(({ Prefix }) => Prefix)).toEqual(['chunks/', 'checkpoints/', 'staging/', 'exports/']);
  });

  test('is created after the policy that lets it notify', () => {
    const [bucket] = stack
      .ofType('AWS::S3::Bucket')
      .filter(({ Properties }) => Properties.NotificationConfiguration);
    const [{ Queue } = { Queue: undefined }] =
      bucket?.Properties.NotificationConfiguration.QueueConfigurations ?? [];
    const policy = stack
      .ofType('AWS::SQS::QueuePolicy')
      .find(({ Properties }) => mentions(Properties.Queues, Queue['Fn::GetAtt'][0]));
    expect(bucket?.DependsOn).toContain(policy?.id);
  });
});

describe('every table', () => {
  const tables = 'AWS::DynamoDB::Table';

  test('is on demand, encrypted, recoverable, protected, and kept when its stack is removed', () => {
    const keeps = ({ Properties, DeletionPolicy }: Resource): boolean =>
      Properties.BillingMode === 'PAY_PER_REQUEST' &&
      Properties.SSESpecification?.SSEEnabled === true &&
      Properties.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true &&
      Properties.DeletionProtectionEnabled === true &&
      DeletionPolicy === 'Retain';
    expect(breaking(tables, keeps)).toEqual([]);
  });

  test('has the keys and indexes of the public contract', () => {
    const shape = (schema: { AttributeName: string }[]): string =>
      schema.map((key) => key.AttributeName).join('+');
    const shapes = stack
      .ofType(tables)
      .map(({ Properties }) => [
        shape(Properties.KeySchema),
        ...(Properties.GlobalSecondaryIndexes ?? []).map(
          (index: {
            IndexName: string;
            KeySchema: { AttributeName: string }[];
            Projection: { ProjectionType: string };
          }) => `${index.IndexName}: ${shape(index.KeySchema)} ${index.Projection.ProjectionType}`,
        ),
      ]);
    expect(shapes).toEqual([
      ['cell+copy'],
      ['series+period', 'by-period: when+place INCLUDE'],
      ['batch+item', 'by-upload: list+uploadedAt ALL'],
    ]);
  });
});

describe('the API', () => {
  test('has no route open to anyone', () => {
    expect(
      breaking('AWS::ApiGatewayV2::Route', ({ Properties }) => Properties.AuthorizationType === 'AWS_IAM'),
    ).toEqual([]);
  });

  test('with webhooks has one more route, which is open, and a secret that only query may read', () => {
    const open = synthesize({ webhooks: 'true' });
    const routes = open.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
    // The signature of each sender is checked by the function.
    const allowed = ['POST /webhooks/{source}'];
    expect(
      routes.flatMap(({ RouteKey, AuthorizationType: by }) => (by === 'AWS_IAM' ? [] : [RouteKey])),
    ).toEqual(allowed);
    expect(open.ofType('AWS::ApiGatewayV2::Integration').length).toBe(1);
    const readers = open
      .ofType('AWS::IAM::Policy')
      .filter((policy) => JSON.stringify(policy).includes('WebhookSecrets'));
    expect(readers.map(({ id }) => id.replace(/Role.*/, ''))).toEqual(['Query']);
  });

  test('with connectors has an hourly function more, which can read nothing that customers said', () => {
    const asking = synthesize({ connectors: 'true' });
    const fetch = asking.ofType('AWS::Lambda::Function').filter(({ id }) => id.startsWith('Fetch'));
    expect(fetch.map(({ Properties }) => Properties.Handler)).toEqual(['fetch.handler']);
    const policies = asking.ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith('Fetch'));
    const read = policies
      .flatMap(statements)
      .flatMap(({ Action, Resource: resource }) =>
        list(Action).includes('s3:GetObject') ? [/\/(\w+)\/\*/.exec(JSON.stringify(resource))?.[1]] : [],
      );
    expect(read).toEqual(['config', 'connectors']);
    const readers = asking
      .ofType('AWS::IAM::Policy')
      .filter((policy) => JSON.stringify(policy).includes('ConnectorKeys'));
    expect(readers.map(({ id }) => id.replace(/Role.*/, ''))).toEqual(['Fetch']);
    const alarms = asking.ofType('AWS::CloudWatch::Alarm').length;
    expect(alarms - stack.ofType('AWS::CloudWatch::Alarm').length).toBe(1);
  });

  test('logs callers and outcomes, and is throttled', () => {
    const keeps = ({ Properties }: Resource): boolean =>
      Properties.AccessLogSettings !== undefined && Properties.DefaultRouteSettings.ThrottlingRateLimit > 0;
    expect(breaking('AWS::ApiGatewayV2::Stage', keeps)).toEqual([]);
  });

  test('logs neither paths nor queries, which may name a respondent', () => {
    const formats = stack
      .ofType('AWS::ApiGatewayV2::Stage')
      .map(({ Properties }) => Properties.AccessLogSettings.Format);
    expect(formats.filter((format) => /path|query|\$context\.identity\.sourceIp/i.test(format))).toEqual([]);
  });
});

test('every function writes traces', () => {
  const functions = stack.ofType('AWS::Lambda::Function');
  expect(functions.map(({ Properties }) => Properties.TracingConfig)).toEqual(
    functions.map(() => ({ Mode: 'Active' })),
  );
});

describe('policies', () => {
  const policyStatements = () => stack.ofType('AWS::IAM::Policy').flatMap(statements);

  test('name no action with a wildcard', () => {
    const actions = policyStatements().flatMap(({ Action }) => list(Action));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  /** Comprehend has no resource for finding sentiment in a text, and X-Ray none for what is written. */
  const withoutResource = new Set([
    'comprehend:BatchDetectSentiment',
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
  ]);
  const isDetection = ({ Action }: ReturnType<typeof policyStatements>[number]): boolean =>
    list(Action).includes('comprehend:BatchDetectSentiment');

  test('allow only the scoring function to send texts to Comprehend', () => {
    const holders = stack.ofType('AWS::IAM::Policy').filter((policy) => statements(policy).some(isDetection));
    expect(holders.map(({ id, Properties }) => [id.slice(0, 7), Properties.Roles.length])).toEqual([
      ['Analyze', 1],
    ]);
  });

  test('name resources with a wildcard only below a prefix of the bucket', () => {
    const resources = policyStatements()
      .filter(({ Action }) => !list(Action).every((action) => withoutResource.has(action)))
      .flatMap(({ Resource: resource }) => list(resource));
    const wild = resources.map((resource) => JSON.stringify(resource)).filter((text) => text.includes('*'));
    // Object names are made at run time; the prefix is the smallest grant there is.
    const prefixes =
      /"\/(uploads(\/verbatim-canary|\/stream)?|stream|staging|chunks|checkpoints|batches|moves(\/sources)?|rejects|config(\/outcomes)?|digests|exports|erasures(\/open)?|collecting|lake(\/(state|feedback))?)\/\*"/;
    expect(wild.filter((text) => !prefixes.test(text))).toEqual([]);
  });

  const mayWrite = (prefix: string): string[] =>
    stack
      .ofType('AWS::IAM::Policy')
      .filter((policy) =>
        statements(policy).some(
          ({ Action, Resource: resource }) =>
            list(Action).includes('s3:PutObject') && JSON.stringify(resource).includes(`"/${prefix}*"`),
        ),
      )
      .map(({ id }) => /^[A-Z][a-z]+/.exec(id)?.[0] ?? id);

  test('allow only the function that finds moved responses to write move records', () => {
    expect(mayWrite('moves/')).toEqual(['Analyze']);
    expect(mayWrite('batches/')).toEqual(['Ingest', 'Summarize', 'Query']);
  });

  test('allow the dead-letter function to remove move records, and not to read feedback', () => {
    const ofTable = stack
      .ofType('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith('DeadLetter'))
      .flatMap(statements)
      .filter(({ Resource: resource }) => JSON.stringify(resource).includes('FeedbackTable'));
    const actions = ofTable.flatMap(({ Action }) => list(Action));
    expect(actions).toContain('dynamodb:BatchWriteItem');
    expect(actions).not.toContain('dynamodb:Query');
  });

  test('allow only the ingest function to read the key of ids', () => {
    const holders = stack
      .ofType('AWS::IAM::Policy')
      .filter((policy) =>
        statements(policy).some(({ Action }) => list(Action).includes('secretsmanager:GetSecretValue')),
      );
    expect(holders.map(({ Properties }) => Properties.Roles.length)).toEqual([1]);
    expect(holders[0]?.id).toMatch(/^Ingest/);
  });

  test('do not allow a table scan', () => {
    const actions = policyStatements().flatMap(({ Action }) => list(Action));
    expect(actions).not.toContain('dynamodb:Scan');
  });
});

describe('every topic', () => {
  test('requires TLS', () => {
    const policies = stack.ofType('AWS::SNS::TopicPolicy');
    const isClosed = ({ id }: Resource): boolean =>
      policies.some(
        (policy) => mentions(policy.Properties.Topics, id) && mentions(policy, 'aws:SecureTransport'),
      );
    expect(breaking('AWS::SNS::Topic', isClosed)).toEqual([]);
  });

  test('about customers is encrypted', () => {
    const [reports] = stack.ofType('AWS::SNS::Topic').filter(({ id }) => id.startsWith('Reports'));
    expect(JSON.stringify(reports?.Properties.KmsMasterKeyId)).toContain('alias/aws/sns');
  });
});

describe('reports', () => {
  const actionsOf = (some: Stack, role: RegExp): string[] =>
    some
      .ofType('AWS::IAM::Policy')
      .filter(({ id }) => role.test(id))
      .flatMap(statements)
      .flatMap(({ Action }) => list(Action));

  test('are started by the one hourly rule; collecting and the tables for analysis by rules of their own', () => {
    const rules = stack.ofType('AWS::Events::Rule');
    const startedBy = (schedule: string) =>
      rules
        .filter(({ Properties }) => Properties.ScheduleExpression === schedule)
        .map(({ Properties }) => JSON.stringify(Properties.Targets));
    expect(startedBy('rate(1 hour)')).toEqual([expect.stringMatching(/Summarize.*Report/)]);
    expect(startedBy('rate(1 minute)')).toEqual([expect.stringMatching(/Collect/)]);
    expect(startedBy('cron(0 1-5 * * ? *)')).toEqual([expect.stringMatching(/Lake/)]);
    expect(rules).toHaveLength(3);
  });

  test('can send no mail and query no model unless the deployment names a sender or a model', () => {
    expect(actionsOf(stack, /./).filter((action) => /^(ses|bedrock):/.test(action))).toEqual([]);
    const some = synthesize({ digestSender: 'digests@example.org', narrativeModel: 'maker.model-1:0' });
    expect(actionsOf(some, /^Report/)).toEqual(
      expect.arrayContaining(['ses:SendEmail', 'bedrock:InvokeModel']),
    );
    expect(actionsOf(some, /^(?!Report)/).filter((action) => /^(ses|bedrock):/.test(action))).toEqual([]);
    const resources = JSON.stringify(some.ofType('AWS::IAM::Policy').flatMap(statements));
    expect(resources).toContain(':identity/digests@example.org');
    expect(resources).toContain('::foundation-model/maker.model-1:0');
    expect(resources).toContain('"ses:FromAddress":"digests@example.org"');
  });

  test('may be rephrased through an inference profile, and by its model only through that', () => {
    const some = synthesize({ narrativeModel: 'us.maker.model-1:0' });
    const invoking = some
      .ofType('AWS::IAM::Policy')
      .flatMap(statements)
      .filter(({ Action }) => Action === 'bedrock:InvokeModel');
    expect(invoking.map(({ Resource: resource }) => JSON.stringify(resource))).toEqual([
      expect.stringContaining(':inference-profile/us.maker.model-1:0'),
      expect.stringContaining(':bedrock:*::foundation-model/maker.model-1:0'),
    ]);
    expect(JSON.stringify(invoking[1]?.Condition)).toContain('bedrock:InferenceProfileArn');
  });

  test('may be mailed from an address whose parent domain is verified', () => {
    const some = synthesize({ digestSender: 'digests@mail.example.org' });
    const resources = JSON.stringify(some.ofType('AWS::IAM::Policy').flatMap(statements));
    for (const name of ['digests@mail.example.org', 'mail.example.org', 'example.org'])
      expect(resources).toContain(`:identity/${name}"`);
    expect(resources).not.toContain(':identity/org"');
  });

  test('are sent to the configured address', () => {
    const [subscription] = synthesize({ reportEmail: 'board@example.org' }).ofType('AWS::SNS::Subscription');
    expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'board@example.org' });
  });

  test('allow the API to write actions, and no other summary', () => {
    const puts = stack
      .ofType('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith('Query'))
      .flatMap(statements)
      .filter(
        ({ Resource: resource, Action }) =>
          JSON.stringify(resource).includes('Summaries') && JSON.stringify(Action).includes('Put'),
      );
    expect(puts).toMatchObject([
      {
        Action: 'dynamodb:PutItem',
        Condition: {
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['_actions', '_issue-decisions'] },
        },
      },
    ]);
  });
});

describe('every alarm', () => {
  const runbook = readFileSync(join(repository, 'docs/runbook.md'), 'utf8');
  const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const nameOf = ({ Properties }: Resource): string => Properties.AlarmName.replace('Verbatim-', '');

  test('may publish on the topic of its action', () => {
    const policies = stack.ofType('AWS::SNS::TopicPolicy');
    const mayPublish = (topic: string): boolean =>
      policies
        .filter(({ Properties }) => mentions(Properties.Topics, topic))
        .flatMap(statements)
        .some(
          (statement) =>
            statement.Effect === 'Allow' &&
            mentions(statement, 'cloudwatch.amazonaws.com') &&
            list(statement.Action).includes('sns:Publish') &&
            mentions(statement.Condition, 'aws:SourceAccount'),
        );
    expect(
      breaking('AWS::CloudWatch::Alarm', ({ Properties }) =>
        Properties.AlarmActions.every(({ Ref }: { Ref: string }) => mayPublish(Ref)),
      ),
    ).toEqual([]);
  });

  test('notifies someone', () => {
    expect(
      breaking('AWS::CloudWatch::Alarm', ({ Properties }) => Properties.AlarmActions?.length > 0),
    ).toEqual([]);
  });

  test('has a heading in the runbook, and every heading an alarm', () => {
    const all = synthesize({ connectors: 'true' }).ofType('AWS::CloudWatch::Alarm');
    expect(headings.toSorted()).toEqual(all.map(nameOf).toSorted());
  });

  test('stays off without data, except the canary alarm, which missing data raises', () => {
    const others = breaking(
      'AWS::CloudWatch::Alarm',
      ({ Properties }) => Properties.TreatMissingData === 'notBreaching',
    );
    expect(others).toEqual([expect.stringMatching(/^canarymissing/)]);
  });
});

describe('the dashboard', () => {
  test('shows every metric that functions report', () => {
    const [dashboard] = stack.ofType('AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    expect(metricNames.filter((name) => !body.includes(name))).toEqual([]);
    expect(metricNames.length).toBeGreaterThan(15);
  });
});

describe('the stack as a whole', () => {
  test('tags every resource that can be tagged', () => {
    // These types take no tags.
    const untaggable = [
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::CDK::Metadata',
      'AWS::CloudWatch::Dashboard',
      'AWS::Glue::Database',
      'AWS::Glue::Table',
      'AWS::IAM::Policy',
      'AWS::Lambda::Permission',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
    ];
    const untagged = stack.all
      .filter(({ Type }) => !untaggable.includes(Type))
      .filter(({ Properties }) => !JSON.stringify(Properties.Tags ?? '').includes('verbatim'));
    expect(ids(untagged)).toEqual([]);
  });

  test('meets all AWS Solutions rules, or gives a reason for an exception', () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'verbatim-nag-')) });
    new Bucket(new CdkStack(app, 'Careless'), 'Open');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow('server access logs disabled');
    expect(() => synthesize()).not.toThrow();
  });

  test('adds no custom resource and no function that is not its own', () => {
    expect(
      stack.all.filter(({ Type }) => /^(Custom::|AWS::CloudFormation::CustomResource)/.test(Type)),
    ).toEqual([]);
    expect(stack.ofType('AWS::Lambda::Function')).toHaveLength(8);
  });

  test('contains no account and no region', () => {
    expect(JSON.stringify(stack.all)).not.toMatch(/\b\d{12}\b|\b(us|eu|ap)-[a-z]+-\d\b/);
  });

  test('outputs where everything is', () => {
    const named = Object.keys(stack.outputs).filter((name) => !name.startsWith('PublishOutput'));
    expect(named.toSorted()).toEqual([
      'AlarmTopicArn',
      'AnalysisDatabase',
      'AnalysisWorkGroup',
      'AnalyzeQueueUrl',
      'ApiUrl',
      'BatchesTable',
      'Bucket',
      'FeedbackTable',
      'IdentityKeySecretArn',
      'IngestQueueUrl',
      'ReportTopicArn',
      'SummariesTable',
      'SummarizeQueueUrl',
    ]);
  });

  const localPlanOf = ({ all, outputs, ofType }: Stack) => {
    const template = {
      Resources: Object.fromEntries(all.map(({ id, ...resource }) => [id, resource])),
      Outputs: outputs as Record<string, { Value: unknown }>,
    };
    const keys = ofType('AWS::Lambda::Function').map(({ Properties }) => Properties.Code.S3Key as string);
    const bundles = new Map(keys.map((key) => [key, '/bundle']));
    return planCloud({ template, bundles }, (name) => name);
  };

  test('with webhooks and connectors has only resources that the local cloud can run', () => {
    const plan = localPlanOf(synthesize({ webhooks: 'true', connectors: 'true' }));
    expect(plan.functions.at(-1)?.name).toBe('fetch');
    expect([plan.secrets.length, plan.apiFunctions.length]).toEqual([3, 1]);
    expect(plan.schedules.map(({ everySeconds }) => everySeconds)).toEqual([3600, 3600, 86_400, 60]);
  });

  test('has only resources that the local cloud can run', () => {
    const plan = localPlanOf(stack);
    expect(plan.functions.map(({ name }) => name)).toEqual([
      'ingest',
      'analyze',
      'summarize',
      'query',
      'dead-letter',
      'report',
      'collect',
      'lake',
    ]);
  });
});

describe('settings', () => {
  test('reach the functions', () => {
    const berlin = synthesize({ reportingTimeZone: 'Europe/Berlin', phoneCountry: 'DE' });
    const zones = berlin
      .ofType('AWS::Lambda::Function')
      .map(({ Properties: { Environment } }) => [
        Environment.Variables.REPORTING_TIME_ZONE,
        Environment.Variables.PHONE_COUNTRY,
      ]);
    expect(new Set(zones.map(String))).toEqual(new Set(['Europe/Berlin,DE']));
  });

  test.each([
    ['reportingTimeZone', 'Berlin'],
    ['phoneCountry', 'Germany'],
    ['stackName', '1st'],
    ['alarmEmail', 'me'],
    ['reportEmail', 'me'],
    ['digestSender', 'me'],
    ['narrativeModel', 'Some Model'],
  ])('%s = %s is refused before anything is deployed with it', (name, value) => {
    expect(() => synthesize({ [name]: value })).toThrow(`setting ${name} is invalid`);
  });

  test('all steps together leave a new account room for the API: it may run ten functions at once', () => {
    const atOnce = (of: Stack): number =>
      of
        .ofType('AWS::Lambda::EventSourceMapping')
        .map(({ Properties }) => Properties.ScalingConfig.MaximumConcurrency)
        .reduce((sum: number, one: number) => sum + one, 0);
    // Two more for each of the three queues of dead letters, where there should be none.
    expect(atOnce(stack)).toBe(8 + 6);
    expect(atOnce(synthesize({ concurrency: '40' }))).toBe(40 + 6);
    expect(() => synthesize({ concurrency: '7' })).toThrow('setting concurrency is invalid');
  });

  test('a function collects its heap before its memory is full', () => {
    expect(
      breaking('AWS::Lambda::Function', ({ Properties }) => {
        const [, heap] =
          /--max-old-space-size=(\d+)/.exec(Properties.Environment.Variables.NODE_OPTIONS) ?? [];
        return Number(heap) < Properties.MemorySize;
      }),
    ).toEqual([]);
  });

  test('an alarm address is subscribed to the alarms', () => {
    const [subscription] = synthesize({ alarmEmail: 'ops@example.org' }).ofType('AWS::SNS::Subscription');
    expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.org' });
  });
});
