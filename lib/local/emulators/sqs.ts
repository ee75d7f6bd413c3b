import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { type Usage, type UsageCounter, usageCounter } from '../../cost/usage.ts';
import { account } from '../cloud/intrinsics.ts';
import type { QueuePlan } from '../cloud/plan.ts';
import { clientSettings } from './clients.ts';
import { buildFairApp, groupAttribute } from './fair-queues.ts';
import { isLocalCaller, type PortWish, portInUse } from './loopback.ts';
import { MessageJournal } from './message-journal.ts';

/** The queues, running. */
export interface LocalQueues {
  readonly endpoint: string;
  readonly client: SQSClient;
  /** Messages that were sent and not deleted, including those in progress, excluding dead letters. */
  pending(): Promise<number>;
  /** The requests since the start, without those that found a queue empty. */
  usage(): Usage;
  stop(): Promise<void>;
}

/** The URL of a queue by its address, because the emulator's own host names do not resolve. */
export const queueUrl = (endpoint: string, name: string): string => `${endpoint}/${account}/${name}`;

const queueNameOf = (url: unknown): string => String(url).split('/').at(-1) ?? '';

/** The calls to the queues that the journal follows. */
const entry = z.object({
  Id: z.string().optional(),
  MessageBody: z.string().optional(),
  MessageAttributes: z.unknown().optional(),
  ReceiptHandle: z.string().optional(),
});
type Entry = z.infer<typeof entry>;

const queueRequest = entry.extend({ QueueUrl: z.string().optional(), Entries: z.array(entry).optional() });
type QueueRequest = z.infer<typeof queueRequest>;

const queueResponse = z.object({
  MessageId: z.string().optional(),
  Successful: z.array(z.object({ Id: z.string(), MessageId: z.string().optional() })).optional(),
  Messages: z.array(z.object({ MessageId: z.string(), ReceiptHandle: z.string() })).optional(),
});
type QueueResponse = z.infer<typeof queueResponse>;

interface QueueCall {
  readonly action: string;
  readonly request: QueueRequest;
  readonly response: QueueResponse;
}

/** The attributes of a message, as text. */
const messageAttributes = z.record(
  z.string(),
  z.object({ DataType: z.string(), StringValue: z.string().optional() }),
);

/** Follows the calls to the queues in the journal: records sent messages, removes deleted ones. */
class Bookkeeper {
  readonly #journal: MessageJournal;
  readonly #messageIdByHandle = new Map<string, string>();

  constructor(journal: MessageJournal) {
    this.#journal = journal;
  }

  note({ action, request, response }: QueueCall): void {
    const done = response.Successful ?? [];
    const entryOf = (id: string): Entry => request.Entries?.find(({ Id }) => Id === id) ?? {};
    const noteBy: Readonly<Record<string, () => void>> = {
      SendMessage: () => this.#sent(request.QueueUrl, request, response.MessageId),
      SendMessageBatch: () => {
        for (const { Id, MessageId } of done) this.#sent(request.QueueUrl, entryOf(Id), MessageId);
      },
      ReceiveMessage: () => {
        for (const { ReceiptHandle, MessageId } of response.Messages ?? [])
          this.#messageIdByHandle.set(ReceiptHandle, MessageId);
      },
      DeleteMessage: () => this.#deleted(request.ReceiptHandle),
      DeleteMessageBatch: () => {
        for (const { Id } of done) this.#deleted(entryOf(Id).ReceiptHandle);
      },
    };
    noteBy[action]?.();
  }

  #sent(queue: string | undefined, entry: Entry, messageId: string | undefined): void {
    if (messageId === undefined) return;
    this.#journal.keep({
      messageId,
      queue: queueNameOf(queue),
      body: entry.MessageBody ?? '',
      attributes: JSON.stringify(entry.MessageAttributes ?? {}),
    });
  }

  #deleted(receiptHandle: string | undefined): void {
    const messageId = this.#messageIdByHandle.get(receiptHandle ?? '');
    if (messageId === undefined) return;
    this.#messageIdByHandle.delete(receiptHandle ?? '');
    this.#journal.forget(messageId);
  }
}

/** What is sent, with all that it holds. */
const sentEntry = z.looseObject({
  MessageGroupId: z.string().optional(),
  MessageAttributes: z.record(z.string(), z.unknown()).optional(),
});
const sentRequest = sentEntry.extend({ Entries: z.array(sentEntry).optional() });

