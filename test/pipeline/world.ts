import type { Context, EventBridgeEvent, SQSRecord } from 'aws-lambda';
import { analyzeHandler } from '../../functions/handlers/analyze.ts';
import type { QueueHandler } from '../../functions/handlers/consume.ts';
import { deadLetterHandler } from '../../functions/handlers/dead-letter.ts';
import { ingestHandler } from '../../functions/handlers/ingest.ts';
import { summarizeHandler } from '../../functions/handlers/summarize.ts';
import type { Analysis } from '../../lib/analysis/analysis.ts';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import type { Analyzer } from '../../lib/analysis/analyzer-contract.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { parseJourney } from '../../lib/feedback/journey.ts';
import type { LoadLimits } from '../../lib/feedback/load-limits-schema.ts';
import type { Retention } from '../../lib/feedback/retention-schema.ts';
import { queuePlan } from '../../lib/infra/queue-plan.ts';
import { requestReanalysis } from '../../lib/pipeline/analyze/reanalyze.ts';
import type { Effects, Settings } from '../../lib/pipeline/effects.ts';
import type {
  AnalyzeMessage,
  EraseMessage,
  IngestObject,
  IssuesMessage,
  MovesMessage,
  ReanalyzeMessage,
  RewriteFile,
  SealMessage,
  SummarizeMessage,
  UndoBatch,
} from '../../lib/pipeline/messages.ts';
import type { Batch, ReanalysisScope } from '../../lib/store/batches/batch.ts';
import type { ReportStore } from '../../lib/store/report-store.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import {
  type MemoryBatches,
  type MemoryFeedback,
  type MemoryIssues,
  type MemoryObjects,
  type MemoryQueue,
  type MemorySummaries,
  memoryBatchStore,
  memoryFeedbackStore,
  memoryIssueStore,
  memoryObjectStore,
  memoryQueue,
  memorySummaryStore,
} from '../store/memory.ts';
import { memoryReportStore } from '../store/memory-reports.ts';

/** The whole pipeline over stores in memory: real steps, real analysis, queues that deliver at least once. */
export interface World {
  readonly objects: MemoryObjects;
  readonly feedback: MemoryFeedback;
  readonly summaries: MemorySummaries;
  readonly issues: MemoryIssues;
  readonly batches: MemoryBatches;
  readonly reports: ReportStore;
  readonly effects: Effects;
  /** Messages that nothing takes any more. */
  deadLetters(): string[];
  /** Puts a file as S3 would: the object, then the message. */
  upload(key: string, content: string | Buffer, uploadedAt?: string): Promise<void>;
  undo(batchId: string): Promise<void>;
  /** From now on texts are analyzed by this taxonomy, and summaries broken down by these dimensions. */
  configure(taxonomy: string, dimensions?: readonly string[]): void;
  /** Has what is stored analyzed again; its id. */
  reanalyze(scope?: ReanalysisScope, id?: string): Promise<string>;
  /** What the rule of every hour does at an instant, under this `config/retention.yaml`. */
  everyHour(time: string, retention?: Retention): Promise<void>;
  /** Delivers messages until none is left. A message that fails comes again, and is given up after some attempts. */
  drain(): Promise<void>;
  /** Delivers one of the waiting messages; false if there is none. */
  deliverOne(): Promise<boolean>;
  /** What is stored, less what may differ between two ways to the same state: revisions and runs. */
  state(): unknown;
}

