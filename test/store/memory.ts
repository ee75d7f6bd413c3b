import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { VerbatimError } from '../../lib/errors.ts';
import type { Copy, Departure } from '../../lib/feedback/response/copy.ts';
import type { Batch } from '../../lib/store/batches/batch.ts';
import { batchOf, headerKey } from '../../lib/store/batches/batch-items.ts';
import type { BatchStore } from '../../lib/store/batches/batch-store.ts';
import type { BatchTable, BatchUpdate, PutCondition } from '../../lib/store/batches/batch-table.ts';
import { batchStoreOver } from '../../lib/store/batches/dynamo-batch-store.ts';
import type { FeedbackStore, Rewrite } from '../../lib/store/feedback-store.ts';
import { readHeadline } from '../../lib/store/headline.ts';
import {
  decisionsItem,
  decisionsPrefix,
  decisionsSeries,
  type IssueStore,
  issuesItem,
  issuesKey,
  issuesSeries,
  readDecisionsItem,
  readIssuesItem,
  readIssuesMark,
  type StoredIssues,
} from '../../lib/store/issue-store.ts';
import { type Item, numberIn, stringIn } from '../../lib/store/items/attributes.ts';
import {
  copyItem,
  departureItem,
  isDeparture,
  readCopy,
  readCountedCopy,
  readDeparture,
} from '../../lib/store/items/copy-items.ts';
import { readReview, reviewItem } from '../../lib/store/items/review-items.ts';
import {
  canaryTouchpoint,
  cellPartition,
  copyKey,
  type Grain,
  indexPartitions,
  reviewKey,
  reviewPartition,
  seriesKey,
} from '../../lib/store/keys.ts';
import { limits } from '../../lib/store/limits.ts';
import type { ObjectNotes, ObjectStore } from '../../lib/store/object-store.ts';
import type { Queue } from '../../lib/store/queue.ts';
import {
  isEmpty,
  readFacetItem,
  readSummaryItem,
  type StoredFacets,
  type StoredSummary,
  summaryItem,
  summaryKey,
} from '../../lib/store/summary-item.ts';
import type { HeadlineEntry, SummaryStore } from '../../lib/store/summary-store.ts';
import { MemoryTable, type Throttling } from './memory-table.ts';

/**
 * Stores in memory that keep the stores' contracts and the limits of the real ones; the contract suites hold them to it. What they hold
 * are the items of the tables, written and read as in DynamoDB.
 */

export interface MemoryFeedback extends FeedbackStore {
  /** All copies and departures by key, for comparing two stores. */
  dump(): Record<string, Copy | Departure>;
}

export const memoryFeedbackStore = (throttling: Throttling = {}): MemoryFeedback => {
  const table = new MemoryTable({ partition: 'cell', sort: 'copy' }, throttling);
  const contentOf = async <Kind>(touchpoint: string, cell: string, read: (item: Item) => Kind) => {
    const items = await table.items(cellPartition(touchpoint, cell));
    return {
      copies: items.filter((item) => !isDeparture(item)).map(read),
      departures: items.filter(isDeparture).map(readDeparture),
    };
  };
  const isStanding = ({ copy, replaces }: Rewrite): boolean => {
    const item = table.get(copyKey(copy));
    if (item === undefined) return false;
    const { uploadedAt, versions } = readCountedCopy(item);
    return (
      uploadedAt === copy.uploadedAt &&
      versions.sentiment === replaces.sentiment &&
      versions.theme === replaces.theme
    );
  };
  return {
    put: (copies) => table.write(copies.map(copyItem)),
    putDepartures: (departures) => table.write(departures.map(departureItem)),
    remove: (keys) => table.write(keys, (key) => table.remove(key)),
    async rewrite(rewrites) {
      const standing = rewrites.filter(isStanding);
      for (const { copy } of standing) table.put(copyItem(copy));
      return rewrites.length - standing.length;
    },
    readCell: (touchpoint, cell) => contentOf(touchpoint, cell, readCopy),
    countCell: (touchpoint, cell) =>
      contentOf(touchpoint, cell, ({ texts: _texts, ...item }) => readCountedCopy(item)),
    readReviews: async (touchpoint, span) =>
      (await table.items(reviewPartition(touchpoint, span))).map(readReview),
    async writeReview(review, revision) {
      const stored = table.get(reviewKey(review));
      if ((stored === undefined ? undefined : numberIn(stored, 'revision')) !== revision) return false;
      table.put(reviewItem(review, (revision ?? 0) + 1));
      return true;
    },
    dump: () =>
      Object.fromEntries(
        table
          .all()
          .filter(([, item]) => item['revision'] === undefined)
          .map(([key, item]) => [key, isDeparture(item) ? readDeparture(item) : readCopy(item)]),
      ),
  };
};