const withGroup = (entry: z.infer<typeof sentEntry>): z.infer<typeof sentEntry> => {
  if (entry.MessageGroupId === undefined) return entry;
  const group = { DataType: 'String', StringValue: entry.MessageGroupId };
  return { ...entry, MessageAttributes: { ...entry.MessageAttributes, [groupAttribute]: group } };
};

const bytesPerRequest = 64 * 1024;

/** Every 64 KB of a request count as one. What asks about a queue, or creates it, is not of a run. */
const noteRequest = (counter: UsageCounter, { action, request, response }: QueueCall): void => {
  const isWork =
    action === 'ReceiveMessage'
      ? response.Messages !== undefined && response.Messages.length > 0
      : /^(Send|Delete|Change)Message/.test(action);
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (isWork) counter.add('queueRequests', queueNameOf(request.QueueUrl), Math.ceil(bytes / bytesPerRequest));
};

const listen = async (
  bookkeeper: Bookkeeper,
  counter: UsageCounter,
  wish: PortWish,
): Promise<{ endpoint: string; close: () => Promise<void> }> => {
  const app = await buildFairApp();
  app.addHook('onRequest', async (request, reply) => {
    if (!isLocalCaller(request.headers)) await reply.code(403).send();
  });
  app.addHook('preHandler', async (request) => {
    const { success, data } = sentRequest.safeParse(request.body);
    if (!success) return;
    const entries = data.Entries === undefined ? {} : { Entries: data.Entries.map(withGroup) };
    request.body = { ...withGroup(data), ...entries };
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const action = String(request.headers['x-amz-target'] ?? '').replace('AmazonSQS.', '');
    if (reply.statusCode === 200 && action !== '' && typeof payload === 'string') {
      const call = {
        action,
        request: queueRequest.parse(request.body),
        response: queueResponse.parse(JSON.parse(payload)),
      };
      bookkeeper.note(call);
      noteRequest(counter, call);
    }
    return payload;
  });
  try {
    const endpoint = await app.listen({ port: wish.port, host: '127.0.0.1' });
    return { endpoint, close: () => app.close() };
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      ? portInUse(wish, error)
      : error;
  }
};

const createQueue = (client: SQSClient, plan: QueuePlan) =>
  client.send(
    new CreateQueueCommand({
      QueueName: plan.name,
      Attributes: {
        VisibilityTimeout: String(plan.VisibilityTimeout),
        DelaySeconds: String(plan.DelaySeconds),
        ...(plan.RedrivePolicy === undefined ? {} : { RedrivePolicy: JSON.stringify(plan.RedrivePolicy) }),
      },
    }),
  );

const countWaiting = async (client: SQSClient, url: string): Promise<number> => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
};

/** Sends the recorded messages again. Each is recorded under its new id before the old one is removed. */
const sendAgain = async (client: SQSClient, endpoint: string, journal: MessageJournal): Promise<void> => {
  for (const { messageId, queue, body, attributes } of journal.all()) {
    const MessageAttributes = messageAttributes.parse(JSON.parse(attributes));
    await client.send(
      new SendMessageCommand({ QueueUrl: queueUrl(endpoint, queue), MessageBody: body, MessageAttributes }),
    );
    journal.forget(messageId);
  }
};

/**
 * Starts the queues of the plan, with the messages that were sent and not deleted before.
 *
 * @param journalPath file of the journal, or `:memory:`.
 * @param plansAt makes the plans, once the endpoint that queue URLs begin with is known.
 * @param consumed names of the queues that something reads; messages in others were given up permanently.
 */
export const startQueues = async (
  journalPath: string,
  wish: PortWish,
  plansAt: (endpoint: string) => { queues: readonly QueuePlan[]; consumed: ReadonlySet<string> },
): Promise<LocalQueues> => {
  const journal = new MessageJournal(journalPath);
  const counter = usageCounter();
  const { endpoint, close } = await listen(new Bookkeeper(journal), counter, wish);
  const client = new SQSClient({ ...clientSettings, endpoint });
  const { queues, consumed } = plansAt(endpoint);
  for (const queue of queues) await createQueue(client, queue);
  await sendAgain(client, endpoint, journal);
  const ends = queues.filter(({ name }) => !consumed.has(name)).map(({ name }) => queueUrl(endpoint, name));
  return {
    endpoint,
    client,
    pending: async () => {
      if (journal.size === 0) return 0;
      const givenUp = await Promise.all(ends.map((url) => countWaiting(client, url)));
      return journal.size - givenUp.reduce((sum, count) => sum + count, 0);
    },
    usage: () => counter.total(),
    stop: async () => {
      client.destroy();
      await close();
      journal.close();
    },
  };
};
