import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
  type KeysAndAttributes,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { jsonText } from './items/attributes.ts';
import { untilProcessed } from './until-processed.ts';

/**
 * Reads of strings and numbers, items in wire format. The SDK copies each item twice, by a schema and into
 * plain values: a tenth of the time of a view that reads thousands.
 */

/** As DynamoDB writes it: `{ place: { S: '2026-05-31#delivery' } }`. */
export type WireItem = Readonly<Record<string, AttributeValue>>;

/** The client that a read needs. */
export type WireClient = Pick<DynamoDBClient, 'send'>;

/** An item of strings and numbers as plain values. @example plainItem({ revision: { N: '2' } }) // { revision: 2 } */
export const plainItem = (item: WireItem): Record<string, string | number> =>
  Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? Number(N)]));

/** The selection of some attributes, also those that are reserved words. */
export const projectionOf = (attributes: readonly string[]) => ({
  ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
});

interface WireAnswer {
  readonly statusCode: number;
  body: Readable;
}

const isAnswer = (response: unknown): response is WireAnswer =>
  typeof response === 'object' &&
  response !== null &&
  'body' in response &&
  response.body instanceof Readable;

/** Keeps the body of a successful response and gives the SDK an empty one to decode; errors and retries stay with the SDK. */
const keepBody =
  (keep: (text: string) => void) =>
  <Input, Result extends { response: unknown }>(next: (input: Input) => Promise<Result>) =>
  async (input: Input): Promise<Result> => {
    const result = await next(input);
    const { response } = result;
    if (!isAnswer(response) || response.statusCode !== 200) return result;
    keep((await buffer(response.body)).toString());
    response.body = Readable.from([Buffer.from('{}')]);
    return result;
  };

const keeping = { step: 'deserialize', priority: 'low' } as const;

const pageText = jsonText<WirePage>();

const pageOf = async (client: WireClient, query: QueryCommandInput): Promise<WirePage> => {
  let page: WirePage = {};
  const command = new QueryCommand(query);
  command.middlewareStack.add(
    keepBody((text) => {
      page = pageText.read(text);
    }),
    keeping,
  );
  await client.send(command);
  return page;
};

interface WirePage {
  readonly Items?: readonly WireItem[];
  readonly LastEvaluatedKey?: NonNullable<QueryCommandInput['ExclusiveStartKey']>;
}

/** The pages of a query. */
export async function* wirePages(
  client: WireClient,
  query: QueryCommandInput,
): AsyncGenerator<readonly WireItem[]> {
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await pageOf(client, start === undefined ? query : { ...query, ExclusiveStartKey: start });
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

interface WireBatch {
  readonly Responses?: Readonly<Record<string, readonly WireItem[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, KeysAndAttributes>>;
}

const batchText = jsonText<WireBatch>();

const batchOf = async (client: WireClient, keys: BatchGetItemCommandInput): Promise<WireBatch> => {
  let batch: WireBatch = {};
  const command = new BatchGetItemCommand(keys);
  command.middlewareStack.add(
    keepBody((text) => {
      batch = batchText.read(text);
    }),
    keeping,
  );
  await client.send(command);
  return batch;
};

/** The items under up to 100 keys of a table, in any order, strongly consistent. Unprocessed keys are read again after a pause. */
export const wireItems = async (
  client: WireClient,
  table: string,
  keys: KeysAndAttributes,
): Promise<WireItem[]> => {
  const items: WireItem[] = [];
  await untilProcessed<KeysAndAttributes>({ ...keys, ConsistentRead: true }, async (some) => {
    const batch = await batchOf(client, { RequestItems: { [table]: some } });
    items.push(...(batch.Responses?.[table] ?? []));
    return batch.UnprocessedKeys?.[table];
  });
  return items;
};
