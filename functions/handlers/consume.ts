import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import { VerbatimError } from '../../lib/errors.ts';
import type { Log } from '../../lib/pipeline/effects.ts';
import type { Failure } from '../../lib/store/batches/batch-store.ts';
import { idsIn, requestOf, withFacts } from './log-context.ts';

/** Codes and places only: the message of a foreign error may quote its input. */
const describe = (error: unknown): { code: string; name: string } => ({
  code: error instanceof VerbatimError ? error.code : 'internal',
  name: error instanceof Error ? error.name : typeof error,
});

/** Has a failed message come again after so many seconds, instead of after its whole visibility timeout. */
export type RetryLater = (record: SQSRecord, seconds: number) => Promise<void>;

/** Code and sentence of a failure, for the batch: the message of a foreign error may quote its input, its name does not. */
const failureOf = (error: unknown): Failure =>
  error instanceof VerbatimError
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: describe(error).name };

/** What a handler of a queue needs besides its work. */
export interface Consuming<Message> {
  readonly log: Log;
  /** Told of each failed attempt; if it fails, nothing changes. */
  readonly noteFailure?: (message: Message, failure: Failure) => Promise<void>;
  /** Default: the message comes again after its visibility timeout. */
  readonly retryLater?: RetryLater | undefined;
}

const firstPauseSeconds = 15;
const longestPauseSeconds = 900;

/**
 * The pause before a failed message comes again: 15 seconds after the first attempt, then four times as long each time, at most a quarter of an
 * hour. Up to half of it is left to chance, so that messages that failed together do not come together.
 *
 * @param attempt 1 for the first one
 * @param chance 0 ≤ chance < 1
 * @example backoffSeconds(2, 0.5) // 45
 */
export const backoffSeconds = (attempt: number, chance: number): number => {
  const pause = Math.min(longestPauseSeconds, firstPauseSeconds * 4 ** (attempt - 1));
  return Math.round(pause * (0.5 + chance / 2));
};

/** The pause is a help: if it cannot be set, the message comes after its visibility timeout. */
const pauseAfter = async <Message>(
  { log, retryLater }: Consuming<Message>,
  record: SQSRecord,
): Promise<void> => {
  const attempt = Math.max(1, Number(record.attributes.ApproximateReceiveCount));
  try {
    await retryLater?.(record, backoffSeconds(attempt, Math.random()));
  } catch (error) {
    log('pause not set', describe(error));
  }
};

const noteReason = async <Message>(
  { log, noteFailure }: Consuming<Message>,
  message: Message,
  error: unknown,
): Promise<void> => {
  try {
    await noteFailure?.(message, failureOf(error));
  } catch (failed) {
    log('failure not noted', describe(failed));
  }
};

/** Processes messages; returns those that failed. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Logs a failed message without its text, notes why for its batch, and sets the pause before its next attempt. */
export const failedWith = async <Message extends object>(
  consuming: Consuming<Message>,
  { record, message, error }: { record: SQSRecord; message: Message | undefined; error: unknown },
): Promise<void> => {
  const ids = { messageId: record.messageId, ...(message === undefined ? {} : idsIn(message)) };
  await withFacts(ids, async () => {
    consuming.log('message failed', { ...ids, ...describe(error) });
    if (message !== undefined) await noteReason(consuming, message, error);
    await pauseAfter(consuming, record);
  });
};

/**
 * The handler of a queue: each message is checked against its schema and processed separately; only the ones
 * that fail go back to the queue.
 */
export const consume = <Message extends object>(
  schema: z.ZodType<Message>,
  consuming: Consuming<Message>,
  handle: (message: Message, context: Context) => Promise<void>,
): QueueHandler => {
  const processor = new BatchProcessor(EventType.SQS);
  const attempt = async (record: SQSRecord, context: Context): Promise<void> => {
    let message: Message | undefined;
    try {
      const parsed = schema.parse(JSON.parse(record.body));
      message = parsed;
      await withFacts(idsIn(parsed), () => handle(parsed, context));
    } catch (error) {
      await failedWith(consuming, { record, message, error });
      throw error;
    }
  };
  return (event, context) =>
    processPartialResponse(
      event,
      (record: SQSRecord) =>
        withFacts({ ...requestOf(context), messageId: record.messageId }, () => attempt(record, context)),
      processor,
      { context, throwOnFullBatchFailure: false },
    );
};
