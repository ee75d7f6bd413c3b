import { z } from 'zod';
import { identify } from '../cloud/identify.ts';
import { account, resolve } from '../cloud/intrinsics.ts';
import type { Template } from '../cloud/template.ts';

const statement = z.looseObject({ Effect: z.enum(['Allow', 'Deny']) });
const document = z.object({ Version: z.string(), Statement: z.array(statement) });

/** A policy, with the ARNs of the local cloud. */
export type PolicyDocument = z.infer<typeof document>;

/** What a template allows whom. */
export interface Policies {
  /** By the local name of a function: the documents of its role. */
  readonly ofFunction: ReadonlyMap<string, readonly PolicyDocument[]>;
  /** By ARN of a bucket, queue, topic or function: who else may use it. */
  readonly ofResource: ReadonlyMap<string, PolicyDocument>;
}

/** The ARN of a function's role, as the principal of its calls. */
export const roleArn = (functionName: string): string => `arn:aws:iam::${account}:role/${functionName}`;

const functionShape = z.object({ Role: z.string().optional() });
const identityPolicy = z.object({ Roles: z.array(z.string()), PolicyDocument: document });
const queuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument: document });
const topicPolicy = z.object({ Topics: z.array(z.string()), PolicyDocument: document });
const bucketPolicy = z.object({ Bucket: z.string(), PolicyDocument: document });
const permission = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string(),
});

const permissionDocument = (one: z.infer<typeof permission>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: one.Action,
      Principal: { Service: one.Principal },
      Resource: one.FunctionName,
      Condition: { ArnLike: { 'aws:SourceArn': one.SourceArn } },
    },
  ],
});

/** A resource with several documents has the statements of all. */
const merged = (documents: readonly (readonly [string, PolicyDocument])[]): Map<string, PolicyDocument> => {
  const all = new Map<string, PolicyDocument>();
  for (const [arn, { Version, Statement }] of documents)
    all.set(arn, { Version, Statement: [...(all.get(arn)?.Statement ?? []), ...Statement] });
  return all;
};

/**
 * Reads the policies of a template: those of roles, and those of buckets, queues, topics and functions.
 *
 * @throws ZodError where a policy is written in a form that is not read here: it would be enforced wrongly
 */
export const readPolicies = (template: Template): Policies => {
  // The queue's ARN names it in policies; `Ref` of a queue, its URL, names it in lists of queues.
  const { identities, nameOf } = identify(template, (name) => name);
  const all = <Shape>(type: string, shape: z.ZodType<Shape>): [string, Shape][] =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => [id, shape.parse(resolve(resource.Properties, identities))]);
  const byRole = Map.groupBy(
    all('AWS::IAM::Policy', identityPolicy).flatMap(([, policy]) =>
      policy.Roles.map((role) => ({ role, document: policy.PolicyDocument })),
    ),
    ({ role }) => role,
  );
  const ofFunction = all('AWS::Lambda::Function', functionShape).map(
    ([id, { Role = '' }]) =>
      [nameOf(id), (byRole.get(Role.split('/').at(-1) ?? '') ?? []).map((one) => one.document)] as const,
  );
  const arnOf = new Map(
    [...identities.values()].map(({ ref, attributes }) => [ref, attributes['Arn'] ?? '']),
  );
  const ofResource = [
    ...all('AWS::SQS::QueuePolicy', queuePolicy).flatMap(([, { Queues, PolicyDocument }]) =>
      Queues.map((queue) => [arnOf.get(queue) ?? queue, PolicyDocument] as const),
    ),
    ...all('AWS::SNS::TopicPolicy', topicPolicy).flatMap(([, { Topics, PolicyDocument }]) =>
      Topics.map((topic) => [topic, PolicyDocument] as const),
    ),
    ...all('AWS::S3::BucketPolicy', bucketPolicy).map(
      ([, { Bucket, PolicyDocument }]) => [arnOf.get(Bucket) ?? Bucket, PolicyDocument] as const,
    ),
    ...all('AWS::Lambda::Permission', permission).map(
      ([, one]) => [one.FunctionName, permissionDocument(one)] as const,
    ),
  ];
  return { ofFunction: new Map(ofFunction), ofResource: merged(ofResource) };
};

/** The policy of the resource of a call: that of its bucket for an object. */
export const policyOf = ({ ofResource }: Policies, resource: string): PolicyDocument | undefined =>
  ofResource.get(resource) ?? ofResource.get(resource.replace(/^(arn:aws:s3:::[^/]+)\/.*$/, '$1'));