export interface MemorySummaries extends SummaryStore {
  /** All summaries that are not empty, by key. */
  dump(): Record<string, StoredSummary | StoredFacets>;
}

const readEither = (item: Item): StoredSummary | StoredFacets =>
  item['dimension'] === undefined ? readSummaryItem(item) : readFacetItem(item);

/** The index `by-period`: those of its items that have its keys. */
const indexed = (items: readonly Item[], when: string, from: string, to: string): Item[] =>
  items
    .filter((item) => item['when'] === when)
    .filter((item) => stringIn(item, 'place') >= `${from}#` && stringIn(item, 'place') <= `${to}$`)
    .toSorted((left, right) => (stringIn(left, 'place') < stringIn(right, 'place') ? -1 : 1));

export const memorySummaryStore = (): MemorySummaries => {
  const table = new MemoryTable({ partition: 'series', sort: 'period' });
  const headlinesIn = (grain: Grain, from: string, to: string): HeadlineEntry[] => {
    const items = table.all().map(([, item]) => item);
    return indexPartitions(grain, from, to)
      .flatMap((when) => indexed(items, when, from, to))
      .map((item) => ({
        touchpoint: stringIn(item, 'touchpoint'),
        grain,
        period: stringIn(item, 'period'),
        headline: readHeadline(stringIn(item, 'headline')),
      }))
      .filter(({ touchpoint }) => touchpoint !== canaryTouchpoint);
  };

  const seriesOf = async <Kind extends StoredSummary | StoredFacets>(
    series: string,
    { from = '0', to = '~' }: NonNullable<Parameters<SummaryStore['readSeries']>[2]>,
    read: (item: Item) => Kind,
  ): Promise<Kind[]> => {
    const items = await table.items(series, (period) => period >= from && period <= to);
    return items.map(({ cells: _cells, ...item }) => read(item)).filter((summary) => !isEmpty(summary));
  };
  const readAt = <Kind>(
    key: Parameters<typeof summaryKey>[0],
    read: (item: Item) => Kind,
  ): Kind | undefined => {
    const item = table.get(summaryKey(key));
    return item === undefined ? undefined : read(item);
  };
  return {
    readMany: async (keys) => keys.map((key) => readAt(key, readSummaryItem)),
    readRevisions: async (keys) => keys.map((key) => readAt(key, (item) => numberIn(item, 'revision'))),
    readStanding: async (keys, dimensions) =>
      keys.map((key) => ({
        whole: readAt(key, readSummaryItem),
        facets: dimensions.map((dimension) => readAt({ ...key, dimension }, readFacetItem)),
      })),
    async replace(summary, revision) {
      const stored = table.get(summaryKey(summary));
      if ((stored === undefined ? undefined : numberIn(stored, 'revision')) !== revision) return false;
      table.put(summaryItem(summary, (revision ?? 0) + 1));
      return true;
    },
    readSeries: (touchpoint, grain, span = {}) =>
      seriesOf(seriesKey({ touchpoint, grain }), span, readSummaryItem),
    readFacets: (touchpoint, series, span = {}) =>
      seriesOf(seriesKey({ touchpoint, ...series }), span, readFacetItem),
    readHeadlines: async (grain, from, to) => headlinesIn(grain, from, to),
    readFirstMonth: async (year) => headlinesIn('month', `${year}-01`, `${year}-12`)[0]?.period,
    dump: () =>
      Object.fromEntries(
        table
          .all()
          .map(([key, item]): [string, StoredSummary | StoredFacets] => [key, readEither(item)])
          .filter(([, summary]) => !isEmpty(summary)),
      ),
  };
};

