/**
 * How the queues feed their functions: the messages per event, and the attempts before a message becomes a dead letter. Both the
 * stack and the tests of the pipeline use it.
 */
export const queuePlan = {
  ingest: { batchSize: 1, maxReceiveCount: 3 },
  /** A chunk is enough work for one call, and chunks in one call would wait for each other. */
  analyze: { batchSize: 1, maxReceiveCount: 4 },
  /** Few at a time, so that the touchpoints of a batch are recomputed in parallel. */
  summarize: { batchSize: 2, maxReceiveCount: 5 },
  deadLetters: { batchSize: 10 },
} as const;