export interface WorldOptions {
  /** Called before each change of the world; throwing there is a crash at that point. */
  readonly beforeChange?: (name: string) => void;
  /** Makes each call of an effect, reads included: it may fail before or after it, or have something else done meanwhile. */
  readonly around?: <Result>(name: string, call: () => Promise<Result>) => Promise<Result>;
  /** Asked before each group of writes of feedback: true lets the table take its first item only, however often it is asked. */
  readonly isThrottled?: () => boolean;
  /** Which message of those waiting comes next; 0 by default. */
  readonly pick?: (waiting: number) => number;
  /** The time a function has; endless by default. */
  readonly remainingMs?: () => number;
  /** A thousand by default. */
  readonly responsesPerChunk?: number;
  /** About how many bytes are between two points from which reading can resume; that of deployments by default. */
  readonly segmentBytes?: number;
  /** The size up to which a file is small; that of deployments by default. */
  readonly largestSmallBytes?: number;
  /** The size from which on a file is searched for a person in a function of its own; that of deployments by default. */
  readonly longFileBytes?: number;
  /** What the clock shows; a day after all uploads by default. */
  readonly now?: () => Date;
  /** How much may be loaded before a person is asked; no limits by default. */
  readonly limits?: LoadLimits | (() => Promise<LoadLimits>);
  /** Languages that Amazon Comprehend is to score; none by default. */
  readonly paidLanguages?: readonly string[];
  /** The declared dimensions; the channel by default. */
  readonly dimensions?: readonly string[];
  /** The journey; one with `delivery` and `checkout` by default. */
  readonly journey?: Configuration['journey'];
  /** Told of what happens; nobody by default. */
  readonly log?: Effects['log'];
  /** False if nobody looks at issues: finding them takes longer than all else. */
  readonly findsIssues?: false;
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
  themesMark: async () => '',
  metrics: async () => ({ dimensions: ['channel'] }),
  limits: async () => ({}),
  paidLanguages: async () => [],
  retention: async () => ({}),
  ownNumbers: async () => [],
  savedMapping: async () => undefined,
};

export const firstTaxonomy = 'themes: [{ id: speed, name: Speed, seeds: [slow, late, fast, quick] }]';

/** The real analyzer, asked once for each text: analysis is a function of the answer alone. */
const remembering = (taxonomy: string): Analyzer => {
  const real = createAnalyzer({ taxonomy: loadTaxonomy(taxonomy, 'test.yaml') });
  const analyses = new Map<string, Analysis>();
  return {
    ...real,
    analyze(answer) {
      const key = JSON.stringify(answer);
      const known = analyses.get(key) ?? real.analyze(answer);
      analyses.set(key, known);
      return known;
    },
  };
};

const analyzers = new Map<string, Analyzer>();
export const analyzerOf = (taxonomy: string): Analyzer => {
  const known = analyzers.get(taxonomy) ?? remembering(taxonomy);
  analyzers.set(taxonomy, known);
  return known;
};

/** The changes of batches that a crash may come before or after. */
const batchChanges = [
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
  'claimRequest',
  'markRequestStored',
] as const;

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

/** The same store, with all its calls made by somebody. */
const surrounded = <Store extends object>(store: Store, around: WorldOptions['around']): Store =>
  around === undefined
    ? store
    : new Proxy(store, {
        get(target, name, receiver) {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => around(String(name), async () => member.apply(target, given));
        },
      });

type Step = 'ingest' | 'analyze' | 'summarize' | 'deadLetters';

/** A message as it waits in its queue. */
interface Delivery {
  readonly step: Step;
  readonly messageId: string;
  readonly body: string;
  readonly attempts: number;
}

/** A dead letter that is not taken is tried as often, then it stays. */
const maxReceives: Readonly<Record<Step, number>> = {
  ingest: queuePlan.ingest.maxReceiveCount,
  analyze: queuePlan.analyze.maxReceiveCount,
  summarize: queuePlan.summarize.maxReceiveCount,
  deadLetters: 3,
};

const recordOf = ({ step, messageId, body, attempts }: Delivery): SQSRecord => ({
  messageId,
  receiptHandle: `${messageId} ${attempts}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(attempts + 1),
    SentTimestamp: '0',
    SenderId: 'world',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:eu-west-1:000000000000:${step}`,
  awsRegion: 'eu-west-1',
});

