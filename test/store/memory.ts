import { Readable } from 'node:stream';
import { VerbatimError } from '../../lib/errors.ts';
import type { CellContent, Copy, Departure } from '../../lib/feedback/response/copy.ts';
import {
  type AnswerLedger,
  emptyAnswerLedger,
  mergeAnswerLedgers,
} from '../../lib/feedback/response/ledger.ts';
import type { Batch, BatchHeader, BatchStatus, RunPair } from '../../lib/store/batches/batch.ts';
import {
  type BatchStore,
  mergeOverlaps,
  noOverlap,
  type OverlapCounts,
  type Reserved,
} from '../../lib/store/batches/batch-store.ts';
import type { FeedbackStore } from '../../lib/store/feedback-store.ts';
import { headlineOf } from '../../lib/store/headline.ts';
import {
  copyKey,
  departureKey,
  type FacetKey,
  type Grain,
  type SummaryKey,
  seriesKey,
} from '../../lib/store/keys.ts';
import type { ObjectStore } from '../../lib/store/object-store.ts';
import type { Queue } from '../../lib/store/queue.ts';
import {
  isEmpty,
  type StoredFacets,
  type StoredSummary,
  type StoredUnder,
  type SummaryStore,
} from '../../lib/store/summary-store.ts';

/** Stores in memory that keep the stores' contracts; the contract suites hold them to it. */

export interface MemoryFeedback extends FeedbackStore {
  /** All copies and departures by key, for comparing two stores. */
  dump(): Record<string, Copy | Departure>;
}

export const memoryFeedbackStore = (): MemoryFeedback => {
  const copies = new Map<string, Copy>();
  const keyText = (key: { cell: string; copy: string }): string => `${key.cell} ${key.copy}`;
  const departures = new Map<string, Departure>();
  const inCell = <Each extends Copy | Departure>(
    items: ReadonlyMap<string, Each>,
    touchpoint: string,
    cell: string,
  ): Each[] =>
    [...items]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, item]) => item)
      .filter((item) => item.touchpoint === touchpoint && item.cell === cell);
  const contentOf = (touchpoint: string, cell: string): CellContent<Copy> => ({
    copies: inCell(copies, touchpoint, cell),
    departures: inCell(departures, touchpoint, cell),
  });
  return {
    async put(added) {
      for (const copy of added) copies.set(keyText(copyKey(copy)), structuredClone(copy));
    },
    async putDepartures(added) {
      for (const departure of added)
        departures.set(keyText(departureKey(departure)), structuredClone(departure));
    },
    async remove(keys) {
      for (const key of keys) {
        copies.delete(keyText(key));
        departures.delete(keyText(key));
      }
    },
    async rewrite(rewrites) {
      const isStanding = ({ copy, replaces }: (typeof rewrites)[number]): boolean => {
        const stored = copies.get(keyText(copyKey(copy)));
        return (
          stored?.uploadedAt === copy.uploadedAt &&
          stored.versions.sentiment === replaces.sentiment &&
          stored.versions.theme === replaces.theme
        );
      };
      const standing = rewrites.filter(isStanding);
      for (const { copy } of standing) copies.set(keyText(copyKey(copy)), structuredClone(copy));
      return rewrites.length - standing.length;
    },
    readCell: async (touchpoint, cell) => contentOf(touchpoint, cell),
    countCell: async (touchpoint, cell) => {
      const content = contentOf(touchpoint, cell);
      const counted = content.copies.map(({ answers, ...copy }) => ({
        ...copy,
        answers: answers.map(({ analysis }) => ({ analysis })),
      }));
      return { ...content, copies: counted };
    },
    dump: () =>
      Object.fromEntries([...copies, ...departures].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  };
};

export interface MemorySummaries extends SummaryStore {
  /** All summaries that are not empty, by key. */
  dump(): Record<string, StoredSummary | StoredFacets>;
}

