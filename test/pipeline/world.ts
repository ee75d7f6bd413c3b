import type { Analysis } from '../../lib/analysis/analysis.ts';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import type { Analyzer } from '../../lib/analysis/analyzer-contract.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { parseJourney } from '../../lib/feedback/journey.ts';
import { analyzeChunk } from '../../lib/pipeline/analyze/analyze.ts';
import { giveUp } from '../../lib/pipeline/analyze/give-up.ts';
import { reanalyzeCells, requestReanalysis } from '../../lib/pipeline/analyze/reanalyze.ts';
import type { Effects, Settings } from '../../lib/pipeline/effects.ts';
import { ingestUpload } from '../../lib/pipeline/ingest/ingest.ts';
import type {
  AnalyzeMessage,
  IngestObject,
  MovesMessage,
  ReanalyzeMessage,
  SummarizeMessage,
  UndoBatch,
} from '../../lib/pipeline/messages.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import { findMoves } from '../../lib/pipeline/undo/moves.ts';
import { undoBatch } from '../../lib/pipeline/undo/undo.ts';
import type { Batch, ReanalysisScope } from '../../lib/store/batches/batch.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import type { LoadLimits } from '../../lib/store/settings/load-limits.ts';
import {
  type MemoryBatches,
  type MemoryFeedback,
  type MemoryObjects,
  type MemoryQueue,
  type MemorySummaries,
  memoryBatchStore,
  memoryFeedbackStore,
  memoryObjectStore,
  memoryQueue,
  memorySummaryStore,
} from '../store/memory.ts';

/** The whole pipeline over stores in memory: real steps, real analysis, queues that deliver at least once. */
export interface World {
  readonly objects: MemoryObjects;
  readonly feedback: MemoryFeedback;
  readonly summaries: MemorySummaries;
  readonly batches: MemoryBatches;
  readonly effects: Effects;
  /** Puts a file as S3 would: the object, then the message. */
  upload(key: string, content: string | Buffer, uploadedAt?: string): Promise<void>;
  undo(batchId: string): Promise<void>;
  /** From now on texts are analyzed by this taxonomy. */
  configure(taxonomy: string): void;
  /** Has what is stored analyzed again; its id. */
  reanalyze(scope?: ReanalysisScope, id?: string): Promise<string>;
  /** Delivers messages until none is left. A message that fails comes again, and is given up after some attempts. */
  drain(): Promise<void>;
  /** What is stored, less what may differ between two ways to the same state: revisions and runs. */
  state(): unknown;
}

export interface WorldOptions {
  /** Called before each change of the world; throwing there is a crash at that point. */
  readonly beforeChange?: (name: string) => void;
  /** Which message of those waiting comes next; 0 by default. */
  readonly pick?: (waiting: number) => number;
  /** The time a function has; endless by default. */
  readonly remainingMs?: () => number;
  /** How much may be loaded before a person is asked; no limits by default. */
  readonly limits?: LoadLimits | (() => Promise<LoadLimits>);
  /** Called after a message is handled: true delivers it once more. */
  readonly deliverTwice?: () => boolean;
}

const settings: Settings = {
  reportingTimeZone: 'UTC',
  phoneCountry: 'US',
  identityKey: Buffer.alloc(32, 7),
};

const configuration: Configuration = {
  journey: async () =>
    parseJourney(
      'stages: [{ id: order, touchpoints: [{ id: delivery, aliases: [shipping] }, { id: checkout }] }]',
    ),
  analyzer: async () => analyzerOf(firstTaxonomy),
  themes: async () => new Map(),
  metrics: async () => ({ dimensions: ['channel'] }),
  limits: async () => ({}),
  savedMapping: async () => undefined,
};

export const firstTaxonomy = 'themes: [{ id: speed, name: Speed, seeds: [slow, late, fast, quick] }]';

/** The real analyzer, asked once for each text: analysis is a function of the answer alone. */
const remembering = (taxonomy: string): Analyzer => {
  const real = createAnalyzer({ taxonomy: loadTaxonomy(taxonomy, 'test.yaml') });
  const analyses = new Map<string, Analysis>();
  return {
    versions: real.versions,
    analyze(answer) {
      const key = JSON.stringify(answer);
      const known = analyses.get(key) ?? real.analyze(answer);
      analyses.set(key, known);
      return known;
    },
  };
};

const analyzers = new Map<string, Analyzer>();
const analyzerOf = (taxonomy: string): Analyzer => {
  const known = analyzers.get(taxonomy) ?? remembering(taxonomy);
  analyzers.set(taxonomy, known);
  return known;
};

const attemptsBeforeGivingUp = 4;
const maxDeliveries = 20_000;

/** The same store, with a crash possible before and after each of its changes. */
const guarded = <Store extends object>(
  store: Store,
  changes: readonly (keyof Store & string)[],
  guard: (name: string) => void,
): Store =>
  new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || !changes.some((change) => change === name)) return member;
      return async (...given: unknown[]) => {
        guard(`before ${String(name)}`);
        const result: unknown = await member.apply(target, given);
        guard(`after ${String(name)}`);
        return result;
      };
    },
  });

