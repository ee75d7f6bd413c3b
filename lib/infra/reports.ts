import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { allowList, allowObjects, allowTable } from './access.ts';
import type { PipelineFunction } from './pipeline-function.ts';
import type { Settings } from './settings.ts';
import type { Tables } from './tables.ts';

/** The topic of digests and alerts: figures of customers, so it is encrypted, and separate from the operators' alarms. */
export const createReportTopic = (scope: Construct, { stackName, reportEmail }: Settings): Topic => {
  const topic = new Topic(scope, 'Reports', {
    displayName: `${stackName} digests and alerts`,
    enforceSSL: true,
    masterKey: Alias.fromAliasName(scope, 'TopicKey', 'alias/aws/sns'),
  });
  if (reportEmail !== undefined) topic.addSubscription(new EmailSubscription(reportEmail));
  return topic;
};

interface ReportParts {
  readonly bucket: Bucket;
  readonly tables: Tables;
  readonly reportTopic: Topic;
}

const allow = (to: PipelineFunction, statement: PolicyStatementProps) =>
  to.role.addToPrincipalPolicy(new PolicyStatement(statement));

/** @example domainsOf('mail.example.org') // ['mail.example.org', 'example.org'] */
const domainsOf = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};

/**
 * An address is verified on its own, by its domain or by a parent of it. An identity may have a configuration set of its own, which SES
 * then asks for too.
 */
const allowMail = (report: PipelineFunction, sender: string): void => {
  const stack = Stack.of(report);
  const [, domain = ''] = sender.split('@');
  const arnOf = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  const identities = [sender, ...domainsOf(domain)].map((name) => arnOf('identity', name));
  allow(report, {
    actions: ['ses:SendEmail'],
    resources: [...identities, arnOf('configuration-set', '*')],
    conditions: { StringEquals: { 'ses:FromAddress': sender } },
  });
  Validations.of(report.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:configuration-set/*]',
    reason:
      'Which configuration set an identity has is known to SES alone; only mail from the one sender is allowed.',
  });
};

const profile = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\.(.+)$/;

/** An inference profile runs its model in several regions: the profile is allowed, and its model through the profile alone. */
const allowModel = (report: PipelineFunction, id: string): void => {
  const stack = Stack.of(report);
  const modelIn = (resourceName: string, region?: string): string =>
    stack.formatArn({
      service: 'bedrock',
      account: '',
      resource: 'foundation-model',
      resourceName,
      ...(region === undefined ? {} : { region }),
    });
  const model = profile.exec(id)?.[1];
  const actions = ['bedrock:InvokeModel'];
  if (model === undefined) {
    allow(report, { actions, resources: [modelIn(id)] });
    return;
  }
  const profileArn = stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: id });
  allow(report, { actions, resources: [profileArn] });
  allow(report, {
    actions,
    resources: [modelIn(model, '*')],
    conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profileArn } },
  });
  Validations.of(report.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/${model}]`,
    reason:
      'An inference profile picks the region of its model; only requests through the profile are allowed.',
  });
};

/** Mail and a model only if the deployment names them, so that no unneeded permission is granted. */
const allowOutside = (report: PipelineFunction, { digestSender, narrativeModel }: Settings): void => {
  if (digestSender !== undefined) allowMail(report, digestSender);
  if (narrativeModel !== undefined) allowModel(report, narrativeModel);
};

/** The permissions of the reporting function; and that of the API to record an action or a decision about an issue, and no other item. */
export const allowReporting = (
  { report, query }: Readonly<Record<'report' | 'query', PipelineFunction>>,
  { bucket, tables, reportTopic }: ReportParts,
  settings: Settings,
): void => {
  allowList(report, bucket);
  allowObjects(report, bucket, { access: ['read'], prefixes: ['config/'] });
  allowObjects(report, bucket, { access: ['read', 'write'], prefixes: ['digests/'] });
  allowTable(report, tables.feedback, { requests: ['Query'] });
  allowTable(report, tables.batches, { requests: ['GetItem', 'Query'], indexes: ['by-upload'] });
  allowTable(report, tables.summaries, {
    requests: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    indexes: ['by-period'],
  });
  allow(report, { actions: ['sns:Publish'], resources: [reportTopic.topicArn] });
  allow(query, {
    actions: ['dynamodb:PutItem'],
    resources: [tables.summaries.tableArn],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['_actions', '_issue-decisions'] } },
  });
  allowOutside(report, settings);
};
