import { setTimeout as wait } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { chunk, partition } from 'remeda';
import { z } from 'zod';
import { limits } from '../../store/limits.ts';
import { region } from '../cloud/intrinsics.ts';
import type { EventSourcePlan } from '../cloud/plan.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Outcome } from './worker.ts';

export interface EventSourceOptions {
  readonly plan: EventSourcePlan;
  readonly pool: FunctionPool;
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** Batches in progress at the same time. */
  readonly concurrency: number;
  /**
   * A failed message is retried after this long, times the number of its attempts: sooner than in the cloud, for someone who watches.
   * Undefined: as in the cloud, after its visibility timeout, or the pause that its function set.
   */
  readonly retryAfterSeconds: number | undefined;
  /** The longest that messages are collected, whatever the template says. */
  readonly maxBatchingSeconds: number;
  /** Called when the queue can't be reached any more. */
  readonly onProblem: (error: unknown) => void;
}

const longPollSeconds = 20;

const partialFailure = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

const recordOf = (queueArn: string, message: Message) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: message.MessageAttributes ?? {},
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

/** Feeds the messages of a queue to a function, as an event source mapping does. */
export class EventSource {
  readonly #options: EventSourceOptions;
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[];

  constructor(options: EventSourceOptions) {
    this.#options = options;
    this.#loops = Array.from({ length: options.concurrency }, () => this.#loop().catch(options.onProblem));
  }

  /** Takes no more messages, and ends when those in progress are done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #loop(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const messages = await this.#nextBatch();
      if (messages.length > 0) await this.#work(messages);
    }
  }

  /** Waits for a message, then up to the batching window for more, up to the batch size. */
  async #nextBatch(): Promise<Message[]> {
    const { BatchSize, MaximumBatchingWindowInSeconds } = this.#options.plan;
    const batch = await this.#receive(BatchSize, longPollSeconds);
    const seconds = Math.min(MaximumBatchingWindowInSeconds, this.#options.maxBatchingSeconds);
    const deadline = Date.now() + seconds * 1000;
    while (batch.length > 0 && batch.length < BatchSize && Date.now() < deadline) {
      const more = await this.#receive(BatchSize - batch.length, 1);
      batch.push(...more);
      if (this.#stopping.signal.aborted) break;
    }
    return batch;
  }

  async #receive(max: number, waitSeconds: number): Promise<Message[]> {
    const { client, queueUrl } = this.#options;
    try {
      const { Messages } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(max, 10),
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
        { abortSignal: this.#stopping.signal },
      );
      return Messages ?? [];
    } catch (error) {
      if (this.#stopping.signal.aborted) return [];
      throw error;
    }
  }

  async #work(messages: readonly Message[]): Promise<void> {
    const { plan, pool } = this.#options;
    const outcome = await pool.invoke({
      Records: messages.map((message) => recordOf(plan.EventSourceArn, message)),
    });
    const failed = this.#failedOf(messages, outcome);
    const [bad, done] = partition(messages, ({ MessageId = '' }) => failed.has(MessageId));
    await Promise.all([
      ...bad.map((message) => this.#return(message)),
      ...chunk(done, limits.messagesPerSend).map((some) => this.#delete(some)),
    ]);
  }

  /** Ids of the messages to retry: all of them if the call failed or returned nothing usable. */
  #failedOf(messages: readonly Message[], outcome: Outcome): ReadonlySet<string> {
    const all = new Set(messages.map(({ MessageId }) => MessageId ?? ''));
    if (!outcome.ok) return all;
    if (!this.#options.plan.FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Set();
    if (outcome.payload === null) return new Set();
    const answer = partialFailure.safeParse(outcome.payload);
    if (!answer.success) return all;
    const failed = new Set(answer.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    // An unknown or empty id fails the whole batch, as in the cloud.
    return [...failed].every((id) => all.has(id)) ? failed : all;
  }

  /** Ten at most, as Lambda deletes them. One that is not deleted comes again. */
  async #delete(messages: readonly Message[]): Promise<void> {
    const { client, queueUrl } = this.#options;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }

  async #return({ ReceiptHandle, Attributes }: Message): Promise<void> {
    const { client, queueUrl, retryAfterSeconds } = this.#options;
    if (retryAfterSeconds === undefined) return;
    const tries = Number(Attributes?.ApproximateReceiveCount ?? 1);
    const VisibilityTimeout = Math.min(Math.round(retryAfterSeconds * tries), 60);
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout }),
    );
  }
}

/** Calls a function periodically; the first time after one period, as EventBridge does. */
export const startSchedule = (everySeconds: number, pools: readonly FunctionPool[]): (() => void) => {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    for (;;) {
      await wait(everySeconds * 1000, undefined, { signal: stopping.signal });
      const event = {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        detail: {},
        time: new Date().toISOString(),
      };
      await Promise.all(pools.map((pool) => pool.invoke(event)));
    }
  };
  loop().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return () => stopping.abort();
};
