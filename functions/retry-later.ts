import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RetryLater } from './handlers/consume.ts';

/** Sets the pause of a message of this queue. */
export const retryLaterOn =
  (queues: SQSClient, queueUrl: string): RetryLater =>
  async ({ receiptHandle }, seconds) => {
    await queues.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
