import { z } from 'zod';
import { identify } from '../cloud/identify.ts';
import { account, region, resolve } from '../cloud/intrinsics.ts';
import type { Template } from '../cloud/template.ts';
import { actionOn, type Call } from './action.ts';

/** What the services themselves do where a template connects them: nobody signs for it, and only policies allow it. */

const bucket = z.object({
  NotificationConfiguration: z
    .object({ QueueConfigurations: z.array(z.object({ Queue: z.string() })) })
    .optional(),
  LoggingConfiguration: z.object({ DestinationBucketName: z.string() }).optional(),
});
const rule = z.object({ Targets: z.array(z.object({ Arn: z.string() })) });
const integration = z.object({ ApiId: z.string(), IntegrationUri: z.string() });
const alarm = z.object({ AlarmName: z.string(), AlarmActions: z.array(z.string()).default([]) });
const functionShape = z.object({ LoggingConfig: z.object({ LogGroup: z.string() }).optional() });
const eventSource = z.object({ EventSourceArn: z.string(), FunctionName: z.string() });

const by = (principal: string, [action, resource]: readonly [string, string], sourceArn: string): Call => ({
  principal,
  ...actionOn(action, resource, { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account }),
});

const own = (type: string, name: string): string => `arn:aws:${type}:${region}:${account}:${name}`;

const consuming = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * Every call that a service makes for the resources of a template: S3 its notifications and access logs, EventBridge and API Gateway the
 * functions they start, CloudWatch its alarms; and Lambda, with the role of each function, its log and the messages it takes.
 */
export const serviceCalls = (template: Template): Call[] => {
  const { identities, nameOf } = identify(template, (name) => name);
  const each = <Shape>(type: string, shape: z.ZodType<Shape>, calls: (shape: Shape, id: string) => Call[]) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .flatMap(([id, resource]) => calls(shape.parse(resolve(resource.Properties, identities)), id));
  const arnOf = (id: string): string => identities.get(id)?.attributes['Arn'] ?? id;
  return [
    ...each('AWS::S3::Bucket', bucket, ({ NotificationConfiguration, LoggingConfiguration }, id) => [
      ...(NotificationConfiguration?.QueueConfigurations ?? []).map(({ Queue }) =>
        by('s3.amazonaws.com', ['sqs:SendMessage', Queue], arnOf(id)),
      ),
      ...(LoggingConfiguration === undefined
        ? []
        : [
            by(
              'logging.s3.amazonaws.com',
              ['s3:PutObject', `arn:aws:s3:::${LoggingConfiguration.DestinationBucketName}/log`],
              arnOf(id),
            ),
          ]),
    ]),
    ...each('AWS::Events::Rule', rule, ({ Targets }, id) =>
      Targets.map(({ Arn }) => by('events.amazonaws.com', ['lambda:InvokeFunction', Arn], arnOf(id))),
    ),
    ...each('AWS::ApiGatewayV2::Integration', integration, ({ ApiId, IntegrationUri }) => [
      by(
        'apigateway.amazonaws.com',
        ['lambda:InvokeFunction', IntegrationUri],
        own('execute-api', `${ApiId}/$default/$default`),
      ),
    ]),
    ...each('AWS::CloudWatch::Alarm', alarm, ({ AlarmName, AlarmActions }) =>
      AlarmActions.map((topic) =>
        by('cloudwatch.amazonaws.com', ['sns:Publish', topic], own('cloudwatch', `alarm:${AlarmName}`)),
      ),
    ),
    ...each('AWS::Lambda::Function', functionShape, ({ LoggingConfig }, id) =>
      LoggingConfig === undefined
        ? []
        : ['CreateLogStream', 'PutLogEvents'].map((action) => ({
            principal: nameOf(id),
            ...actionOn(`logs:${action}`, own('logs', `log-group:${LoggingConfig.LogGroup}:log-stream:one`)),
          })),
    ),
    ...each('AWS::Lambda::EventSourceMapping', eventSource, ({ EventSourceArn, FunctionName }) =>
      consuming.map((action) => ({ principal: FunctionName, ...actionOn(`sqs:${action}`, EventSourceArn) })),
    ),
  ];
};
