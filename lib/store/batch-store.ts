import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { VerbatimError } from '../errors.ts';
import {
  type AnswerLedger,
  emptyAnswerLedger,
  mergeAnswerLedgers,
  type RowLedger,
} from '../feedback/ledger.ts';
import type { MappingQuestion } from '../feedback/mapping.ts';
import type { Batch, BatchHeader, BatchStatus, Refusal } from './batch.ts';
import { isConditionFailure } from './dynamodb.ts';

/** How many rows and answers of a cell a batch shares with earlier uploads. */
export interface OverlapCounts {
  readonly duplicate: number;
  readonly updated: number;
  /** Of the duplicates, those without id and respondent: perhaps two customers who said the same. */
  readonly possibleDuplicate: number;
  /** The answers of the duplicates. */
  readonly answers: AnswerLedger;
}

export interface BatchPage {
  readonly batches: Batch[];
  readonly cursor?: string;
}

/** Batches, their progress and their ledgers. Every method can be repeated: the second call changes nothing. */
export interface BatchStore {
  read(batchId: string): Promise<Batch | undefined>;
  /**
   * Starts the batch's first run, goes on with one that is under way, or starts the next run of a batch that ended
   * without being stored, when this upload is newer than that run's. Any other batch is returned as it stands.
   * Throws `conflict` while the batch is still being taken back.
   */
  begin(header: BatchHeader): Promise<Batch>;
  /** Stores a batch that goes no further: held with its questions, or refused with its error. */
  park(
    header: BatchHeader,
    why: { questions: readonly MappingQuestion[] } | { error: Refusal },
  ): Promise<void>;
  /** All chunks are written: their number and the rows' ledger. Undefined when the run is no longer the current one. */
  recordTotal(batch: Batch, chunksTotal: number, rows: RowLedger): Promise<Batch | undefined>;
  /** A chunk is stored. Undefined when the run is no longer the current one. */
  chunkDone(batchId: string, runId: string, chunk: number, answers: AnswerLedger): Promise<Batch | undefined>;
  /** A chunk failed for good. Undefined when the run is no longer the current one. */
  chunkFailed(batchId: string, runId: string, chunk: number): Promise<Batch | undefined>;
  /** The sum of the answer ledgers of a run's chunks. */
  answersOf(batchId: string, runId: string): Promise<AnswerLedger>;
  /** Ends a run. False when it is no longer the current one. */
  settle(batch: Batch, status: 'complete' | 'incomplete', answers: AnswerLedger): Promise<boolean>;
  /** Marks the batch as taken back; from then on none of its runs is current. */
  withdraw(batchId: string, outcome: 'undone' | 'superseded'): Promise<void>;
  /** The copies of a withdrawn batch are removed: it may be loaded anew. */
  recordRemoval(batchId: string): Promise<void>;
  /** All batches of one content, under whatever mapping. */
  ofContent(contentHash: string): Promise<Batch[]>;
  /** The batches that an object (a zip: each member) became, latest upload last. */
  ofObject(objectKey: string): Promise<Batch[]>;
  /** Newest upload first. */
  list(limit: number, cursor?: string): Promise<BatchPage>;
  /** Sets the overlap of a batch in one cell, as of a revision of the cell's summary; an older one is not taken. */
  putOverlap(batchId: string, cellName: string, counts: OverlapCounts, revision: number): Promise<void>;
  /** The sum of a batch's overlaps. */
  overlapOf(batchId: string): Promise<OverlapCounts>;
}

const running: readonly BatchStatus[] = ['ingesting', 'analyzing', 'complete', 'incomplete'];
/** Chunks may be on their way: too late to park. */
const storing: readonly BatchStatus[] = ['analyzing', 'complete', 'incomplete'];
const restartable: readonly BatchStatus[] = ['held', 'refused', 'incomplete', 'superseded', 'undone'];

export const noOverlap: OverlapCounts = {
  duplicate: 0,
  updated: 0,
  possibleDuplicate: 0,
  answers: emptyAnswerLedger,
};

const mergeOverlaps = (left: OverlapCounts, right: OverlapCounts): OverlapCounts => ({
  duplicate: left.duplicate + right.duplicate,
  updated: left.updated + right.updated,
  possibleDuplicate: left.possibleDuplicate + right.possibleDuplicate,
  answers: mergeAnswerLedgers(left.answers, right.answers),
});

const headerItem = 'batch';
const nextRun = (runId: string): string => `r${Number(runId.slice(1)) + 1}`;
const chunkItem = (runId: string, chunk: number): string =>
  `chunk#${runId}#${String(chunk).padStart(6, '0')}`;
