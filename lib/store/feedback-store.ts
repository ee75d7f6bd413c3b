import { type DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Analysis } from '../analysis/analysis.ts';
import type { Copy, CountedCopy } from '../feedback/copy.ts';
import type { AnswerText } from '../feedback/response.ts';
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
  /** The same without the texts, for counting: a fraction of the bytes. */
  countCell(touchpoint: string, cell: string): Promise<CountedCopy[]>;
}

type Item = Record<string, unknown>;

/**
 * Texts stand apart from what was heard in them, so that one can be read without the other. Both are JSON in one attribute:
 * as nested maps they would take several times the work to write and to read.
 */
const toItem = ({ cell: day, answers, ...rest }: Copy): Item => ({
  ...rest,
  ...copyKey({ ...rest, cell: day }),
  day,
  ...(answers.length === 0
    ? {}
    : {
        texts: JSON.stringify(answers.map(({ analysis: _analysis, ...text }) => text)),
        analyses: JSON.stringify(answers.map(({ analysis }) => analysis)),
      }),
});

const listIn = <Entry>(json: unknown): Entry[] =>
  json === undefined ? [] : (JSON.parse(json as string) as Entry[]);

const toCounted = (item: Item): CountedCopy => {
  const { copy: _key, cell: _cell, day, analyses, ...rest } = item;
  const answers = listIn<Analysis>(analyses).map((analysis) => ({ analysis }));
  return { ...rest, cell: day, answers } as unknown as CountedCopy;
};

const toCopy = ({ texts, ...item }: Item): Copy => {
  const counted = toCounted(item);
  const told = listIn<AnswerText>(texts);
  return {
    ...counted,
    answers: told.map((text, index) => ({ ...text, ...answerAt(counted, index) })),
  };
};

const answerAt = ({ answers, responseId }: CountedCopy, index: number): { analysis: Analysis } => {
  const answer = answers[index];
  if (answer === undefined) throw new Error(`response ${responseId} has a text without an analysis`);
  return answer;
};

/** All but `texts`. */
const countedAttributes = [
  ...['day', 'touchpoint', 'responseId', 'sourceId', 'batchId', 'row', 'uploadedAt', 'occurrence'],
  ...[
    'fingerprint',
    'submittedAt',
    'datePrecision',
    'voice',
    'solicited',
    'respondent',
    'account',
    'channel',
  ],
  ...['declaredLanguage', 'unfinished', 'ratings', 'attributes', 'asked', 'analyses', 'versions'],
];

const withoutTexts: Partial<QueryCommandInput> = {
  ProjectionExpression: countedAttributes.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(countedAttributes.map((name) => [`#${name}`, name])),
};

/** The `feedback` table. */
export const dynamoFeedbackStore = (client: DynamoDBDocumentClient, table: string): FeedbackStore => {
  const queryCell = async (
    touchpoint: string,
    cell: string,
    projection: Partial<QueryCommandInput>,
  ): Promise<Item[]> => {
    const items: Item[] = [];
    for (const partition of cellPartitions(touchpoint, cell)) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'cell = :cell',
          ExpressionAttributeValues: { ':cell': partition },
          ConsistentRead: true,
          ...projection,
        },
      );
      for await (const page of pages) items.push(...(page.Items ?? []));
    }
    return items;
  };

  return {
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

    readCell: async (touchpoint, cell) => (await queryCell(touchpoint, cell, {})).map(toCopy),

    countCell: async (touchpoint, cell) => (await queryCell(touchpoint, cell, withoutTexts)).map(toCounted),
  };
};
