/**
 * How the queues feed their functions: how many messages come in one event, and how often one is tried before it is a dead letter. The
 * stack is built by it, and the tests of the pipeline deliver by it.
 */
export const queuePlan = {
  ingest: { batchSize: 1, maxReceiveCount: 3 },
  /** A chunk is work enough for one call, and chunks that share a call would wait for each other. */
  analyze: { batchSize: 1, maxReceiveCount: 4 },
  /** Few at a time, so that the touchpoints of a batch are recomputed side by side. */
  summarize: { batchSize: 2, maxReceiveCount: 5 },
  deadLetters: { batchSize: 10 },
} as const;
