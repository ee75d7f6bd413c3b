import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { VerbatimError } from '../errors.ts';
import { limits } from './limits.ts';

/** The queue of one step. */
export interface Queue<Message> {
  /** Sends all messages; rejects if one was not accepted. Those sent before may still arrive. */
  send(messages: readonly Message[]): Promise<void>;
}

/** The group of messages that others go before: to a fair queue, a tenant that takes more than its share. */
const largeWork = { MessageGroupId: 'large' };

/**
 * A queue over the SQS API; messages travel as JSON.
 *
 * @param isLarge for which messages others go first; none by default
 */
export const sqsQueue = <Message>(
  client: SQSClient,
  queueUrl: string,
  isLarge: (message: Message) => boolean = () => false,
): Queue<Message> => ({
  async send(messages) {
    for (let start = 0; start < messages.length; start += limits.messagesPerSend) {
      const entries = messages.slice(start, start + limits.messagesPerSend).map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
        ...(isLarge(message) ? largeWork : {}),
      }));
      const { Failed } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
      );
      if (Failed !== undefined && Failed.length > 0) {
        throw new VerbatimError('unreachable', 'the queue rejected messages', {
          expected: `${entries.length} accepted`,
          got: `${Failed.length} rejected, the first with ${Failed[0]?.Code}`,
        });
      }
    }
  },
});
