import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RetryLater } from './handlers/consume.ts';

/** Sets the pause of a message of this queue. */
export const retryLaterOn = (queueUrl: string): RetryLater => {
  const client = new SQSClient();
  return async ({ receiptHandle }, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
};
