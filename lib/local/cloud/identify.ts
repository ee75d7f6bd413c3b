import { account, type Identities, type Identity, region } from './intrinsics.ts';
import type { Template } from './template.ts';

// `Verbatim/IngestQueue/DeadLetters/Resource` → `ingest-queue-dead-letters`: the path without what CDK adds.
const localName = (logicalId: string, path: string | undefined): string => {
  const parts = path?.split('/').slice(1) ?? [logicalId];
  const own = parts.filter(
    (part, index) => part !== 'Resource' && !(index > 0 && /^(Queue|Function)$/.test(part)),
  );
  return own
    .join('-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
};

const arnOf: Readonly<Record<string, (name: string) => string>> = {
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${region}:${account}:${name}`,
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  'AWS::SecretsManager::Secret': (name) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}`,
  'AWS::SNS::Topic': (name) => `arn:aws:sns:${region}:${account}:${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  'AWS::Events::Rule': (name) => `arn:aws:events:${region}:${account}:rule/${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::${account}:role/${name}`,
};

const identityOf = (type: string, name: string, queueUrl: (name: string) => string): Identity => {
  const arn = arnOf[type]?.(name) ?? `arn:aws:local:${region}:${account}:${name}`;
  const refs: Readonly<Record<string, string>> = {
    'AWS::SQS::Queue': queueUrl(name),
    'AWS::SecretsManager::Secret': arn,
    'AWS::SNS::Topic': arn,
  };
  return { ref: refs[type] ?? name, attributes: { Arn: arn, QueueName: name } };
};

const namesOf = ({ Resources }: Template): ReadonlyMap<string, string> => {
  const byId = Object.entries(Resources).map(
    ([id, { Metadata }]) => [id, localName(id, Metadata?.['aws:cdk:path'])] as const,
  );
  return new Map(byId);
};

/** The local names of the resources of a template, and what `Ref` and `Fn::GetAtt` give for each. */
export interface Identified {
  readonly identities: Identities;
  /** The local name of a resource, by its id in the template. */
  nameOf(logicalId: string): string;
}

/**
 * Names the resources of a template. Pure: the same template gives the same names.
 *
 * @param queueUrl what `Ref` of a queue is, from the queue's local name.
 */
export const identify = (template: Template, queueUrl: (name: string) => string): Identified => {
  const nameById = namesOf(template);
  const nameOf = (id: string): string => nameById.get(id) ?? id;
  const identities = new Map(
    Object.entries(template.Resources).map(([id, { Type }]) => [id, identityOf(Type, nameOf(id), queueUrl)]),
  );
  return { identities, nameOf };
};
