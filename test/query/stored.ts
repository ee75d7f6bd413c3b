import type { Effects } from '../../lib/pipeline/effects.ts';
import { summarizeTouchpoint } from '../../lib/pipeline/summarize/summarize.ts';
import type { SummaryStore } from '../../lib/store/summary-store.ts';
import { memoryBatchStore, memoryFeedbackStore, memoryQueue, memorySummaryStore } from '../store/memory.ts';

/** Stores in memory, and their cells summarized as the pipeline does, without settings. */
export const startStores = () => {
  const effects = {
    feedback: memoryFeedbackStore(),
    summaries: memorySummaryStore(),
    batches: memoryBatchStore(),
    log: () => undefined,
    summarizeQueue: memoryQueue(),
  };
  const summarize = (touchpoint: string, cells: string[], summaries: SummaryStore = effects.summaries) =>
    summarizeTouchpoint(
      { ...effects, summaries } as unknown as Effects,
      { metrics: async () => ({}) },
      { touchpoint, cells },
    );
  return { effects, summarize };
};