export const memorySummaryStore = (): MemorySummaries => {
  const stored = new Map<string, StoredSummary | StoredFacets>();
  const keyText = (key: SummaryKey | FacetKey): string => `${seriesKey(key)} ${key.period}`;
  const present = () =>
    [...stored]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .filter(([, summary]) => !isEmpty(summary));
  const summariesOf = (grain: Grain, from: string, to: string): StoredSummary[] =>
    present()
      .map(([, summary]) => summary)
      .filter((summary): summary is StoredSummary => 'tally' in summary)
      .filter((summary) => summary.grain === grain && summary.period >= from && summary.period <= to);
  return {
    async readMany<Key extends SummaryKey | FacetKey>(keys: readonly Key[]) {
      return keys.map((key) => stored.get(keyText(key))) as (StoredUnder<Key> | undefined)[];
    },
    readCells: async (months) =>
      months.flatMap((key) => {
        const month = stored.get(keyText(key));
        return month === undefined || 'facets' in month ? [] : [month];
      }),
    async replace(summary, revision) {
      if (stored.get(keyText(summary))?.revision !== revision) return false;
      stored.set(keyText(summary), { ...structuredClone(summary), revision: (revision ?? 0) + 1 });
      return true;
    },
    readSeries: async (touchpoint, grain, from = '0', to = '~') =>
      summariesOf(grain, from, to)
        .filter((summary) => summary.touchpoint === touchpoint)
        .map(({ cells: _cells, ...summary }) => summary),
    readFacets: async (touchpoint, dimension, grain, from = '0', to = '~') =>
      present()
        .map(([, summary]) => summary)
        .filter((summary): summary is StoredFacets => 'facets' in summary)
        .filter((summary) => seriesKey(summary) === seriesKey({ touchpoint, grain, dimension }))
        .filter(({ period }) => period >= from && period <= to),
    readHeadlines: async (grain, from, to) =>
      summariesOf(grain, from, to)
        .map(({ touchpoint, period, tally }) => ({ touchpoint, grain, period, headline: headlineOf(tally) }))
        .toSorted((left, right) =>
          `${left.period}#${left.touchpoint}` < `${right.period}#${right.touchpoint}` ? -1 : 1,
        ),
    dump: () => Object.fromEntries(present()),
  };
};

export interface MemoryBatches extends BatchStore {
  dump(): Record<string, unknown>;
}

const running: readonly BatchStatus[] = ['ingesting', 'analyzing', 'complete', 'incomplete'];

