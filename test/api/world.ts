import type { Context } from 'hono';
import type { Analyzer } from '../../lib/analysis/analyzer-contract.ts';
import { createApi } from '../../lib/api/app.ts';
import { responseRoutes } from '../../lib/api/batches/responses.ts';
import { uploadRoutes } from '../../lib/api/batches/uploads.ts';
import { webhookRoutes } from '../../lib/api/batches/webhooks.ts';
import type { Caller } from '../../lib/api/caller.ts';
import type { LookAtAnswer, Route } from '../../lib/api/route.ts';
import { configRoutes } from '../../lib/api/views/config-view.ts';
import { settingsRoutes } from '../../lib/api/views/settings-view.ts';
import { emptyJourney, parseJourney } from '../../lib/feedback/journey.ts';
import type { LoadLimits } from '../../lib/feedback/load-limits-schema.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import type { Retention } from '../../lib/feedback/retention-schema.ts';
import type { MetricsSettings } from '../../lib/metrics/figures/metrics-settings.ts';
import type { Log } from '../../lib/pipeline/effects.ts';
import type {
  AnalyzeMessage,
  IngestObject,
  IssuesMessage,
  ReanalyzeMessage,
  SummarizeMessage,
  UndoBatch,
} from '../../lib/pipeline/messages.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import type { Configuration, ThemeName } from '../../lib/store/settings/configuration.ts';
import { readWebhookSettings } from '../../lib/store/settings/webhooks.ts';
import { exampleCopy } from '../store/examples.ts';
import {
  type MemoryObjects,
  memoryBatchStore,
  memoryFeedbackStore,
  memoryIssueStore,
  memoryObjectStore,
  memoryQueue,
  memorySummaryStore,
} from '../store/memory.ts';
import { checkAnswer } from './fitting-answers.ts';

export interface WorldOptions {
  readonly journey?: string;
  /** Default: the API analyzes nothing. */
  readonly analyzer?: Analyzer;
  readonly metrics?: MetricsSettings;
  readonly today?: string;
  readonly objects?: MemoryObjects;
  readonly savedMapping?: Configuration['savedMapping'];
  readonly limits?: LoadLimits;
  readonly retention?: Retention;
  readonly themes?: ReadonlyMap<string, ThemeName>;
  readonly milliseconds?: () => number;
  readonly callerOf?: (context: Context) => Caller;
  /** Routes beside those of the world. */
  readonly further?: readonly Route[];
  readonly look?: LookAtAnswer;
  readonly log?: Log;
  /** By the source. */
  readonly webhookSecrets?: Readonly<Record<string, string>>;
}

/** Nothing stored has its version, so that no sentence is scored again. */
const analyzesNothing: Analyzer = {
  versions: { sentiment: 'none', theme: 'none' },
  analyze() {
    throw new Error('the API analyzes nothing');
  },
};

/** The API over stores in memory, with feedback that is summarized as the pipeline does. */
export const apiWorld = ({
  journey,
  analyzer = analyzesNothing,
  metrics = {},
  today = '2026-07-15',
  objects = memoryObjectStore(),
  savedMapping = async () => undefined,
  limits = {},
  retention = {},
  themes = new Map(),
  milliseconds = () => 0,
  callerOf,
  further = [],
  look = checkAnswer,
  log = () => undefined,
  webhookSecrets = {},
}: WorldOptions = {}) => {
  const effects = {
    objects,
    feedback: memoryFeedbackStore(),
    summaries: memorySummaryStore(),
    issues: memoryIssueStore(),
    batches: memoryBatchStore(),
    ingestQueue: memoryQueue<IngestObject | UndoBatch>(),
    analyzeQueue: memoryQueue<AnalyzeMessage | ReanalyzeMessage>(),
    summarizeQueue: memoryQueue<SummarizeMessage | IssuesMessage>(),
    log,
  };
  const configuration: Configuration = {
    journey: async () => (journey === undefined ? emptyJourney : parseJourney(journey)),
    analyzer: async () => analyzer,
    themes: async () => themes,
    themesMark: async () => JSON.stringify([...themes]),
    metrics: async () => metrics,
    limits: async () => limits,
    paidLanguages: async () => [],
    retention: async () => retention,
    ownNumbers: async () => [],
    savedMapping,
  };
  const now = () => new Date('2026-07-15T09:00:00Z');
  const context = { effects, configuration, today: () => today, milliseconds };
  const api = createApi(context, {
    ...(callerOf === undefined ? {} : { callerOf }),
    further: [
      ...settingsRoutes(context, 'Europe/London'),
      ...configRoutes({ effects, now }),
      ...uploadRoutes(context, { reportingTimeZone: 'Europe/London', phoneCountry: 'US' }),
      ...responseRoutes({ ...effects, now }),
      ...webhookRoutes({
        ...effects,
        now,
        settings: () => readWebhookSettings(objects),
        secrets: async () => webhookSecrets,
      }),
      ...further,
    ],
    look,
  });
  const ask = async <Answer = Record<string, unknown>>(path: string, init?: RequestInit) => {
    const answer = await api.request(path, init);
    return { status: answer.status, body: (await answer.json()) as Answer };
  };
  const get = async <Answer>(path: string): Promise<Answer> => (await ask<Answer>(path)).body;
  const store = async (...copies: readonly (Copy | readonly Copy[])[]): Promise<void> => {
    const all = copies.flat();
    await effects.feedback.put(all);
    for (const [touchpoint, theirs] of Map.groupBy(all, (copy) => copy.touchpoint))
      await summarizeTouchpoint(effects, configuration, {
        touchpoint,
        cells: [...new Set(theirs.map(({ cell }) => cell))],
      });
  };
  return { effects, configuration, api, ask, get, store };
};

/** Responses of one day, each of another person. */
export const responsesOn = (
  day: string,
  count: number,
  changes: Partial<Copy> | ((index: number) => Partial<Copy>) = {},
): Copy[] =>
  Array.from({ length: count }, (_, index) => {
    const own = typeof changes === 'function' ? changes(index) : changes;
    const responseId = `${own.touchpoint ?? ''}${day}${own.channel ?? ''}#${index}`
      .split('')
      .toReversed()
      .join('');
    return exampleCopy({
      responseId,
      submittedAt: `${day}T${String(index % 24).padStart(2, '0')}:00:00Z`,
      cell: day,
      respondent: undefined,
      ...own,
    } as Partial<Copy>);
  });
