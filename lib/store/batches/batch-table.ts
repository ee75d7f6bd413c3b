import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { isWritten, unlessConditionFails } from '../dynamodb.ts';
import type { Batch, BatchStatus } from './batch.ts';
import { batchOf, headerKey, type Item } from './batch-items.ts';

/** A change of a batch's item that is made only in one of these statuses and only to this run. */
export interface BatchUpdate {
  readonly runId?: string;
  readonly statuses?: readonly BatchStatus[];
  readonly set?: Item;
  readonly remove?: readonly string[];
  /** Numbers added to sets. */
  readonly add?: Readonly<Record<string, number>>;
}

/** The few ways in which the `batches` table is read and written. */
export interface BatchTable {
  read(batchId: string): Promise<Batch | undefined>;
  /** All items of a partition whose name starts so, strongly consistent. */
  items(partition: string, prefix: string): Promise<Item[]>;
  put(item: Item): Promise<void>;
  /** One item, strongly consistent. */
  item(key: Item): Promise<Item | undefined>;
  /** False, and nothing written, where the condition does not hold. */
  putIf(item: Item, condition: string, values?: Item): Promise<boolean>;
  /** The batch after the change; undefined, and nothing changed, where it has another run or status, or is not there. */
  update(batchId: string, update: BatchUpdate): Promise<Batch | undefined>;
}

/** Every attribute by an alias, since many of their names are reserved words. */
const expressionOf = ({ runId, statuses, set = {}, remove = [], add = {} }: BatchUpdate) => {
  const names: Record<string, string> = { '#runId': 'runId' };
  const values: Item = {};
  const nameOf = (name: string): string => {
    names[`#${name}`] = name;
    return `#${name}`;
  };
  const placeholderOf = (name: string, value: unknown): string => {
    values[`:${name}`] = value;
    return `:${name}`;
  };
  const assignments = Object.entries(set).map(
    ([name, value]) => `${nameOf(name)} = ${placeholderOf(name, value)}`,
  );
  const additions = Object.entries(add).map(
    ([name, value]) => `${nameOf(name)} ${placeholderOf(name, new Set([value]))}`,
  );
  const clauses = [
    assignments.length > 0 ? `SET ${assignments.join(', ')}` : '',
    remove.length > 0 ? `REMOVE ${remove.map(nameOf).join(', ')}` : '',
    additions.length > 0 ? `ADD ${additions.join(', ')}` : '',
  ];
  const conditions = [
    runId === undefined ? 'attribute_exists(#runId)' : `#runId = ${placeholderOf('currentRun', runId)}`,
    ...(statuses === undefined
      ? []
      : [
          `${nameOf('status')} IN (${statuses.map((status) => placeholderOf(`is_${status}`, status)).join(', ')})`,
        ]),
  ];
  return {
    UpdateExpression: clauses.filter((clause) => clause !== '').join(' '),
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
};

export const batchTable = (client: DynamoDBDocumentClient, table: string): BatchTable => ({
  async read(batchId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: headerKey(batchId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : batchOf(Item);
  },

  async items(partition, prefix) {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: '#batch = :batch AND begins_with(#item, :prefix)',
        ExpressionAttributeNames: { '#batch': 'batch', '#item': 'item' },
        ExpressionAttributeValues: { ':batch': partition, ':prefix': prefix },
        ConsistentRead: true,
      },
    );
    const items: Item[] = [];
    for await (const page of pages) items.push(...(page.Items ?? []));
    return items;
  },

  async item(key) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item;
  },

  async put(item) {
    await client.send(new PutCommand({ TableName: table, Item: item }));
  },

  putIf: (item, condition, values) =>
    isWritten(() =>
      client.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: condition,
          ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
        }),
      ),
    ),

  update: (batchId, update) =>
    unlessConditionFails(async () => {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: headerKey(batchId),
          ReturnValues: 'ALL_NEW',
          ...expressionOf(update),
        }),
      );
      return batchOf(Attributes);
    }),
});
