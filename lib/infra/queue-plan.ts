/**
 * How the queues feed their functions: the messages per event, and the attempts before a message becomes a dead letter. Both the
 * stack and the tests of the pipeline use it.
 */
export const queuePlan = {
  ingest: { batchSize: 1, maxReceiveCount: 5 },
  /** A chunk is enough work for one call, and chunks in one call would wait for each other. */
  analyze: { batchSize: 1, maxReceiveCount: 5 },
  /**
   * Collected for a minute, so that a period that many files touch is recomputed once for all of them: each would cost as much as one of them.
   */
  summarize: { batchSize: 1000, batchingWindowSeconds: 60, maxReceiveCount: 5 },
  deadLetters: { batchSize: 10 },
} as const;

const fewest = 2;

/**
 * How many functions of each step run at once.
 *
 * @param concurrency of all of them together
 * @example concurrencyPlan(8) // { ingest: 2, analyze: 4, summarize: 2 }
 */
export const concurrencyPlan = (
  concurrency: number,
): Readonly<Record<'ingest' | 'analyze' | 'summarize', number>> => {
  const fifth = Math.max(fewest, Math.floor(concurrency / 5));
  return { ingest: fifth, analyze: Math.max(fewest, concurrency - 2 * fifth), summarize: fifth };
};