export interface MemoryIssues extends IssueStore {
  /** All that is stored, by touchpoint. */
  dump(): StoredIssues[];
}

export const memoryIssueStore = (): MemoryIssues => {
  const table = new MemoryTable({ partition: 'series', sort: 'period' });
  const items = () =>
    table
      .all()
      .map(([, item]) => item)
      .filter(({ series }) => series === issuesSeries);
  return {
    async read(touchpoint) {
      const item = table.get(issuesKey(touchpoint));
      return item === undefined ? undefined : readIssuesItem(item);
    },
    async replace(issues, revision) {
      const stored = table.get(issuesKey(issues.touchpoint));
      if ((stored === undefined ? undefined : numberIn(stored, 'revision')) !== revision) return false;
      table.put(issuesItem(issues, (revision ?? 0) + 1));
      return true;
    },
    marks: async () => items().map(readIssuesMark),
    decisions: async (touchpoint) => {
      const prefix = touchpoint === undefined ? '' : decisionsPrefix(touchpoint);
      return (await table.items(decisionsSeries, (sort) => sort.startsWith(prefix))).map(readDecisionsItem);
    },
    async replaceDecisions(decisions, revision) {
      const item = decisionsItem(decisions, (revision ?? 0) + 1);
      const stored = table.get(item);
      if ((stored === undefined ? undefined : numberIn(stored, 'revision')) !== revision) return false;
      table.put(item);
      return true;
    },
    dump: () => items().map(readIssuesItem),
  };
};

const allows = (condition: PutCondition, stored: Item | undefined): boolean => {
  if (condition.kind === 'new') return stored === undefined;
  if (stored === undefined) return true;
  const revision = numberIn(stored, 'revision');
  return condition.kind === 'same-revision'
    ? revision === condition.revision
    : revision <= condition.revision;
};

const withAdded = (set: unknown, numbers: readonly number[]): Set<unknown> =>
  new Set([...(set instanceof Set ? set : []), ...numbers]);

const changed = (item: Item, { set = {}, remove = [], add = {} }: BatchUpdate): Item => {
  const added = Object.entries(add).map(([name, numbers]) => [name, withAdded(item[name], numbers)]);
  const kept = Object.entries({ ...item, ...set }).filter(([name]) => !remove.includes(name));
  return Object.fromEntries([...kept, ...added]);
};

const isMeant = (item: Item | undefined, { runId, statuses }: BatchUpdate): item is Item =>
  item !== undefined &&
  (runId === undefined || item['runId'] === runId) &&
  (statuses === undefined || statuses.some((status) => item['status'] === status));

const memoryBatchTable = (table: MemoryTable): BatchTable => ({
  read: async (batchId) => {
    const item = table.get(headerKey(batchId));
    return item === undefined ? undefined : batchOf(item);
  },
  items: (partition, prefix) => table.items(partition, (sort) => sort.startsWith(prefix)),
  item: async (key) => table.get(key),
  put: async (item) => table.put(item),
  remove: async (key) => table.remove(key),
  async putIf(item, condition) {
    if (!allows(condition, table.get(item))) return false;
    table.put(item);
    return true;
  },
  async update(batchId, update) {
    const item = table.get(headerKey(batchId));
    if (!isMeant(item, update)) return undefined;
    table.put(changed(item, update));
    return batchOf(changed(item, update));
  },
  async listed(which, { limit, ExclusiveStartKey }) {
    const all = table
      .all()
      .map(([, item]) => item)
      .filter((item) => item['list'] === which)
      .toSorted((left, right) => (stringIn(left, 'uploadedAt') < stringIn(right, 'uploadedAt') ? 1 : -1));
    const start = all.findIndex((item) => item['batch'] === ExclusiveStartKey?.['batch']) + 1;
    const page = all.slice(start, start + limit);
    return { batches: page.map(batchOf), endedAt: start + limit < all.length ? keyAt(page) : undefined };
  },
});