const inOrder = (numbers: unknown): number[] =>
  [...((numbers as Set<number> | undefined) ?? [])].toSorted((a, b) => a - b);

const fromItem = (item: Record<string, unknown>): Batch => {
  const { batch, item: _item, list: _list, chunksDone, chunksFailed, ...rest } = item;
  return {
    ...rest,
    batchId: batch,
    chunksDone: inOrder(chunksDone),
    chunksFailed: inOrder(chunksFailed),
  } as unknown as Batch;
};

const toItem = ({ batchId, ...header }: BatchHeader): Record<string, unknown> => ({
  ...header,
  batch: batchId,
  item: headerItem,
  list: 'batches',
});

const encodeCursor = (key: Record<string, unknown> | undefined): { cursor?: string } =>
  key === undefined ? {} : { cursor: Buffer.from(JSON.stringify(key)).toString('base64url') };

const decodeCursor = (cursor: string | undefined): { ExclusiveStartKey?: Record<string, unknown> } =>
  cursor === undefined ? {} : { ExclusiveStartKey: JSON.parse(Buffer.from(cursor, 'base64url').toString()) };

/** The `batches` table. */
export const dynamoBatchStore = (client: DynamoDBDocumentClient, table: string): BatchStore => {
  const keyOf = (batchId: string) => ({ batch: batchId, item: headerItem });

  const read = async (batchId: string): Promise<Batch | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(batchId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromItem(Item);
  };

  const queryItems = async (partition: string, prefix: string): Promise<Record<string, unknown>[]> => {
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
    const items: Record<string, unknown>[] = [];
    for await (const page of pages) items.push(...(page.Items ?? []));
    return items;
  };

  /** Updates the header on a condition; undefined when the condition does not hold. */
  const updateIf = async (
    batchId: string,
    update: Pick<
      UpdateCommandInput,
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'
    >,
  ): Promise<Batch | undefined> => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(batchId),
          ExpressionAttributeNames: { '#status': 'status' },
          ReturnValues: 'ALL_NEW',
          ...update,
        }),
      );
      return Attributes === undefined ? undefined : fromItem(Attributes);
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  };

  const statusIn = (statuses: readonly BatchStatus[]) => ({
    condition: `#status IN (${statuses.map((_, index) => `:status${index}`).join(', ')})`,
    values: Object.fromEntries(statuses.map((status, index) => [`:status${index}`, status])),
  });

  const addToRun = async (
    batchId: string,
    runId: string,
    list: 'chunksDone' | 'chunksFailed',
    chunk: number,
  ) => {
    const current = statusIn(running);
    return updateIf(batchId, {
      UpdateExpression: `SET #status = #status ADD ${list} :chunks`,
      ConditionExpression: `runId = :run AND ${current.condition}`,
      ExpressionAttributeValues: { ':chunks': new Set([chunk]), ':run': runId, ...current.values },
    });
  };

  const link = async (partition: string, batchId: string): Promise<void> => {
    await client.send(new PutCommand({ TableName: table, Item: { batch: partition, item: batchId } }));
  };

  const linked = async (partition: string): Promise<Batch[]> => {
    const batches = await Promise.all(
      (await queryItems(partition, '')).map((item) => read(item['item'] as string)),
    );
    return batches
      .filter((batch) => batch !== undefined)
      .toSorted(
        (left, right) =>
          Number(left.uploadedAt > right.uploadedAt) - Number(left.uploadedAt < right.uploadedAt),
      );
  };

  const linkBoth = async ({ batchId, contentHash, objectKey }: BatchHeader): Promise<void> => {
    await link(`content#${contentHash}`, batchId);
    await link(`object#${objectKey}`, batchId);
  };

  const putNew = async (header: BatchHeader): Promise<boolean> => {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...toItem(header), status: 'ingesting', runId: 'r1' },
          ConditionExpression: 'attribute_not_exists(runId)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  };

  const restart = async (batch: Batch, header: BatchHeader): Promise<void> => {
    await updateIf(batch.batchId, {
      UpdateExpression:
        'SET #status = :ingesting, runId = :next, uploadedAt = :uploadedAt, objectKey = :objectKey REMOVE chunksDone, chunksFailed, chunksTotal, #rows, answers, questions, #error',
      ConditionExpression: 'runId = :run AND #status = :status',
      ExpressionAttributeValues: {
        ':ingesting': 'ingesting',
        ':next': nextRun(batch.runId),
        ':uploadedAt': header.uploadedAt,
        ':objectKey': header.objectKey,
        ':run': batch.runId,
        ':status': batch.status,
      },
      ...{ ExpressionAttributeNames: { '#status': 'status', '#rows': 'rows', '#error': 'error' } },
    });
  };

  const mustRead = async (batchId: string): Promise<Batch> => {
    const batch = await read(batchId);
    if (batch === undefined) throw new Error(`batch ${batchId} vanished between two reads`);
    return batch;
  };

  return {
    read,

    async begin(header) {
      await linkBoth(header);
      if (await putNew(header)) return mustRead(header.batchId);
      const known = await mustRead(header.batchId);
      if (!restartable.includes(known.status) || header.uploadedAt <= known.uploadedAt) return known;
      if (known.removing === true) {
        throw new VerbatimError(
          'conflict',
          'the batch is still being taken back; it can be loaded again after that',
          {
            file: header.objectKey,
          },
        );
      }
      await restart(known, header);
      return mustRead(header.batchId);
    },

    async park(header, why) {
      await linkBoth(header);
      const status: BatchStatus = 'questions' in why ? 'held' : 'refused';
      const known = await read(header.batchId);
      if (known !== undefined && storing.includes(known.status)) return;
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...toItem(header), ...why, status, runId: known?.runId ?? 'r1' },
        }),
      );
    },

    recordTotal(batch, chunksTotal, rows) {
      const current = statusIn(running);
      return updateIf(batch.batchId, {
        UpdateExpression: 'SET #status = :analyzing, chunksTotal = :total, #rows = :rows',
        ConditionExpression: `runId = :run AND ${current.condition}`,
        ExpressionAttributeValues: {
          ':analyzing': 'analyzing',
          ':total': chunksTotal,
          ':rows': rows,
          ':run': batch.runId,
          ...current.values,
        },
        ...{ ExpressionAttributeNames: { '#status': 'status', '#rows': 'rows' } },
      });
    },

    async chunkDone(batchId, runId, chunk, answers) {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { batch: batchId, item: chunkItem(runId, chunk), answers },
        }),
      );
      return addToRun(batchId, runId, 'chunksDone', chunk);
    },

    chunkFailed(batchId, runId, chunk) {
      return addToRun(batchId, runId, 'chunksFailed', chunk);
    },

    async answersOf(batchId, runId) {
      const chunks = await queryItems(batchId, `chunk#${runId}#`);
      return chunks
        .map((item) => item['answers'] as AnswerLedger)
        .reduce(mergeAnswerLedgers, emptyAnswerLedger);
    },

    async settle(batch, status, answers) {
      const current = statusIn(running);
      const settled = await updateIf(batch.batchId, {
        UpdateExpression: 'SET #status = :settled, answers = :answers',
        ConditionExpression: `runId = :run AND ${current.condition}`,
        ExpressionAttributeValues: {
          ':settled': status,
          ':answers': answers,
          ':run': batch.runId,
          ...current.values,
        },
      });
      return settled !== undefined;
    },

    async withdraw(batchId, outcome) {
      await updateIf(batchId, {
        UpdateExpression: 'SET #status = :outcome, removing = :removing',
        ConditionExpression: 'attribute_exists(runId)',
        ExpressionAttributeValues: { ':outcome': outcome, ':removing': true },
      });
    },

    async recordRemoval(batchId) {
      await updateIf(batchId, {
        UpdateExpression: 'SET #status = #status REMOVE removing',
        ConditionExpression: 'attribute_exists(runId)',
      });
    },

    ofContent: (contentHash) => linked(`content#${contentHash}`),
    ofObject: (objectKey) => linked(`object#${objectKey}`),

    async list(limit, cursor) {
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-upload',
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': 'batches' },
          ScanIndexForward: false,
          Limit: limit,
          ...decodeCursor(cursor),
        }),
      );
      return { batches: (Items ?? []).map(fromItem), ...encodeCursor(LastEvaluatedKey) };
    },

    async putOverlap(batchId, cellName, counts, revision) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { batch: batchId, item: `overlap#${cellName}`, ...counts, revision },
            ConditionExpression: 'attribute_not_exists(revision) OR revision <= :revision',
            ExpressionAttributeValues: { ':revision': revision },
          }),
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    async overlapOf(batchId) {
      const overlaps = (await queryItems(batchId, 'overlap#')) as unknown as OverlapCounts[];
      return overlaps.reduce(mergeOverlaps, noOverlap);
    },
  };
};
