import {
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { AnalyzerVersions } from '../analysis/analyzer-contract.ts';
import type { CellContent, Copy, CountedCopy, Departure } from '../feedback/response/copy.ts';
import type { Review } from '../feedback/reviews/review.ts';
import { isWritten, writeInBatches } from './dynamodb.ts';
import type { Item } from './items/attributes.ts';
import {
  analysesOf,
  copyItem,
  countedAttributes,
  departureItem,
  isDeparture,
  readCopy,
  readCountedCopy,
  readDeparture,
} from './items/copy-items.ts';
import { readReview, reviewItem, type StoredReview } from './items/review-items.ts';
import { type CopyKey, cellPartition, copyKey, reviewPartition } from './keys.ts';
import { projectionOf } from './wire-read.ts';

/** A copy with a new analysis, and the versions of the analysis that it replaces. */
export interface Rewrite {
  readonly copy: Copy;
  readonly replaces: AnalyzerVersions;
}

/** The copies of responses, by cell. */
export interface FeedbackStore {
  /** Stores copies; one that is under the same key is replaced. */
  put(copies: readonly Copy[]): Promise<void>;
  /** Stores departures of copies; storing the same again changes nothing. */
  putDepartures(departures: readonly Departure[]): Promise<void>;
  /** Removes copies, departures and reviews; a missing one is not an error. */
  remove(keys: readonly CopyKey[]): Promise<void>;
  /**
   * Gives stored copies their new analyses. A copy that was removed meanwhile stays removed; one that was stored or
   * rewritten meanwhile stays as it is. Returns the number of those left unchanged.
   */
  rewrite(rewrites: readonly Rewrite[]): Promise<number>;
  /** All items of a cell, strongly consistent: copies ordered by time, response and batch, and departures. */
  readCell(touchpoint: string, cell: string): Promise<CellContent<Copy>>;
  /** The same without the texts, for counting: a fraction of the bytes. */
  countCell(touchpoint: string, cell: string): Promise<CellContent<CountedCopy>>;
  /** The reviews of the responses of a touchpoint in a month, or of those without a date (`undated`). */
  readReviews(touchpoint: string, span: string): Promise<StoredReview[]>;
  /** Stores a review over the revision it was based on (undefined: none); false, and nothing is stored, if that changed. */
  writeReview(review: Review, revision: number | undefined): Promise<boolean>;
}

/** All attributes except the texts. */
const withoutTexts = projectionOf(countedAttributes);

const rewritesAtOnce = 32;

/** Only for the upload and analysis that were read: a copy that was removed or written since fails the condition. */
const rewriteOf = ({ copy, replaces }: Rewrite) => ({
  Key: copyKey(copy),
  UpdateExpression: `SET versions = :versions${copy.answers.length === 0 ? '' : ', analyses = :analyses'}`,
  ConditionExpression:
    'uploadedAt = :uploadedAt AND versions.sentiment = :sentiment AND versions.theme = :theme',
  ExpressionAttributeValues: {
    ':versions': copy.versions,
    ':uploadedAt': copy.uploadedAt,
    ':sentiment': replaces.sentiment,
    ':theme': replaces.theme,
    ...(copy.answers.length === 0 ? {} : { ':analyses': analysesOf(copy) }),
  },
});

const reviewPut = (review: Review, revision: number | undefined) => ({
  Item: reviewItem(review, (revision ?? 0) + 1),
  ...(revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(cell)' }
    : { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': revision } }),
});

const queryOf = (partition: string) => ({
  KeyConditionExpression: 'cell = :cell',
  ExpressionAttributeValues: { ':cell': partition },
  ConsistentRead: true,
});

/** Each page is converted at once, so that a large cell is not held twice. */
const readContent = async <Kind>(
  pages: AsyncIterable<readonly Item[]>,
  read: (item: Item) => Kind,
): Promise<CellContent<Kind>> => {
  const copies: Kind[] = [];
  const departures: Departure[] = [];
  for await (const items of pages) {
    for (const item of items) {
      if (isDeparture(item)) departures.push(readDeparture(item));
      else copies.push(read(item));
    }
  }
  return { copies, departures };
};

const reviewsIn = (
  client: DynamoDBDocumentClient,
  TableName: string,
): Pick<FeedbackStore, 'readReviews' | 'writeReview'> => ({
  async readReviews(touchpoint, span) {
    const query = { TableName, ...queryOf(reviewPartition(touchpoint, span)) };
    const pages = await Array.fromAsync(paginateQuery({ client }, query));
    return pages.flatMap(({ Items = [] }) => Items.map(readReview));
  },

  writeReview: (review, revision) =>
    isWritten(() => client.send(new PutCommand({ TableName, ...reviewPut(review, revision) }))),
});

/** The `feedback` table. */
export const dynamoFeedbackStore = (client: DynamoDBDocumentClient, table: string): FeedbackStore => {
  async function* pagesOf(
    partition: string,
    projection: Partial<QueryCommandInput> = {},
  ): AsyncGenerator<readonly Item[]> {
    const pages = paginateQuery({ client }, { TableName: table, ...queryOf(partition), ...projection });
    for await (const { Items = [] } of pages) yield Items;
  }

  const putItems = (items: readonly Item[]): Promise<void> =>
    writeInBatches(
      client,
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
    );

  const rewriteOne = (rewrite: Rewrite): Promise<boolean> =>
    isWritten(() => client.send(new UpdateCommand({ TableName: table, ...rewriteOf(rewrite) })));

  return {
    put: (copies) => putItems(copies.map(copyItem)),

    putDepartures: (departures) => putItems(departures.map(departureItem)),

    remove: (keys) =>
      writeInBatches(
        client,
        table,
        keys.map((Key) => ({ DeleteRequest: { Key } })),
      ),

    async rewrite(rewrites) {
      const written = await pMap(rewrites, rewriteOne, { concurrency: rewritesAtOnce });
      return written.filter((one) => !one).length;
    },

    readCell: (touchpoint, cell) => readContent(pagesOf(cellPartition(touchpoint, cell)), readCopy),

    countCell: (touchpoint, cell) =>
      readContent(pagesOf(cellPartition(touchpoint, cell), withoutTexts), readCountedCopy),

    ...reviewsIn(client, table),
  };
};
