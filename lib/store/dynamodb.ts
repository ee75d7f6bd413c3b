import {
  BatchWriteItemCommand,
  type BatchWriteItemOutput,
  DynamoDBClient,
  type DynamoDBClientConfig,
  type WriteRequest as RawRequest,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { chunk } from 'remeda';
import { writeEach } from '../write-each.ts';
import { limits } from './limits.ts';
import { untilProcessed } from './until-processed.ts';

const marshallOptions = { removeUndefinedValues: true };

export const documentClient = (settings: DynamoDBClientConfig = {}): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ maxAttempts: 8, ...settings });
  // It prepares every request and response for a logger that does not exist: a tenth of the time of large reads.
  client.middlewareStack.remove('loggerMiddleware');
  // A copy, because the document client changes the options that it is given.
  return DynamoDBDocumentClient.from(client, { marshallOptions: { ...marshallOptions } });
};

const writesAtOnce = 8;

export type WriteRequest =
  | { PutRequest: { Item: Record<string, unknown> } }
  | { DeleteRequest: { Key: Record<string, unknown> } };

const marshalled = (request: WriteRequest): RawRequest =>
  'PutRequest' in request
    ? { PutRequest: { Item: marshall(request.PutRequest.Item, marshallOptions) } }
    : { DeleteRequest: { Key: marshall(request.DeleteRequest.Key, marshallOptions) } };

/**
 * Sends a batch whose JSON is written here: the client's own serializer, which follows a schema, takes a third of the work of
 * a write. Signing, retries and the response are the client's.
 */
const sendBatch = (
  client: Pick<DynamoDBClient, 'send'>,
  table: string,
  requests: readonly RawRequest[],
): Promise<BatchWriteItemOutput> => {
  const command = new BatchWriteItemCommand({ RequestItems: {} });
  const body = JSON.stringify({ RequestItems: { [table]: requests } });
  command.middlewareStack.add(
    (next) => (args) => next({ ...args, request: Object.assign(Object(args.request), { body }) }),
    { step: 'build', priority: 'high' },
  );
  return client.send(command);
};

const writeAll = (
  client: DynamoDBDocumentClient,
  table: string,
  requests: readonly WriteRequest[],
): Promise<void> =>
  untilProcessed(requests.map(marshalled), async (some) => {
    const { UnprocessedItems } = await sendBatch(client, table, some);
    return UnprocessedItems?.[table];
  });

/** Writes any number of requests, in groups of 25 and several groups at a time. No two requests may have the same key. */
export const writeInBatches = async (
  client: DynamoDBDocumentClient,
  table: string,
  requests: WriteRequest[],
): Promise<void> => {
  await writeEach(chunk(requests, limits.itemsPerBatchWrite), (group) => writeAll(client, table, group), {
    concurrency: writesAtOnce,
  });
};

const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/** The result of a conditional write; undefined if its condition was not met. */
export const unlessConditionFails = async <Result>(
  write: () => Promise<Result>,
): Promise<Result | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
};

/** A conditional write: false, and nothing written, if the condition is not met. */
export const isWritten = async (write: () => Promise<object>): Promise<boolean> =>
  (await unlessConditionFails(write)) !== undefined;

/** The condition that the item's revision is still the one that was read (undefined: there was none). */
export const ifStill = (revision: number | undefined): Partial<PutCommandInput> =>
  revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(series)' }
    : { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': revision } };
