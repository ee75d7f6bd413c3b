import { z } from 'zod';
import { account, region } from '../cloud/intrinsics.ts';
import type { TablePlan } from '../cloud/plan.ts';
import { type Action, actionOn } from './action.ts';
import { jsonOf } from './signature.ts';

/** The attribute of the partition key of each table and index, by ARN. */
export type TableKeys = ReadonlyMap<string, string>;

export const tableArn = (name: string): string => `arn:aws:dynamodb:${region}:${account}:table/${name}`;

export const tableKeys = (tables: readonly TablePlan[]): TableKeys => {
  const hash = (schema: TablePlan['KeySchema']): string =>
    schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  return new Map(
    tables.flatMap(({ name, KeySchema, GlobalSecondaryIndexes = [] }) => [
      [tableArn(name), hash(KeySchema)] as const,
      ...GlobalSecondaryIndexes.map(
        (index) => [`${tableArn(name)}/index/${index.IndexName}`, hash(index.KeySchema)] as const,
      ),
    ]),
  );
};

const attribute = z.record(z.string(), z.unknown());
/** Attributes in the format of the protocol: `{"cell": {"S": "delivery"}}`. */
const attributes = z.record(z.string(), attribute);
export type Attributes = z.infer<typeof attributes>;

const writeRequest = z.object({
  PutRequest: z.object({ Item: attributes }).optional(),
  DeleteRequest: z.object({ Key: attributes }).optional(),
});
export type WriteRequest = z.infer<typeof writeRequest>;
const keysRequest = z.looseObject({ Keys: z.array(attributes) });

const single = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Item: attributes.optional(),
  Key: attributes.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: attributes.optional(),
});
type Single = z.infer<typeof single>;

/** The batches of a request, by table. */
export const batchWrite = z.looseObject({ RequestItems: z.record(z.string(), z.array(writeRequest)) });
export const batchGet = z.looseObject({ RequestItems: z.record(z.string(), keysRequest) });

/** The value of an attribute as text. */
const textOf = (value: Record<string, unknown> | undefined): string =>
  String(Object.values(value ?? {})[0] ?? '');

/** The partition that an item is in, by the attribute of its key. */
export const partitionOf = (of: Attributes | undefined, key: string): string => textOf(of?.[key]);

/** The partition that a query reads: what its condition says that the key equals. */
const queried = ({ KeyConditionExpression = '', ...request }: Single, key: string): string => {
  const pairs = [...KeyConditionExpression.matchAll(/([#\w]+) ?= ?(:\w+)/g)];
  const [, , value = ''] =
    pairs.find(([, name = '']) => (request.ExpressionAttributeNames?.[name] ?? name) === key) ?? [];
  return textOf(request.ExpressionAttributeValues?.[value]);
};

const leading = (partitions: readonly string[]): Action['context'] => ({
  'dynamodb:LeadingKeys': [...partitions],
});

/** A request for items of one partition: its table or index, and the partition. */
export const singleRequest = (
  body: Buffer,
  keys: TableKeys,
): { readonly resource: string; readonly partition: string } => {
  const request = single.parse(jsonOf(body));
  const { TableName, IndexName } = request;
  const resource =
    IndexName === undefined ? tableArn(TableName) : `${tableArn(TableName)}/index/${IndexName}`;
  const key = keys.get(resource) ?? '';
  const item = request.Item ?? request.Key;
  return { resource, partition: item === undefined ? queried(request, key) : partitionOf(item, key) };
};

const itemOf = ({ PutRequest, DeleteRequest }: WriteRequest): Attributes | undefined =>
  PutRequest?.Item ?? DeleteRequest?.Key;

/** The partition that a write of a batch goes to. */
export const writtenPartition = (write: WriteRequest, key: string): string => partitionOf(itemOf(write), key);

/** The actions of a request to DynamoDB; undefined for an operation that is not known here. */
export const tableCalls = (body: Buffer, operation: string, keys: TableKeys): Action[] | undefined => {
  const keyOf = (table: string): string => keys.get(tableArn(table)) ?? '';
  const action = `dynamodb:${operation}`;
  if (operation === 'BatchWriteItem') {
    return Object.entries(batchWrite.parse(jsonOf(body)).RequestItems).map(([table, writes]) =>
      actionOn(
        action,
        tableArn(table),
        leading(writes.map((write) => writtenPartition(write, keyOf(table)))),
      ),
    );
  }
  if (operation === 'BatchGetItem') {
    return Object.entries(batchGet.parse(jsonOf(body)).RequestItems).map(([table, { Keys }]) =>
      actionOn(action, tableArn(table), leading(Keys.map((one) => partitionOf(one, keyOf(table))))),
    );
  }
  if (!/^(Get|Put|Update|Delete)Item$|^Query$/.test(operation)) return undefined;
  const { resource, partition } = singleRequest(body, keys);
  return [actionOn(action, resource, leading([partition]))];
};
