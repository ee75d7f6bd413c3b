import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { VerbatimError } from '../errors.ts';
import { inParallel } from './in-parallel.ts';

const ignore = (): void => undefined;

/** A logger without `info`: where it is, the SDK prepares every request and answer for it, a tenth of the time of large reads. */
const silent = { debug: ignore, info: undefined, warn: ignore, error: ignore };

export const documentClient = (settings: DynamoDBClientConfig = {}): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    maxAttempts: 8,
    logger: silent as unknown as NonNullable<DynamoDBClientConfig['logger']>,
    ...settings,
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

const itemsPerWrite = 25;
const writesAtOnce = 8;
const roundsOfUnprocessed = 10;

export type WriteRequest =
  | { PutRequest: { Item: Record<string, unknown> } }
  | { DeleteRequest: { Key: Record<string, unknown> } };

/** DynamoDB takes part of a batch under load and hands the rest back: it is sent again, with growing pauses. */
const writeAll = async (
  client: DynamoDBDocumentClient,
  table: string,
  requests: WriteRequest[],
): Promise<void> => {
  let pending = requests;
  for (let round = 0; round < roundsOfUnprocessed; round += 1) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: pending } }),
    );
    const left = UnprocessedItems?.[table];
    if (left === undefined || left.length === 0) return;
    pending = left as WriteRequest[];
    await new Promise((resolve) => setTimeout(resolve, 2 ** round * 25));
  }
  throw new VerbatimError('unreachable', 'the table does not keep up with the writes', {
    expected: 'all items taken',
    got: `${pending.length} items left after ${roundsOfUnprocessed} rounds`,
  });
};

/** Writes any number of requests, in groups of 25 and several groups at a time. No two requests may have the same key. */
export const writeInBatches = async (
  client: DynamoDBDocumentClient,
  table: string,
  requests: WriteRequest[],
): Promise<void> => {
  const groups = Array.from({ length: Math.ceil(requests.length / itemsPerWrite) }, (_, index) =>
    requests.slice(index * itemsPerWrite, (index + 1) * itemsPerWrite),
  );
  await inParallel(groups, writesAtOnce, (group) => writeAll(client, table, group));
};

const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/** What a conditional write gives; undefined where its condition was not met. */
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

/** Writes on a condition: false, and nothing written, where it is not met. */
export const isWritten = async (write: () => Promise<object>): Promise<boolean> =>
  (await unlessConditionFails(write)) !== undefined;

/** The condition of a put that the item's revision is still the one that was read (undefined: there was none). */
export const ifStill = (revision: number | undefined): Partial<PutCommandInput> =>
  revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(series)' }
    : { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': revision } };
