import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { isWritten, unlessConditionFails } from '../dynamodb.ts';
import type { Batch, BatchList, BatchStatus } from './batch.ts';
import { batchOf, headerKey, type Item } from './batch-items.ts';

/** A change of a batch's item, made only in one of these statuses and only for this run. */
export interface BatchUpdate {
  readonly runId?: string;
  readonly statuses?: readonly BatchStatus[];
  readonly set?: Item;
  readonly remove?: readonly string[];
  /** Numbers added to sets. */
  readonly add?: Readonly<Record<string, readonly number[]>>;
}

/** The condition on the item under the key: that there is none, or its revision. */
export type PutCondition =
  | { readonly kind: 'new' }
  | { readonly kind: 'same-revision' | 'no-later-revision'; readonly revision: number };

/** How the `batches` table is read and written. */
export interface BatchTable {
  read(batchId: string): Promise<Batch | undefined>;
  /** All items of a partition whose name starts so, strongly consistent. */
  items(partition: string, prefix: string): Promise<Item[]>;
  /** A page of an index's list, newest upload first; `endedAt` if there are more. */
  listed(which: BatchList, page: PageWish): Promise<{ batches: Batch[]; endedAt: Item | undefined }>;
  put(item: Item): Promise<void>;
  /** A missing item is not an error. */
  remove(key: Item): Promise<void>;
  /** One item, strongly consistent. */
  item(key: Item): Promise<Item | undefined>;
  /** False, and nothing written, if the condition is not met. */
  putIf(item: Item, condition: PutCondition): Promise<boolean>;
  /** The batch after the change; undefined, and nothing changed, if it has another run or status, or does not exist. */
  update(batchId: string, update: BatchUpdate): Promise<Batch | undefined>;
}

type Clauses = ReturnType<typeof clausesOf>;

/** An alias for every attribute, since many of their names are reserved words. */
const clausesOf = ({ runId, statuses, set = {}, remove = [], add = {} }: BatchUpdate) => {
  const names = new Map<string, string>();
  const values = new Map<string, unknown>();
  const nameOf = (name: string): string => {
    names.set(`#${name}`, name);
    return `#${name}`;
  };
  const placeholderOf = (name: string, value: unknown): string => {
    values.set(`:${name}`, value);
    return `:${name}`;
  };
  const isRun =
    runId === undefined
      ? `attribute_exists(${nameOf('runId')})`
      : `${nameOf('runId')} = ${placeholderOf('currentRun', runId)}`;
  const placeholders = statuses?.map((status) => placeholderOf(`is_${status}`, status)).join(', ');
  return {
    set: Object.entries(set).map(([name, value]) => `${nameOf(name)} = ${placeholderOf(name, value)}`),
    remove: remove.map(nameOf),
    add: Object.entries(add).map(([name, value]) => `${nameOf(name)} ${placeholderOf(name, new Set(value))}`),
    conditions: [isRun, ...(placeholders === undefined ? [] : [`${nameOf('status')} IN (${placeholders})`])],
    names,
    values,
  };
};

const updateOf = ({ set, remove, add }: Clauses): string =>
  Object.entries({ SET: set, REMOVE: remove, ADD: add })
    .filter(([, changes]) => changes.length > 0)
    .map(([verb, changes]) => `${verb} ${changes.join(', ')}`)
    .join(' ');

const expressionOf = (update: BatchUpdate) => {
  const clauses = clausesOf(update);
  const { conditions, names, values } = clauses;
  return {
    UpdateExpression: updateOf(clauses),
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names),
    ...(values.size > 0 ? { ExpressionAttributeValues: Object.fromEntries(values) } : {}),
  };
};

/** A page of a list: how many, and after which item. */
export interface PageWish {
  readonly limit: number;
  readonly ExclusiveStartKey?: Item;
}

const reading = (
  client: DynamoDBDocumentClient,
  table: string,
): Pick<BatchTable, 'read' | 'item' | 'items' | 'listed'> => {
  const item = async (key: Item): Promise<Item | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  return {
    item,

    async read(batchId) {
      const found = await item(headerKey(batchId));
      return found === undefined ? undefined : batchOf(found);
    },

    async items(partition, prefix) {
      const query = {
        TableName: table,
        KeyConditionExpression: '#batch = :batch AND begins_with(#item, :prefix)',
        ExpressionAttributeNames: { '#batch': 'batch', '#item': 'item' },
        ExpressionAttributeValues: { ':batch': partition, ':prefix': prefix },
        ConsistentRead: true,
      };
      const items: Item[] = [];
      for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
      return items;
    },

    async listed(which, { limit, ...start }) {
      const { Items = [], LastEvaluatedKey: endedAt } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-upload',
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': which },
          ScanIndexForward: false,
          Limit: limit,
          ...start,
        }),
      );
      return { batches: Items.map(batchOf), endedAt };
    },
  };
};

const conditionOf = (condition: PutCondition): Partial<PutCommandInput> => {
  if (condition.kind === 'new')
    return {
      ConditionExpression: 'attribute_not_exists(#batch)',
      ExpressionAttributeNames: { '#batch': 'batch' },
    };
  const comparison = condition.kind === 'same-revision' ? '=' : '<=';
  return {
    ConditionExpression: `attribute_not_exists(revision) OR revision ${comparison} :revision`,
    ExpressionAttributeValues: { ':revision': condition.revision },
  };
};

const writing = (
  client: DynamoDBDocumentClient,
  table: string,
): Pick<BatchTable, 'put' | 'remove' | 'putIf' | 'update'> => ({
  async put(item) {
    await client.send(new PutCommand({ TableName: table, Item: item }));
  },

  async remove(key) {
    await client.send(new DeleteCommand({ TableName: table, Key: key }));
  },

  putIf: (Item, condition) =>
    isWritten(() => client.send(new PutCommand({ TableName: table, Item, ...conditionOf(condition) }))),

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

export const batchTable = (client: DynamoDBDocumentClient, table: string): BatchTable => ({
  ...reading(client, table),
  ...writing(client, table),
});
