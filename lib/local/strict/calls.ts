import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { account, region } from '../cloud/intrinsics.ts';
import { type Action, actionOn } from './action.ts';
import { jsonOf, type ServiceRequest, type Signer } from './signature.ts';
import { type TableKeys, tableCalls } from './table-calls.ts';

const copySource = (headers: IncomingHttpHeaders): Action[] => {
  const source = headers['x-amz-copy-source'];
  if (source === undefined) return [];
  return [actionOn('s3:GetObject', `arn:aws:s3:::${decodeURIComponent(String(source)).replace(/^\//, '')}`)];
};

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const objectCalls = ({ method, url, headers }: ServiceRequest): Action[] | undefined => {
  const [path = '', query = ''] = url.split('?');
  const resource = `arn:aws:s3:::${decodeURIComponent(path).slice(1).replace(/\/$/, '')}`;
  if (!resource.includes('/')) return method === 'GET' ? [actionOn('s3:ListBucket', resource)] : undefined;
  const isUpload = /(^|&)uploadId=/.test(query);
  const named: Readonly<Record<string, string>> = {
    GET: 's3:GetObject',
    HEAD: 's3:GetObject',
    PUT: 's3:PutObject',
    POST: 's3:PutObject',
    DELETE: isUpload ? 's3:AbortMultipartUpload' : 's3:DeleteObject',
  };
  const action = named[method];
  return action === undefined ? undefined : [actionOn(action, resource), ...copySource(headers)];
};

const queueRequest = z.object({ QueueUrl: z.string() });

const queueCalls = ({ body }: ServiceRequest, operation: string): Action[] => {
  const { QueueUrl } = queueRequest.parse(jsonOf(body));
  const queue = `arn:aws:sqs:${region}:${account}:${QueueUrl.split('/').at(-1)}`;
  return [actionOn(`sqs:${operation.replace(/Batch$/, '')}`, queue)];
};

const secretRequest = z.object({ SecretId: z.string() });
const mailRequest = z.object({ FromEmailAddress: z.string() });

const topicCalls = ({ body }: ServiceRequest): Action[] | undefined => {
  const form = new URLSearchParams(body.toString());
  const topic = form.get('TopicArn');
  return topic === null ? undefined : [actionOn(`sns:${form.get('Action')}`, topic)];
};

const mailCalls = ({ body, url }: ServiceRequest): Action[] | undefined => {
  if (url !== '/v2/email/outbound-emails') return undefined;
  const { FromEmailAddress: sender } = mailRequest.parse(jsonOf(body));
  const identity = `arn:aws:ses:${region}:${account}:identity/${sender}`;
  return [actionOn('ses:SendEmail', identity, { 'ses:FromAddress': sender })];
};

/** @example operationOf({ 'x-amz-target': 'DynamoDB_20120810.Query' }) // 'Query' */
export const operationOf = (headers: IncomingHttpHeaders): string =>
  String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ?? '';

/**
 * The actions that a principal must be allowed for a request; undefined for a request that is not known here.
 *
 * @param keys attributes of the partition key of each table and index, by ARN
 */
export const actionsOf = (
  request: ServiceRequest,
  { service }: Signer,
  keys: TableKeys,
): readonly Action[] | undefined => {
  const operation = operationOf(request.headers);
  const readers: Readonly<Record<string, () => Action[] | undefined>> = {
    s3: () => objectCalls(request),
    sqs: () => queueCalls(request, operation),
    dynamodb: () => tableCalls(request.body, operation, keys),
    secretsmanager: () => [
      actionOn(`secretsmanager:${operation}`, secretRequest.parse(jsonOf(request.body)).SecretId),
    ],
    sns: () => topicCalls(request),
    ses: () => mailCalls(request),
    comprehend: () => [actionOn(`comprehend:${operation}`, '*')],
  };
  return readers[service]?.();
};