const keyAt = (page: readonly Item[]): Item => {
  const { batch, item, list, uploadedAt } = page.at(-1) ?? {};
  return { batch, item, list, uploadedAt };
};

export interface MemoryBatches extends BatchStore {
  /** All batches by id. */
  dump(): Record<string, Batch>;
}

export const memoryBatchStore = (): MemoryBatches => {
  const table = new MemoryTable({ partition: 'batch', sort: 'item' });
  return {
    ...batchStoreOver(memoryBatchTable(table)),
    dump: () =>
      Object.fromEntries(
        table
          .all()
          .filter(([, item]) => item['list'] !== undefined)
          .map(([, item]) => [stringIn(item, 'batch'), batchOf(item)]),
      ),
  };
};

export interface MemoryObjects extends ObjectStore {
  readonly contents: Map<string, Buffer>;
}

export const memoryObjectStore = (): MemoryObjects => {
  const contents = new Map<string, Buffer>();
  const notesOf = new Map<string, ObjectNotes>();
  const tagOf = (key: string): string | undefined => {
    const bytes = contents.get(key);
    return bytes && `"${createHash('sha256').update(bytes).digest('hex')}"`;
  };
  return {
    contents,
    async readTagged(key) {
      const [body, tag] = [contents.get(key), tagOf(key)];
      if (body === undefined || tag === undefined) return undefined;
      return { body, tag, writtenAt: '2026-06-01T12:00:00.000Z', notes: notesOf.get(key) ?? {} };
    },
    async replace(key, body, { tag, notes }) {
      if (tagOf(key) !== tag) return false;
      contents.set(key, Buffer.from(body));
      notesOf.set(key, notes);
      return true;
    },
    async open(key) {
      const [bytes, tag] = [contents.get(key), tagOf(key)];
      if (bytes === undefined || tag === undefined) return undefined;
      return {
        name: key,
        tag,
        sizeBytes: bytes.length,
        bytes: (start = 0, end = bytes.length) =>
          Readable.from(start < end ? [bytes.subarray(start, end)] : []),
      };
    },
    read: async (key) => contents.get(key),
    list: async (prefix, after = '') =>
      [...contents]
        .map(([key, { length: sizeBytes }]) => ({ key, sizeBytes }))
        .filter(({ key }) => key.startsWith(prefix) && key > after)
        .toSorted((left, right) => (left.key < right.key ? -1 : 1))
        .slice(0, 1000),
    async write(key, body) {
      contents.set(key, Buffer.from(body));
    },
    async writeStream(key, body, over) {
      const bytes = Buffer.concat(await body.map((part) => Buffer.from(part)).toArray());
      if (over !== undefined && tagOf(key) !== over.tag)
        throw new VerbatimError('changed-meanwhile', 'the file was replaced before it was written');
      contents.set(key, bytes);
    },
    async copy(from, to) {
      const bytes = contents.get(from);
      if (bytes === undefined) throw new Error(`there is no ${from}`);
      contents.set(to, bytes);
    },
    async join(parts, to) {
      const bytes = parts.map((part) => {
        const found = contents.get(part);
        if (found === undefined) throw new Error(`there is no ${part}`);
        return found;
      });
      if (bytes.slice(0, -1).some(({ length }) => length < limits.partBytes))
        throw new Error('a part other than the last is smaller than S3 takes');
      contents.set(to, Buffer.concat(bytes));
    },
    uploadUrl: async (key, sizeBytes) => `memory:${key}?${sizeBytes}`,
    downloadUrl: async (key, { name }) => `memory:${key}?${name}`,
    async remove(key) {
      contents.delete(key);
    },
  };
};

export interface MemoryQueue<Message> extends Queue<Message> {
  readonly messages: Message[];
}

export const memoryQueue = <Message>(): MemoryQueue<Message> => {
  const messages: Message[] = [];
  return {
    messages,
    async send(sent) {
      const large = sent.find((message) => Buffer.byteLength(JSON.stringify(message)) > limits.messageBytes);
      if (large !== undefined) throw new VerbatimError('unreachable', 'a message is too large for the queue');
      messages.push(...sent);
    },
  };
};
