import type { BatchStore } from './batches/batch-store.ts';
import type { FeedbackStore } from './feedback-store.ts';
import type { IssueStore } from './issue-store.ts';
import type { ObjectStore } from './object-store.ts';
import type { SummaryStore } from './summary-store.ts';

/** Everything that Verbatim stores: the objects of its bucket and its three tables. */
export interface Stores {
  readonly objects: ObjectStore;
  readonly feedback: FeedbackStore;
  readonly summaries: SummaryStore;
  readonly issues: IssueStore;
  readonly batches: BatchStore;
}
