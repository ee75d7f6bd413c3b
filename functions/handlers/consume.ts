import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import { VerbatimError } from '../../lib/errors.ts';
import type { Log } from '../../lib/pipeline/effects.ts';

/** Codes and places only: the message of a foreign error may quote its input. */
const describe = (error: unknown): { code: string; name: string } => ({
  code: error instanceof VerbatimError ? error.code : 'internal',
  name: error instanceof Error ? error.name : typeof error,
});

/** Processes messages; returns those that failed. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * The handler of a queue: each message is checked against its schema and processed separately; only the ones
 * that fail go back to the queue.
 */
export const consume = <Message>(
  schema: z.ZodType<Message>,
  log: Log,
  handle: (message: Message, context: Context) => Promise<void>,
): QueueHandler => {
  const processor = new BatchProcessor(EventType.SQS);
  return (event, context) =>
    processPartialResponse(
      event,
      async (record: SQSRecord) => {
        try {
          await handle(schema.parse(JSON.parse(record.body)), context);
        } catch (error) {
          log('message failed', { messageId: record.messageId, ...describe(error) });
          throw error;
        }
      },
      processor,
      { context, throwOnFullBatchFailure: false },
    );
};
