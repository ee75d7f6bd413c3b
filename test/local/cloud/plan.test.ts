import { expect, test } from 'vitest';
import { planCloud } from '../../../lib/local/cloud/plan.ts';
import type { Template } from '../../../lib/local/cloud/template.ts';

const plan = (Resources: Template['Resources'], bundles: [string, string][] = []) =>
  planCloud(
    { template: { Resources, Outputs: {} }, bundles: new Map(bundles) },
    (name) => `http://queues/${name}`,
  );

const queueAt = (path: string): Template['Resources'][string] => ({
  Type: 'AWS::SQS::Queue',
  Properties: {},
  Metadata: { 'aws:cdk:path': path },
});

test.each([
  ['Verbatim/IngestQueue/Queue/Resource', 'ingest-queue'],
  ['Verbatim/IngestQueue/DeadLetters/Resource', 'ingest-queue-dead-letters'],
  ['Other/Queue/Resource', 'queue'],
])('%s is called %s', (path, name) => {
  expect(plan({ Any: queueAt(path) }).queues.map((queue) => queue.name)).toEqual([name]);
});

test('a queue without settings has the defaults of CloudFormation', () => {
  const [queue] = plan({ Work: { Type: 'AWS::SQS::Queue', Properties: {} } }).queues;
  expect(queue).toMatchObject({ VisibilityTimeout: 30, DelaySeconds: 0 });
});

test.each([
  ['rate(1 minute)', 60],
  ['rate(5 minutes)', 300],
  ['rate(1 hour)', 3600],
  ['rate(2 days)', 172_800],
  ['cron(0 1-5 * * ? *)', 86_400],
])('%s is every %i seconds', (ScheduleExpression, everySeconds) => {
  const rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression, Targets: [] } };
  expect(plan({ Rule: rule }).schedules[0]?.everySeconds).toBe(everySeconds);
});

test.each([
  ['a type that is neither known nor ignored', { Type: 'AWS::Kinesis::Stream', Properties: {} }],
  ['a rule on events', { Type: 'AWS::Events::Rule', Properties: { EventPattern: {}, Targets: [] } }],
  [
    'a schedule of certain days',
    { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 6 ? * MON *)', Targets: [] } },
  ],
  [
    'an event source with a filter',
    {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: 'arn:q', FunctionName: 'f', FilterCriteria: {} },
    },
  ],
  [
    'a notification to a function',
    {
      Type: 'AWS::S3::Bucket',
      Properties: { NotificationConfiguration: { QueueConfigurations: [], LambdaConfigurations: [] } },
    },
  ],
  [
    'a function without a bundle',
    { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'gone.zip' }, Handler: 'index.handler' } },
  ],
])('%s is refused', (_what, resource) => {
  expect(() => plan({ Thing: resource })).toThrow(expect.objectContaining({ code: 'unknown-resource' }));
});