type Delivery = { readonly attempts: number } & (
  | { readonly step: 'ingest'; readonly message: IngestObject | UndoBatch }
  | { readonly step: 'analyze'; readonly message: AnalyzeMessage | MovesMessage | ReanalyzeMessage }
  | { readonly step: 'summarize'; readonly message: SummarizeMessage }
);

export const createWorld = (options: WorldOptions = {}): World => {
  const guard = options.beforeChange ?? (() => undefined);
  const objects = memoryObjectStore();
  const feedback = memoryFeedbackStore();
  const summaries = memorySummaryStore();
  const batches = memoryBatchStore();
  const queues = {
    ingest: memoryQueue<IngestObject | UndoBatch>(),
    analyze: memoryQueue<AnalyzeMessage | MovesMessage | ReanalyzeMessage>(),
    summarize: memoryQueue<SummarizeMessage>(),
  };
  const guardedQueue = <Message>(queue: MemoryQueue<Message>) => guarded(queue, ['send'], guard);
  const effects: Effects = {
    objects: guarded(objects, ['write', 'writeStream', 'remove'], guard),
    feedback: guarded(feedback, ['put', 'putDepartures', 'remove', 'rewrite'], guard),
    summaries: guarded(summaries, ['replace'], guard),
    batches: guarded(
      batches,
      [
        'begin',
        'park',
        'beginReanalysis',
        'recordTotal',
        'chunkDone',
        'chunkFailed',
        'settle',
        'withdraw',
        'recordRemoval',
        'recordMoves',
        'putOverlap',
      ],
      guard,
    ),
    ingestQueue: guardedQueue(queues.ingest),
    analyzeQueue: guardedQueue(queues.analyze),
    summarizeQueue: guardedQueue(queues.summarize),
    log: () => undefined,
  };

  const waiting: Delivery[] = [];
  const collect = (): void => {
    for (const message of queues.ingest.messages.splice(0))
      waiting.push({ step: 'ingest', message, attempts: 0 });
    for (const message of queues.analyze.messages.splice(0))
      waiting.push({ step: 'analyze', message, attempts: 0 });
    for (const message of queues.summarize.messages.splice(0))
      waiting.push({ step: 'summarize', message, attempts: 0 });
  };

  let taxonomy = firstTaxonomy;
  const analyzer = async (): Promise<Analyzer> => analyzerOf(taxonomy);
  const analyze = async (message: AnalyzeMessage | MovesMessage | ReanalyzeMessage): Promise<void> => {
    if (!('kind' in message)) return analyzeChunk(effects, await analyzer(), message);
    if (message.kind === 'moves') return findMoves(effects, message);
    return reanalyzeCells(effects, { analyzer }, message);
  };

  const handle = async (delivery: Delivery): Promise<void> => {
    if (delivery.step === 'summarize') return summarizeTouchpoint(effects, configuration, delivery.message);
    if (delivery.step === 'analyze') return analyze(delivery.message);
    if (delivery.message.kind === 'undo') return undoBatch(effects, delivery.message);
    const remainingMs = options.remainingMs ?? (() => Number.POSITIVE_INFINITY);
    const { limits: set = {} } = options;
    const limits = typeof set === 'function' ? set : async () => set;
    return ingestUpload(
      { effects, configuration: { ...configuration, limits }, settings, remainingMs },
      delivery.message,
    );
  };

  const deliver = async (delivery: Delivery): Promise<void> => {
    try {
      await handle(delivery);
      if (options.deliverTwice?.() === true) await handle(delivery);
    } catch (error) {
      const attempts = delivery.attempts + 1;
      if (attempts < attemptsBeforeGivingUp) waiting.push({ ...delivery, attempts });
      else if (delivery.step === 'summarize') throw error;
      else await giveUp(effects, delivery.message);
    }
  };

  return {
    objects,
    feedback,
    summaries,
    batches,
    effects,
    async upload(key, content, uploadedAt = '2026-06-01T00:00:00.000Z') {
      await objects.write(key, Buffer.from(content));
      await queues.ingest.send([{ kind: 'ingest', key, uploadedAt }]);
    },
    undo: (batchId) => queues.ingest.send([{ kind: 'undo', batchId, outcome: 'undone' }]),
    configure(changed) {
      taxonomy = changed;
    },
    async reanalyze(scope = {}, id = 'reanalysis-1') {
      await requestReanalysis(effects, { id, scope, requestedAt: '2026-06-10T00:00:00.000Z' });
      return id;
    },
    async drain() {
      for (let deliveries = 0; deliveries < maxDeliveries; deliveries += 1) {
        collect();
        if (waiting.length === 0) return;
        const [next] = waiting.splice(options.pick?.(waiting.length) ?? 0, 1);
        if (next !== undefined) await deliver(next);
      }
      throw new Error('the pipeline does not come to rest');
    },
    state: () => ({
      feedback: feedback.dump(),
      summaries: Object.values(summaries.dump()).map(({ revision: _revision, ...summary }) => summary),
      batches: (Object.values(batches.dump()) as Batch[])
        .filter(({ reanalysis }) => reanalysis === undefined)
        .map((batch) => ({ ...batch, runId: undefined })),
    }),
  };
};
