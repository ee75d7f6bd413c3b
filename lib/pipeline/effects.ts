import type { Analyzer } from '../analysis/analysis.ts';
import type { Journey } from '../feedback/journey.ts';
import type { MappingOverride } from '../feedback/mapping/mapping-override.ts';
import type { MetricsSettings } from '../metrics/figures/metrics-settings.ts';
import type { BatchStore } from '../store/batches/batch-store.ts';
import type { FeedbackStore } from '../store/feedback-store.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Queue } from '../store/queue.ts';
import type { SummaryStore } from '../store/summary-store.ts';
import type { LoadLimits } from './ingest/load-limits.ts';
import type {
  AnalyzeMessage,
  IngestObject,
  MovesMessage,
  ReanalyzeMessage,
  SummarizeMessage,
  UndoBatch,
} from './messages.ts';

/** What happened, for operators: keys, ids, counts and codes, never the text of a comment. */
export type Log = (
  event: string,
  facts: Readonly<Record<string, string | number | boolean | undefined>>,
) => void;

/** Everything the steps do to the world. Handlers make the real ones, tests make others. */
export interface Effects {
  readonly objects: ObjectStore;
  readonly feedback: FeedbackStore;
  readonly summaries: SummaryStore;
  readonly batches: BatchStore;
  readonly ingestQueue: Queue<IngestObject | UndoBatch>;
  readonly analyzeQueue: Queue<AnalyzeMessage | MovesMessage | ReanalyzeMessage>;
  readonly summarizeQueue: Queue<SummarizeMessage>;
  readonly log: Log;
}

/** What a team configured, read from `config/` of the bucket. */
export interface Configuration {
  journey(): Promise<Journey>;
  analyzer(): Promise<Analyzer>;
  /** What counts as satisfied, how few answers are too few, what summaries are parted by. */
  metrics(): Promise<MetricsSettings>;
  /** How much may be loaded before a person is asked. */
  limits(): Promise<LoadLimits>;
  /** The mapping saved for the longest prefix of the key that has one. */
  savedMapping(objectKey: string): Promise<MappingOverride | undefined>;
}

/** What a deployment fixes once. */
export interface Settings {
  readonly reportingTimeZone: string;
  readonly phoneCountry: string;
  readonly identityKey: Buffer;
}
