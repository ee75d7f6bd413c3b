import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Copy } from '../feedback/copy.ts';
import { writeInBatches } from './dynamodb.ts';
import { type CopyKey, cellPartitions, copyKey } from './keys.ts';

/** The copies of responses, by cell. */
export interface FeedbackStore {
  /** Stores copies; one that stands under the same key is replaced. */
  put(copies: readonly Copy[]): Promise<void>;
  /** Removes copies; one that is not there is no error. */
  remove(keys: readonly CopyKey[]): Promise<void>;
  /** All copies of a cell, strongly consistent, ordered by time, response and batch. */
  readCell(touchpoint: string, cell: string): Promise<Copy[]>;
}

const toItem = (copy: Copy): Record<string, unknown> => {
  const { cell: day, ...rest } = copy;
  return { ...rest, ...copyKey(copy), day };
};

const fromItem = (item: Record<string, unknown>): Copy => {
  const { copy: _key, day, ...rest } = item;
  return { ...rest, cell: day } as Copy;
};

/** The `feedback` table. */
export const dynamoFeedbackStore = (client: DynamoDBDocumentClient, table: string): FeedbackStore => ({
  async put(copies) {
    await writeInBatches(
      client,
      table,
      copies.map((copy) => ({ PutRequest: { Item: toItem(copy) } })),
    );
  },

  async remove(keys) {
    await writeInBatches(
      client,
      table,
      keys.map((key) => ({ DeleteRequest: { Key: key } })),
    );
  },

  async readCell(touchpoint, cell) {
    const copies: Copy[] = [];
    for (const partition of cellPartitions(touchpoint, cell)) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'cell = :cell',
          ExpressionAttributeValues: { ':cell': partition },
          ConsistentRead: true,
        },
      );
      for await (const page of pages) for (const item of page.Items ?? []) copies.push(fromItem(item));
    }
    return copies;
  },
});
