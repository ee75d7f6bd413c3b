import type { Context, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import { type Consuming, failedWith, type QueueHandler } from './consume.ts';
import { idsIn, requestOf, withFacts } from './log-context.ts';

/** How messages that ask for the same work are handled together. */
export interface Together<Message> {
  /** Messages with one key are handled together. */
  keyOf(message: Message): string;
  /** Handles messages of one key; if it fails, each of them is handled on its own. */
  handle(messages: readonly Message[]): Promise<void>;
  /** Runs once for all handled messages, of all keys. If it fails, it runs for each message separately. Default: nothing. */
  finish?(messages: readonly Message[]): Promise<void>;
  /** Sends messages again that there was no time for. */
  putBack(messages: readonly Message[]): Promise<void>;
}

interface Delivery<Message> {
  readonly record: SQSRecord;
  readonly message: Message;
}

/** With less time left, a function starts no further group: if it timed out, all of its messages would come again. */
const enoughMs = 150_000;

interface Received<Message> {
  readonly deliveries: readonly Delivery<Message>[];
  readonly unread: readonly SQSRecord[];
}

/** The messages that can be read, and the records that cannot, which have failed. */
const readable = async <Message extends object>(
  schema: z.ZodType<Message>,
  consuming: Consuming<Message>,
  records: readonly SQSRecord[],
): Promise<Received<Message>> => {
  const deliveries: Delivery<Message>[] = [];
  const unread: SQSRecord[] = [];
  for (const record of records)
    try {
      deliveries.push({ record, message: schema.parse(JSON.parse(record.body)) });
    } catch (error) {
      unread.push(record);
      await failedWith(consuming, { record, message: undefined, error });
    }
  return { deliveries, unread };
};

/** What lines say of a group: of a single message its ids too. */
const factsOf = <Message extends object>(group: readonly Delivery<Message>[]) => {
  const [first] = group;
  return {
    messageId: first?.record.messageId,
    messages: group.length,
    ...(first === undefined || group.length > 1 ? {} : idsIn(first.message)),
  };
};

/** Handles a group; returns those that failed. One bad message costs its group the common work, and nothing else. */
const handleGroup = async <Message extends object>(
  consuming: Consuming<Message>,
  together: Pick<Together<Message>, 'handle'>,
  group: readonly Delivery<Message>[],
): Promise<SQSRecord[]> => {
  try {
    await withFacts(factsOf(group), () => together.handle(group.map(({ message }) => message)));
    return [];
  } catch (error) {
    const [only, another] = group;
    if (only !== undefined && another === undefined) {
      await failedWith(consuming, { ...only, error });
      return [only.record];
    }
  }
  const failed: SQSRecord[] = [];
  for (const one of group) failed.push(...(await handleGroup(consuming, together, [one])));
  return failed;
};

/** Sends a group again. A group that can't be sent fails, so its messages come back to the queue. */
const putBackGroup = async <Message extends object>(
  consuming: Consuming<Message>,
  { putBack }: Pick<Together<Message>, 'putBack'>,
  group: readonly Delivery<Message>[],
): Promise<SQSRecord[]> => {
  try {
    await putBack(group.map(({ message }) => message));
    return [];
  } catch (error) {
    for (const one of group) await failedWith(consuming, { ...one, error });
    return group.map(({ record }) => record);
  }
};

const hasTime = (context: Context): boolean => context.getRemainingTimeInMillis() > enoughMs;

/** Handles all groups that there is time for. */
const handleGroups = async <Message extends object>(
  consuming: Consuming<Message>,
  together: Together<Message>,
  { deliveries, context }: { readonly deliveries: readonly Delivery<Message>[]; readonly context: Context },
): Promise<SQSRecord[]> => {
  const failed: SQSRecord[] = [];
  const handled: Delivery<Message>[] = [];
  const groups = Map.groupBy(deliveries, ({ message }) => together.keyOf(message));
  for (const [index, group] of [...groups.values()].entries()) {
    const isBegun = index === 0 || hasTime(context);
    const unable = isBegun
      ? await handleGroup(consuming, together, group)
      : await putBackGroup(consuming, together, group);
    failed.push(...unable);
    if (isBegun) handled.push(...group.filter(({ record }) => !unable.includes(record)));
  }
  const { finish } = together;
  if (finish === undefined || handled.length === 0) return failed;
  return [...failed, ...(await handleGroup(consuming, { handle: finish }, handled))];
};

/**
 * The handler of a queue whose messages may ask for the same: those with one key are handled together. Only messages that fail go back to the
 * queue. The first group is begun in any case; the rest of the messages is sent again if time runs short.
 */
export const consumeTogether =
  <Message extends object>(
    schema: z.ZodType<Message>,
    consuming: Consuming<Message>,
    together: Together<Message>,
  ): QueueHandler =>
  ({ Records }, context) =>
    withFacts(requestOf(context), async () => {
      const { deliveries, unread } = await readable(schema, consuming, Records);
      const failed = await handleGroups(consuming, together, { deliveries, context });
      return {
        batchItemFailures: [...unread, ...failed].map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    });
