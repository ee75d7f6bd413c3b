import { concurrencyPlan, queuePlan } from '../../lib/infra/queue-plan.ts';
import type { ServiceTimes, Setup } from './model.ts';
import { newTable } from './write-limit.ts';

/**
 * A deployment with this setting of `concurrency`, its tables new unless they were warmed. Lambda developer guide, "Scaling behavior with Amazon SQS": five
 * calls at once at first, 300 more a minute.
 */
export const deployed = (concurrency: number, writes: Partial<Setup['writes']> = {}): Setup => {
  const { ingest, analyze, summarize } = concurrencyPlan(concurrency);
  return {
    atOnce: { read: ingest, score: analyze, summarize },
    firstCalls: 5,
    addedCalls: 5,
    batchingSeconds: queuePlan.summarize.batchingWindowSeconds,
    writes: { ...newTable, ...writes },
  };
};

/** Assumed, not measured here: what a function waits for DynamoDB and S3 in a region, in seconds. */
const waits = {
  batchWrite: 0.01,
  batchWritesAtOnce: 8,
  itemsPerBatchWrite: 25,
  object: 0.03,
  queryPage: 0.01,
};
const rowsPerQueryPage = 1500;

/** Times of functions in AWS: the processor time that was measured, and what they wait for the stores. */
export const inAws = (measured: ServiceTimes): ServiceTimes => {
  const writesOfChunk = measured.rowsPerChunk / waits.itemsPerBatchWrite / waits.batchWritesAtOnce;
  return {
    ...measured,
    readRow: measured.readRow + waits.object / measured.rowsPerChunk,
    scoreChunk: measured.scoreChunk + waits.object + writesOfChunk * waits.batchWrite,
    summarizeRow: measured.summarizeRow + waits.queryPage / rowsPerQueryPage,
  };
};
