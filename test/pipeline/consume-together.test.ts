import type { Context, SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Consuming } from '../../functions/handlers/consume.ts';
import { consumeTogether } from '../../functions/handlers/consume-together.ts';
import { inContext } from '../../functions/handlers/log-context.ts';
import { createWorld } from './world.ts';

const schema = z.object({ of: z.string(), n: z.int() });
type Message = z.infer<typeof schema>;

const recordOf = (message: Message | string, index: number): SQSRecord => ({
  messageId: `m${index}`,
  receiptHandle: `r${index}`,
  body: typeof message === 'string' ? message : JSON.stringify(message),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn',
  awsRegion: 'eu-west-1',
});

interface Delivery {
  readonly remainingMs?: number;
  readonly isBad?: (message: Message) => boolean;
  readonly isQueueDown?: boolean;
  readonly finish?: (done: readonly Message[]) => Promise<void>;
  readonly consuming?: Pick<Consuming<Message>, 'retryLater'>;
}

/** Delivers messages at once; what was handled together, what was sent again, what failed, and the lines of the log. */
const deliver = async (
  messages: readonly (Message | string)[],
  { remainingMs = 300_000, isBad = () => false, isQueueDown = false, finish, consuming }: Delivery = {},
) => {
  const handled: number[][] = [];
  const putBack: number[] = [];
  const lines: [event: string, facts: object][] = [];
  const handler = consumeTogether(
    schema,
    { log: inContext((event, facts) => void lines.push([event, facts])), ...consuming },
    {
      keyOf: ({ of }) => of,
      handle: async (group: readonly Message[]) => {
        handled.push(group.map(({ n }) => n));
        if (group.some(isBad)) throw new Error('bad');
      },
      ...(finish === undefined ? {} : { finish }),
      putBack: async (group) => {
        if (isQueueDown) throw new Error('down');
        putBack.push(...group.map(({ n }) => n));
      },
    },
  );
  const context: Pick<Context, 'getRemainingTimeInMillis'> = { getRemainingTimeInMillis: () => remainingMs };
  const { batchItemFailures } = await handler(
    { Records: messages.map(recordOf) },
    Object.assign(Object.create(null), context),
  );
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return { outcome: { handled, putBack, failed }, lines };
};

const outcomeOf = async (...given: Parameters<typeof deliver>) => (await deliver(...given)).outcome;

test('messages with one key are handled together', async () => {
  const messages = [
    { of: 'a', n: 0 },
    { of: 'b', n: 1 },
    { of: 'a', n: 2 },
  ];
  expect(await outcomeOf(messages)).toEqual({ handled: [[0, 2], [1]], putBack: [], failed: [] });
});

test('a bad message fails alone: those of its group are handled one by one', async () => {
  const messages = [
    { of: 'a', n: 0 },
    { of: 'a', n: 1 },
    { of: 'b', n: 2 },
  ];
  expect(await outcomeOf(messages, { isBad: ({ n }) => n === 1 })).toEqual({
    handled: [[0, 1], [0], [1], [2]],
    putBack: [],
    failed: ['m1'],
  });
});

test('a message that is not valid fails, and no other', async () => {
  expect(await outcomeOf(['{', { of: 'a', n: 1 }])).toEqual({ handled: [[1]], putBack: [], failed: ['m0'] });
});

test('groups that there is no time for are sent again, except the first', async () => {
  const messages = [
    { of: 'a', n: 0 },
    { of: 'b', n: 1 },
    { of: 'c', n: 2 },
  ];
  expect(await outcomeOf(messages, { remainingMs: 10_000 })).toEqual({
    handled: [[0]],
    putBack: [1, 2],
    failed: [],
  });
});

test('what is done once is done for all that were handled, and for each on its own if it fails', async () => {
  const messages = [
    { of: 'a', n: 0 },
    { of: 'b', n: 1 },
    { of: 'b', n: 2 },
  ];
  const finished: number[][] = [];
  const { failed } = await outcomeOf(messages, {
    finish: async (done) => {
      finished.push(done.map(({ n }) => n));
      if (done.some(({ n }) => n === 1)) throw new Error('bad');
    },
  });
  expect(finished).toEqual([[0, 1, 2], [0], [1], [2]]);
  expect(failed).toEqual(['m1']);
});

test('groups that cannot be sent again fail, so that the queue delivers them again', async () => {
  const messages = [
    { of: 'a', n: 0 },
    { of: 'b', n: 1 },
  ];
  expect(await outcomeOf(messages, { remainingMs: 10_000, isQueueDown: true })).toEqual({
    handled: [[0]],
    putBack: [],
    failed: ['m1'],
  });
});

test('of many files that wait, each touchpoint is summarized once, and every batch is complete', async () => {
  const summarized: unknown[] = [];
  const world = createWorld({
    findsIssues: false,
    log: (event, facts) => void (event === 'touchpoint summarized' && summarized.push(facts)),
  });
  const files = 12;
  for (let file = 0; file < files; file += 1)
    await world.upload(
      `uploads/${file}.csv`,
      `Date,Touchpoint,NPS,Comment\n2026-05-0${1 + (file % 3)},delivery,9,Fast as ${file}\n`,
    );
  await world.drain();
  expect(summarized).toEqual([{ touchpoint: 'delivery', cells: 3, messages: files }]);
  const batches = await world.batches.list(100);
  expect(batches.batches.map(({ status }) => status)).toEqual(
    Array.from({ length: files }, () => 'complete'),
  );
});

test('every line about a failed message names it', async () => {
  const { lines } = await deliver(['{', { of: 'a', n: 1 }], {
    isBad: () => true,
    consuming: { retryLater: () => Promise.reject(new Error('no permission')) },
  });
  expect(lines).toEqual([
    ['message failed', expect.objectContaining({ messageId: 'm0' })],
    ['pause not set', expect.objectContaining({ messageId: 'm0' })],
    ['message failed', expect.objectContaining({ messageId: 'm1' })],
    ['pause not set', expect.objectContaining({ messageId: 'm1' })],
  ]);
});