export const memoryBatchStore = (): MemoryBatches => {
  const batches = new Map<string, Batch>();
  const chunks = new Map<string, Map<number, AnswerLedger>>();
  const overlaps = new Map<string, Map<string, OverlapCounts & { revision: number }>>();
  const links = new Map<string, Set<string>>();
  const moves = new Map<string, RunPair>();
  const months = new Map<string, Reserved>();

  const byUpload = (left: Batch, right: Batch): number => (left.uploadedAt < right.uploadedAt ? -1 : 1);
  const link = (header: BatchHeader): void => {
    const names = [`content#${header.contentHash}`, `object#${header.objectKey}`];
    if (header.source !== undefined) names.push(`source#${header.source}`);
    for (const name of names) {
      links.set(name, (links.get(name) ?? new Set()).add(header.batchId));
    }
  };
  const linked = (name: string): Batch[] =>
    [...(links.get(name) ?? [])]
      .map((batchId) => batches.get(batchId))
      .filter((batch) => batch !== undefined)
      .toSorted(byUpload);
  const change = (
    batchId: string,
    runId: string,
    update: (batch: Batch) => Partial<Batch>,
  ): Batch | undefined => {
    const batch = batches.get(batchId);
    if (batch === undefined || batch.runId !== runId || !running.includes(batch.status)) return undefined;
    const changed = { ...batch, ...update(batch) };
    batches.set(batchId, changed);
    return changed;
  };
  const withChunk = (numbers: readonly number[], chunk: number): number[] =>
    [...new Set([...numbers, chunk])].toSorted((left, right) => left - right);
  const fresh = (header: BatchHeader, runId: string): Batch => ({
    ...header,
    status: 'ingesting',
    runId,
    chunksDone: [],
    chunksFailed: [],
    summariesDone: [],
  });

  return {
    read: async (batchId) => batches.get(batchId),
    async begin(header) {
      link(header);
      const known = batches.get(header.batchId);
      const restarts = known !== undefined && !['ingesting', 'analyzing', 'complete'].includes(known.status);
      if (known !== undefined && (!restarts || header.uploadedAt <= known.uploadedAt)) return known;
      if (known?.removing === true) throw new VerbatimError('conflict', 'still being taken back');
      const batch = fresh(header, known === undefined ? 'r1' : `r${Number(known.runId.slice(1)) + 1}`);
      batches.set(header.batchId, batch);
      return batch;
    },
    async park(header, why) {
      link(header);
      const known = batches.get(header.batchId);
      if (known !== undefined && ['analyzing', 'complete', 'incomplete'].includes(known.status)) return;
      const status = 'questions' in why ? 'held' : 'refused';
      batches.set(header.batchId, { ...fresh(header, known?.runId ?? 'r1'), ...why, status });
    },
    async beginReanalysis({ reanalysisId, requestedAt, scope, chunksTotal }) {
      if (batches.has(reanalysisId)) return;
      const header = {
        batchId: reanalysisId,
        objectKey: '',
        contentHash: reanalysisId,
        uploadedAt: requestedAt,
      };
      batches.set(reanalysisId, {
        ...fresh(header, 'r1'),
        status: 'analyzing',
        reanalysis: scope,
        chunksTotal,
      });
    },
    recordTotal: async (batch, chunksTotal, rows) =>
      change(batch.batchId, batch.runId, () => ({ status: 'analyzing', chunksTotal, rows })),
    async chunkDone(batchId, runId, chunk, answers) {
      const run = `${batchId} ${runId}`;
      chunks.set(run, (chunks.get(run) ?? new Map()).set(chunk, answers));
      return change(batchId, runId, ({ chunksDone }) => ({ chunksDone: withChunk(chunksDone, chunk) }));
    },
    chunkFailed: async (batchId, runId, chunk) =>
      change(batchId, runId, ({ chunksFailed }) => ({ chunksFailed: withChunk(chunksFailed, chunk) })),
    summariesDue: async ({ batchId, runId }, summariesTotal) =>
      change(batchId, runId, () => ({ summariesTotal })),
    summaryDone: async (batchId, runId, message) =>
      change(batchId, runId, ({ summariesDone }) => ({ summariesDone: withChunk(summariesDone, message) })),
    answersOf: async (batchId, runId) =>
      [...(chunks.get(`${batchId} ${runId}`)?.values() ?? [])].reduce(mergeAnswerLedgers, emptyAnswerLedger),
    settle: async (batch, status, answers) =>
      change(batch.batchId, batch.runId, () => ({ status, answers })) !== undefined,
    async withdraw(batchId, outcome) {
      const batch = batches.get(batchId);
      if (batch !== undefined) batches.set(batchId, { ...batch, status: outcome, removing: true });
    },
    async recordRemoval(batchId) {
      const { removing: _removing, ...batch } = batches.get(batchId) ?? {};
      if ('batchId' in batch) batches.set(batchId, batch as Batch);
    },
    ofContent: async (contentHash) => linked(`content#${contentHash}`),
    ofObject: async (objectKey) => linked(`object#${objectKey}`),
    ofSource: async (source) => linked(`source#${source}`),
    async reserve(month, batchId, responses, fits) {
      const { [batchId]: _own, ...others } = months.get(month) ?? {};
      if (!fits(others)) return false;
      months.set(month, { ...others, [batchId]: responses });
      return true;
    },
    async recordMoves(pair) {
      moves.set(JSON.stringify(pair), pair);
    },
    movesOf: async (batchId) =>
      [...moves.values()].filter(({ from, to }) => [from.batchId, to.batchId].includes(batchId)),
    async list(limit, cursor, which = 'batches') {
      const listed = [...batches.values()].filter(
        ({ reanalysis }) => (reanalysis === undefined) === (which === 'batches'),
      );
      const all = listed.toSorted(byUpload).toReversed();
      const start = cursor === undefined ? 0 : all.findIndex(({ batchId }) => batchId === cursor) + 1;
      const page = all.slice(start, start + limit);
      const last = start + limit < all.length ? page.at(-1) : undefined;
      return { batches: page, ...(last === undefined ? {} : { cursor: last.batchId }) };
    },
    async putOverlap(batchId, cellName, counts, revision) {
      const cells = overlaps.get(batchId) ?? new Map();
      overlaps.set(batchId, cells);
      if ((cells.get(cellName)?.revision ?? 0) <= revision) cells.set(cellName, { ...counts, revision });
    },
    async overlapOf(batchId) {
      return [...(overlaps.get(batchId)?.values() ?? [])].reduce<OverlapCounts>(mergeOverlaps, noOverlap);
    },
    dump: () => Object.fromEntries([...batches].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  };
};

export interface MemoryObjects extends ObjectStore {
  readonly contents: Map<string, Buffer>;
}

export const memoryObjectStore = (): MemoryObjects => {
  const contents = new Map<string, Buffer>();
  return {
    contents,
    async open(key) {
      const bytes = contents.get(key);
      if (bytes === undefined) return undefined;
      return {
        name: key,
        sizeBytes: bytes.length,
        bytes: (start = 0, end = bytes.length) =>
          Readable.from(start < end ? [bytes.subarray(start, end)] : []),
      };
    },
    read: async (key) => contents.get(key),
    async write(key, body) {
      contents.set(key, Buffer.from(body));
    },
    async writeStream(key, body) {
      contents.set(key, Buffer.concat(await body.map((part) => Buffer.from(part)).toArray()));
    },
    async copy(from, to) {
      const bytes = contents.get(from);
      if (bytes === undefined) throw new Error(`there is no ${from}`);
      contents.set(to, bytes);
    },
    uploadUrl: async (key, sizeBytes) => `memory:${key}?${sizeBytes}`,
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
      messages.push(...sent);
    },
  };
};
