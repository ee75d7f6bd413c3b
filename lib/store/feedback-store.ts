import {
  type DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { AnalyzerVersions } from '../analysis/analyzer-contract.ts';
import type { CellContent, Copy, CountedCopy, Departure } from '../feedback/response/copy.ts';
import type { AnswerText } from '../feedback/response/response.ts';
import { isWritten, writeInBatches } from './dynamodb.ts';
import { type CopyKey, cellPartitions, copyKey, departureKey } from './keys.ts';
import { readAnalysis, type WrittenAnalysis, writeAnalysis } from './written-analysis.ts';

/** A copy with a new analysis, and the versions of the analysis that it takes the place of. */
export interface Rewrite {
  readonly copy: Copy;
  readonly replaces: AnalyzerVersions;
}

/** The copies of responses, by cell. */
export interface FeedbackStore {
  /** Stores copies; one that is under the same key is replaced. */
  put(copies: readonly Copy[]): Promise<void>;
  /** Stores what later uploads say of copies; the same again changes nothing. */
  putDepartures(departures: readonly Departure[]): Promise<void>;
  /** Removes copies and departures; one that is not there is no error. */
  remove(keys: readonly CopyKey[]): Promise<void>;
  /**
   * Gives stored copies their new analyses. A copy that was removed meanwhile stays removed, one that was stored or
   * rewritten again meanwhile stays as it is: the number of those that were left alone.
   */
  rewrite(rewrites: readonly Rewrite[]): Promise<number>;
  /** All that is in a cell, strongly consistent: copies ordered by time, response and batch, and what is said of them. */
  readCell(touchpoint: string, cell: string): Promise<CellContent<Copy>>;
  /** The same without the texts, for counting: a fraction of the bytes. */
  countCell(touchpoint: string, cell: string): Promise<CellContent<CountedCopy>>;
}

type Item = Record<string, unknown>;

/**
 * Texts stand apart from what was received in them, so that one can be read without the other. Both are JSON in one attribute:
 * as nested maps they would take several times the work to write and to read.
 */
const analysesOf = ({ answers }: CountedCopy): string =>
  JSON.stringify(answers.map(({ analysis }) => writeAnalysis(analysis)));

const toItem = ({ cell: day, answers, ...rest }: Copy): Item => ({
  ...rest,
  ...copyKey({ ...rest, cell: day }),
  day,
  ...(answers.length === 0
    ? {}
    : {
        texts: JSON.stringify(answers.map(({ question, role, text }): WrittenText => [question, role, text])),
        analyses: analysesOf({ ...rest, cell: day, answers }),
      }),
});

const toDepartureItem = ({ cell: day, responses, ...rest }: Departure): Item => ({
  ...rest,
  ...departureKey({ ...rest, cell: day }),
  day,
  responses: JSON.stringify(responses),
});

const isDeparture = (item: Item): boolean => item['responses'] !== undefined;

const toDeparture = ({ copy: _key, cell: _cell, day, responses, ...rest }: Item): Departure => ({
  ...(rest as unknown as Departure),
  cell: day as string,
  responses: listIn<string>(responses),
});

type WrittenText = [question: string, role: AnswerText['role'], text: string];

const listIn = <Entry>(json: unknown): Entry[] =>
  json === undefined ? [] : (JSON.parse(json as string) as Entry[]);

const answersIn = (analyses: unknown): CountedCopy['answers'] =>
  listIn<WrittenAnalysis>(analyses).map((written) => ({ analysis: readAnalysis(written) }));

/**
 * A cell of 100,000 responses is held in memory at once. So the answers stay as they are written until someone asks, and the
 * fields are named one by one: the client's own objects are filled by computed keys, which takes three times the room.
 */
class WrittenCopy implements CountedCopy {
  readonly row;
  readonly responseId;
  readonly occurrence;
  readonly fingerprint;
  readonly sourceId;
  readonly touchpoint;
  readonly cell;
  readonly submittedAt;
  readonly datePrecision;
  readonly voice;
  readonly solicited;
  readonly account;
  readonly respondent;
  readonly channel;
  readonly declaredLanguage;
  readonly unfinished;
  readonly ratings;
  readonly attributes;
  readonly asked;
  readonly batchId;
  readonly uploadedAt;
  readonly versions;
  readonly #analyses: unknown;

  constructor(item: Item) {
    const stored = item as unknown as CountedCopy & { readonly day: string };
    this.row = stored.row;
    this.responseId = stored.responseId;
    this.occurrence = stored.occurrence;
    this.fingerprint = stored.fingerprint;
    this.sourceId = stored.sourceId;
    this.touchpoint = stored.touchpoint;
    this.cell = stored.day;
    this.submittedAt = stored.submittedAt;
    this.datePrecision = stored.datePrecision;
    this.voice = stored.voice;
    this.solicited = stored.solicited;
    this.account = stored.account;
    this.respondent = stored.respondent;
    this.channel = stored.channel;
    this.declaredLanguage = stored.declaredLanguage;
    this.unfinished = stored.unfinished;
    this.ratings = stored.ratings;
    this.attributes = stored.attributes;
    this.asked = stored.asked;
    this.batchId = stored.batchId;
    this.uploadedAt = stored.uploadedAt;
    this.versions = stored.versions;
    this.#analyses = item['analyses'];
  }

  get answers(): CountedCopy['answers'] {
    return answersIn(this.#analyses);
  }
}

const toCopy = ({ copy: _key, cell: _cell, day, texts, analyses, ...rest }: Item): Copy => {
  const answers = answersIn(analyses);
  const written = listIn<WrittenText>(texts).map(([question, role, text]) => ({ question, role, text }));
  return {
    ...(rest as unknown as Copy),
    cell: day as string,
    answers: written.map((text, index) => ({ ...text, ...answerAt(answers, index) })),
  };
};

const answerAt = (answers: CountedCopy['answers'], index: number): CountedCopy['answers'][number] => {
  const answer = answers[index];
  if (answer === undefined) throw new Error('a stored text has no analysis');
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
  ...['from', 'fromRun', 'to', 'toRun', 'page', 'responses'],
];

const withoutTexts: Partial<QueryCommandInput> = {
  ProjectionExpression: countedAttributes.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(countedAttributes.map((name) => [`#${name}`, name])),
};

const rewritesAtOnce = 32;

/** Only over the very upload and analysis that were read: a copy that is gone, or was written since, fails the condition. */
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

/** The `feedback` table. */
export const dynamoFeedbackStore = (client: DynamoDBDocumentClient, table: string): FeedbackStore => {
  async function* itemsOf(
    touchpoint: string,
    cell: string,
    projection: Partial<QueryCommandInput>,
  ): AsyncGenerator<Item[]> {
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
      for await (const { Items = [] } of pages) yield Items;
    }
  }

  /** Each page becomes copies at once, so that a large cell is not held twice. */
  const queryCell = async <Kind>(
    touchpoint: string,
    cell: string,
    read: (item: Item) => Kind,
    projection: Partial<QueryCommandInput> = {},
  ): Promise<CellContent<Kind>> => {
    const copies: Kind[] = [];
    const departures: Departure[] = [];
    for await (const items of itemsOf(touchpoint, cell, projection)) {
      for (const item of items) {
        if (isDeparture(item)) departures.push(toDeparture(item));
        else copies.push(read(item));
      }
    }
    return { copies, departures };
  };

  const rewriteOne = (rewrite: Rewrite): Promise<boolean> =>
    isWritten(() => client.send(new UpdateCommand({ TableName: table, ...rewriteOf(rewrite) })));

  return {
    async put(copies) {
      await writeInBatches(
        client,
        table,
        copies.map((copy) => ({ PutRequest: { Item: toItem(copy) } })),
      );
    },

    async putDepartures(departures) {
      await writeInBatches(
        client,
        table,
        departures.map((departure) => ({ PutRequest: { Item: toDepartureItem(departure) } })),
      );
    },

    async remove(keys) {
      await writeInBatches(
        client,
        table,
        keys.map((key) => ({ DeleteRequest: { Key: key } })),
      );
    },

    async rewrite(rewrites) {
      const written = await pMap(rewrites, rewriteOne, { concurrency: rewritesAtOnce });
      return written.filter((one) => !one).length;
    },

    readCell: (touchpoint, cell) => queryCell(touchpoint, cell, toCopy),

    countCell: (touchpoint, cell) =>
      queryCell(touchpoint, cell, (item): CountedCopy => new WrittenCopy(item), withoutTexts),
  };
};
