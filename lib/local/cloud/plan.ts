import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { identify } from './identify.ts';
import { resolve } from './intrinsics.ts';
import type { Synthesized, Template } from './template.ts';

/** The plan of the local cloud: the part of a template that runs, with local names and all references resolved. */
export interface CloudPlan {
  readonly buckets: readonly BucketPlan[];
  readonly queues: readonly QueuePlan[];
  readonly tables: readonly TablePlan[];
  readonly secrets: readonly SecretPlan[];
  readonly topics: readonly TopicPlan[];
  readonly functions: readonly FunctionPlan[];
  readonly eventSources: readonly EventSourcePlan[];
  readonly schedules: readonly SchedulePlan[];
  /** ARNs of the functions behind the HTTP API's `$default` route: none or one. */
  readonly apiFunctions: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const properties = {
  'AWS::S3::Bucket': z.object({
    NotificationConfiguration: z
      .strictObject({
        QueueConfigurations: z.array(
          z.object({
            Event: z.string(),
            Queue: z.string(),
            Filter: z
              .object({
                S3Key: z.object({ Rules: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
              })
              .optional(),
          }),
        ),
      })
      .optional(),
  }),
  'AWS::SQS::Queue': z.object({
    VisibilityTimeout: z.number().default(30),
    DelaySeconds: z.number().default(0),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
  }),
  'AWS::DynamoDB::Table': z.object({
    KeySchema: keySchema,
    AttributeDefinitions: z.array(
      z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: z.object({
            ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
        }),
      )
      .optional(),
  }),
  'AWS::SecretsManager::Secret': z.object({
    GenerateSecretString: z.object({
      PasswordLength: z.number().default(32),
      ExcludeCharacters: z.string().default(''),
      ExcludeUppercase: z.boolean().default(false),
      ExcludePunctuation: z.literal(true),
      /** With the key of the generated value in it. */
      SecretStringTemplate: z.string().exactOptional(),
      GenerateStringKey: z.string().exactOptional(),
    }),
  }),
  'AWS::Lambda::Function': z.object({
    Code: z.object({ S3Key: z.string() }),
    Handler: z.string(),
    Timeout: z.number().default(3),
    MemorySize: z.number().default(128),
    Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  }),
  // Strict: ignoring a filter or another setting would make local and deployed behaviour differ.
  'AWS::Lambda::EventSourceMapping': z.strictObject({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: z.number().default(10),
    MaximumBatchingWindowInSeconds: z.number().default(0),
    FunctionResponseTypes: z.array(z.string()).default([]),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
    Tags: z.unknown().optional(),
  }),
  'AWS::Events::Rule': z.object({
    ScheduleExpression: z.string(),
    Targets: z.array(z.object({ Arn: z.string() })),
  }),
  'AWS::SNS::Topic': z.object({}),
  'AWS::ApiGatewayV2::Api': z.object({ ProtocolType: z.literal('HTTP') }),
  'AWS::ApiGatewayV2::Integration': z.object({
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
  }),
  // Every request is answered by the one function behind the API.
  'AWS::ApiGatewayV2::Route': z.object({ RouteKey: z.enum(['$default', 'POST /webhooks/{source}']) }),
} as const;
type KnownType = keyof typeof properties;

/** Types without meaning on a laptop, each with the reason. Any other unknown type stops the start. */
const ignored: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Stage': 'throttling and the access log: one person asks here',
  'AWS::Athena::WorkGroup': 'DuckDB reads the Parquet files on a laptop (docs/lake.md)',
  'AWS::CDK::Metadata': 'usage statistics of the CDK',
  'AWS::CloudWatch::Alarm': 'no alarm is raised on a laptop',
  'AWS::CloudWatch::Dashboard': 'there is no dashboard on a laptop',
  'AWS::Glue::Database': 'describes the Parquet files to Athena',
  'AWS::Glue::Table': 'describes the Parquet files to Athena',
  'AWS::IAM::Policy': 'checked in strict mode only (lib/local/strict)',
  'AWS::IAM::Role': 'checked in strict mode only (lib/local/strict)',
  'AWS::Lambda::Permission': 'checked in strict mode only (lib/local/strict)',
  'AWS::Logs::LogGroup': 'logs go to files under the data directory',
  'AWS::S3::BucketPolicy': 'checked in strict mode only (lib/local/strict)',
  'AWS::SNS::Subscription': 'published messages are written to the outbox; nothing is sent',
  'AWS::SNS::TopicPolicy': 'checked in strict mode only (lib/local/strict)',
  'AWS::SQS::QueuePolicy': 'checked in strict mode only (lib/local/strict)',
};

type Properties<Type extends KnownType> = z.infer<(typeof properties)[Type]>;
type Named<Type extends KnownType> = { readonly name: string; readonly arn: string } & Properties<Type>;

export type BucketPlan = Named<'AWS::S3::Bucket'>;
export type QueuePlan = Named<'AWS::SQS::Queue'>;
export type TablePlan = Named<'AWS::DynamoDB::Table'>;
export type SecretPlan = Named<'AWS::SecretsManager::Secret'>;
export type TopicPlan = Named<'AWS::SNS::Topic'>;
export type FunctionPlan = Omit<Named<'AWS::Lambda::Function'>, 'Code'> & {
  /** Absolute directory of the bundle. */
  readonly bundle: string;
};
export type EventSourcePlan = Properties<'AWS::Lambda::EventSourceMapping'>;
type SchedulePlan = Properties<'AWS::Events::Rule'> & { readonly everySeconds: number };

const parseProperties = <Type extends KnownType>(
  type: Type,
  id: string,
  value: unknown,
): Properties<Type> => {
  const schemas: { readonly [Known in KnownType]: z.ZodType<Properties<Known>> } = properties;
  const parsed = schemas[type].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new VerbatimError('unknown-resource', `the local cloud doesn't support this setting of ${id}`, {
    got: z.prettifyError(parsed.error),
    cause: parsed.error,
  });
};

const refuseUnknown = ({ Resources }: Template): void => {
  for (const [id, { Type }] of Object.entries(Resources)) {
    if (Type in properties || Type in ignored) continue;
    throw new VerbatimError('unknown-resource', `the local cloud doesn't support ${id}`, {
      expected: 'a type that lib/local/cloud/plan.ts supports or ignores',
      got: Type,
    });
  }
};

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** A rule of certain hours runs once a day here. */
const isDaily = (expression: string): boolean => /^cron\(\d+ [\d-]+ \* \* \? \*\)$/.test(expression);

const everySeconds = (expression: string): number => {
  if (isDaily(expression)) return unitSeconds['day'] ?? Number.NaN;
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(count) * (unitSeconds[unit] ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds;
  throw new VerbatimError('unknown-resource', 'unsupported schedule', {
    expected: 'rate(N minutes), rate(N hours), rate(N days), or cron of hours of every day',
    got: expression,
  });
};

const bundleOf = (bundles: Synthesized['bundles'], name: string, key: string): string => {
  const bundle = bundles.get(key);
  if (bundle !== undefined) return bundle;
  throw new VerbatimError('unknown-resource', `the function ${name} has no bundle`);
};

/**
 * Reads a template as a plan of the local cloud. Pure: nothing is started, and the same template gives the same names.
 *
 * @param queueUrl what `Ref` of a queue is, from the queue's local name.
 * @throws VerbatimError `unknown-resource` for a type, a function or a schedule that the local cloud cannot run: what
 *   runs here is what would be deployed, or nothing runs.
 */
export const planCloud = (
  { template, bundles }: Synthesized,
  queueUrl: (name: string) => string,
): CloudPlan => {
  refuseUnknown(template);
  const { nameOf, identities } = identify(template, queueUrl);
  const all = <Type extends KnownType>(type: Type): Named<Type>[] =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({
        ...parseProperties(type, id, resolve(resource.Properties, identities)),
        name: nameOf(id),
        arn: identities.get(id)?.attributes['Arn'] ?? '',
      }));
  return {
    buckets: all('AWS::S3::Bucket'),
    queues: all('AWS::SQS::Queue'),
    tables: all('AWS::DynamoDB::Table'),
    secrets: all('AWS::SecretsManager::Secret'),
    topics: all('AWS::SNS::Topic'),
    functions: all('AWS::Lambda::Function').map(({ Code, ...rest }) => ({
      ...rest,
      bundle: bundleOf(bundles, rest.name, Code.S3Key),
    })),
    eventSources: all('AWS::Lambda::EventSourceMapping'),
    schedules: all('AWS::Events::Rule').map((rule) => ({
      ...rule,
      everySeconds: everySeconds(rule.ScheduleExpression),
    })),
    apiFunctions: all('AWS::ApiGatewayV2::Integration').map(({ IntegrationUri }) => IntegrationUri),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs).map(([name, { Value }]) => [name, String(resolve(Value, identities))]),
    ),
  };
};