/** Issues are no summary: they are not found where a cell can't be read. */
const isSummary = ({ step, body }: Delivery): boolean =>
  step === 'summarize' && !body.includes('"kind":"issues"');

const contextOf = (remainingMs: () => number): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'world',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:world',
  memoryLimitInMB: '1024',
  awsRequestId: 'request',
  logGroupName: 'world',
  logStreamName: 'world',
  getRemainingTimeInMillis: remainingMs,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

/** What EventBridge sends every hour. */
const hourlyEvent = (time: string): EventBridgeEvent<string, unknown> => ({
  ...{
    id: 'event',
    version: '0',
    account: '000000000000',
    region: 'eu-west-1',
    resources: [],
    source: 'aws.events',
  },
  ...{ 'detail-type': 'Scheduled Event', detail: {}, time },
});

/** What S3 sends when an object is put. */
const createdEvent = (key: string, eventTime: string, size: number): string =>
  JSON.stringify({
    Records: [
      {
        eventTime,
        s3: {
          bucket: { name: 'bucket' },
          object: { key: encodeURIComponent(key).replaceAll('%20', '+'), size },
        },
      },
    ],
  });

export const createWorld = (options: WorldOptions = {}): World => {
  const guard = options.beforeChange ?? (() => undefined);
  const objects = memoryObjectStore();
  const feedback = memoryFeedbackStore(
    options.isThrottled === undefined ? {} : { isThrottled: options.isThrottled },
  );
  const summaries = memorySummaryStore();
  const issues = memoryIssueStore();
  const batches = memoryBatchStore();
  const reports = memoryReportStore();
  const queues = {
    ingest: memoryQueue<IngestObject | UndoBatch | EraseMessage | RewriteFile>(),
    analyze: memoryQueue<AnalyzeMessage | MovesMessage | ReanalyzeMessage>(),
    summarize: memoryQueue<SummarizeMessage | IssuesMessage | SealMessage>(),
  };
  const guardedQueue = <Message>(queue: MemoryQueue<Message>) => guarded(queue, ['send'], guard);
  const around = <Store extends object>(store: Store): Store => surrounded(store, options.around);
  const effects: Effects = {
    objects: around(guarded(objects, ['write', 'writeStream', 'replace', 'remove'], guard)),
    feedback: around(guarded(feedback, ['put', 'putDepartures', 'remove', 'rewrite'], guard)),
    summaries: around(guarded(summaries, ['replace'], guard)),
    issues: around(guarded(issues, ['replace'], guard)),
    batches: around(guarded(batches, batchChanges, guard)),
    ingestQueue: around(guardedQueue(queues.ingest)),
    analyzeQueue: around(guardedQueue(queues.analyze)),
    summarizeQueue: around(guardedQueue(queues.summarize)),
    log: options.log ?? (() => undefined),
  };

  const waiting: Delivery[] = [];
  const deadLetters: Delivery[] = [];
  let sent = 0;
  const enqueue = (step: Step, body: string): void => {
    sent += 1;
    waiting.push({ step, messageId: `m${sent}`, body, attempts: 0 });
  };
  const collect = (): void => {
    for (const step of ['ingest', 'analyze', 'summarize'] as const)
      for (const message of queues[step].messages.splice(0))
        if (options.findsIssues !== false || !('kind' in message) || message.kind !== 'issues')
          enqueue(step, JSON.stringify(message));
  };

  let taxonomy = firstTaxonomy;
  let dimensions = options.dimensions ?? ['channel'];
  const { limits: set = {} } = options;
  let retention: Retention = {};
  const configured: Configuration = {
    ...configuration,
    analyzer: async () => analyzerOf(taxonomy),
    limits: typeof set === 'function' ? set : async () => set,
    paidLanguages: async () => options.paidLanguages ?? [],
    ...(options.journey === undefined ? {} : { journey: options.journey }),
    retention: async () => retention,
    metrics: async () => ({ dimensions: [...dimensions] }),
  };
  const summarize = summarizeHandler({ ...effects, reports }, configured);
  const handlers: Readonly<Record<Step, QueueHandler>> = {
    ingest: ingestHandler({
      effects: { ...effects, reports, now: options.now ?? (() => new Date('2026-06-20T00:00:00.000Z')) },
      configuration: configured,
      settings,
      ...(options.largestSmallBytes === undefined ? {} : { largestSmallBytes: options.largestSmallBytes }),
      ...(options.longFileBytes === undefined ? {} : { longFileBytes: options.longFileBytes }),
      ...(options.responsesPerChunk === undefined ? {} : { responsesPerChunk: options.responsesPerChunk }),
      ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
    }),
    analyze: analyzeHandler(effects, configured),
    summarize: async (event, context) => (await summarize(event, context)) ?? { batchItemFailures: [] },
    deadLetters: deadLetterHandler(effects),
  };
  const context = contextOf(options.remainingMs ?? (() => Number.POSITIVE_INFINITY));

  /** Tried too often, a message goes where the deployed queue sends it. */
  const giveBack = (delivery: Delivery): void => {
    const attempts = delivery.attempts + 1;
    if (attempts < maxReceives[delivery.step]) waiting.push({ ...delivery, attempts });
    else if (delivery.step === 'deadLetters') deadLetters.push(delivery);
    else waiting.push({ ...delivery, step: 'deadLetters', attempts: 0 });
  };

  const handle = async (batch: readonly Delivery[]): Promise<ReadonlySet<string>> => {
    const [first] = batch;
    if (first === undefined) return new Set();
    const { batchItemFailures } = await handlers[first.step]({ Records: batch.map(recordOf) }, context);
    return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  };

  const deliver = async (batch: readonly Delivery[]): Promise<void> => {
    let failed = await handle(batch);
    if (failed.size === 0 && options.deliverTwice?.() === true) failed = await handle(batch);
    for (const delivery of batch) if (failed.has(delivery.messageId)) giveBack(delivery);
  };

  /** One of those waiting, with the next ones of its queue, as many as its event takes. */
  const takeBatch = (): Delivery[] => {
    const [first] = waiting.splice(options.pick?.(waiting.length) ?? 0, 1);
    if (first === undefined) return [];
    const others = waiting
      .filter(({ step }) => step === first.step)
      .slice(0, queuePlan[first.step].batchSize - 1);
    for (const other of others) waiting.splice(waiting.indexOf(other), 1);
    return [first, ...others];
  };

  return {
    objects,
    feedback,
    summaries,
    issues,
    batches,
    reports,
    effects,
    deadLetters: () => deadLetters.map(({ body }) => body),
    async upload(key, content, uploadedAt = '2026-06-01T00:00:00.000Z') {
      await objects.write(key, Buffer.from(content));
      enqueue('ingest', createdEvent(key, uploadedAt, Buffer.byteLength(content)));
    },
    undo: (batchId) => queues.ingest.send([{ kind: 'undo', batchId, outcome: 'undone' }]),
    configure(changed, changedDimensions = dimensions) {
      taxonomy = changed;
      dimensions = changedDimensions;
    },
    async reanalyze(scope = {}, id = 'reanalysis-1') {
      await requestReanalysis(effects, { id, scope, requestedAt: '2026-06-10T00:00:00.000Z' });
      return id;
    },
    async everyHour(time, changed = retention) {
      retention = changed;
      await summarize(hourlyEvent(time), context);
    },
    async drain() {
      for (let deliveries = 0; deliveries < maxDeliveries; deliveries += 1) {
        collect();
        if (waiting.length === 0) {
          if (deadLetters.some(isSummary)) throw new Error('a summary was given up');
          return;
        }
        await deliver(takeBatch());
      }
      throw new Error('the pipeline does not come to rest');
    },
    async deliverOne() {
      collect();
      if (waiting.length === 0) return false;
      await deliver(takeBatch());
      return true;
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
