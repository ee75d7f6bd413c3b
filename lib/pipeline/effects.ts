import type { Queue } from '../store/queue.ts';
import type { Stores } from '../store/stores.ts';
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
} from './messages.ts';

/** What happened, for operators: keys, ids, counts and codes, never the text of a comment. */
export type Log = (
  event: string,
  facts: Readonly<Record<string, string | number | boolean | undefined>>,
) => void;

/** All effects of the steps. Handlers pass the real ones, tests their own. */
export interface Effects extends Stores {
  readonly ingestQueue: Queue<IngestObject | UndoBatch | EraseMessage | RewriteFile>;
  readonly analyzeQueue: Queue<AnalyzeMessage | MovesMessage | ReanalyzeMessage>;
  readonly summarizeQueue: Queue<SummarizeMessage | IssuesMessage | SealMessage>;
  readonly log: Log;
}

/** What is fixed for a deployment. */
export interface Settings {
  readonly reportingTimeZone: string;
  readonly phoneCountry: string;
  readonly identityKey: Buffer;
  /** The AWS region, whose prices count for budgets; absent: the default one of the price files. */
  readonly region?: string;
}
