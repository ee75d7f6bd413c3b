import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalQueues, queueUrl, startQueues } from '../../../lib/local/emulators/sqs.ts';

let directory: string;
let queues: LocalQueues;

const start = async (): Promise<void> => {
  queues = await startQueues(join(directory, 'messages.db'), { port: 0, flag: '' }, () => ({
    queues: [
      {
        name: 'work',
        arn: 'arn:aws:sqs:us-east-1:000000000000:work',
        VisibilityTimeout: 60,
        DelaySeconds: 0,
        RedrivePolicy: {
          deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:given-up',
          maxReceiveCount: 1,
        },
      },
      {
        name: 'given-up',
        arn: 'arn:aws:sqs:us-east-1:000000000000:given-up',
        VisibilityTimeout: 60,
        DelaySeconds: 0,
      },
    ],
    consumed: new Set(['work']),
  }));
};
const restart = async (): Promise<void> => {
  await queues.stop();
  await start();
};
const work = () => ({ QueueUrl: queueUrl(queues.endpoint, 'work') });
const send = (MessageBody: string) => queues.client.send(new SendMessageCommand({ ...work(), MessageBody }));
const receive = async (VisibilityTimeout = 60): Promise<Message[]> => {
  const command = new ReceiveMessageCommand({
    ...work(),
    MaxNumberOfMessages: 10,
    VisibilityTimeout,
    MessageAttributeNames: ['All'],
  });
  return (await queues.client.send(command)).Messages ?? [];
};
const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verbatim-queues-'));
  await start();
});
afterEach(async () => {
  await queues.stop();
  await rm(directory, { recursive: true, force: true });
});

test('a sent message is there after a restart, with its attributes', async () => {
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'test' } };
  await queues.client.send(new SendMessageCommand({ ...work(), MessageBody: 'one', MessageAttributes }));
  await restart();
  const [message] = await receive();
  expect(message).toMatchObject({ Body: 'one', MessageAttributes });
});

test('messages sent as a batch keep their order', async () => {
  const Entries = ['a', 'b', 'c'].map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  await queues.client.send(new SendMessageBatchCommand({ ...work(), Entries }));
  await restart();
  expect(bodies(await receive())).toEqual(['a', 'b', 'c']);
});

test('messages of a group come after those without one, also after a restart', async () => {
  const Entries = [
    { Id: '0', MessageBody: 'large', MessageGroupId: 'large' },
    { Id: '1', MessageBody: 'small' },
  ];
  await queues.client.send(new SendMessageBatchCommand({ ...work(), Entries }));
  await restart();
  await send('later');
  expect(bodies(await receive())).toEqual(['small', 'later', 'large']);
});

test('a message in progress returns after a restart, a deleted one does not', async () => {
  await send('deleted');
  await send('in work');
  const [first] = await receive();
  await queues.client.send(new DeleteMessageCommand({ ...work(), ReceiptHandle: first?.ReceiptHandle }));
  await restart();
  expect(bodies(await receive())).toEqual(['in work']);
});

test('messages deleted as a batch do not return', async () => {
  await send('a');
  await send('b');
  const Entries = (await receive()).map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await queues.client.send(new DeleteMessageBatchCommand({ ...work(), Entries }));
  await restart();
  expect(await receive()).toEqual([]);
});

test('a message is pending until it is deleted, in progress or not', async () => {
  expect(await queues.pending()).toBe(0);
  await send('a');
  await receive();
  expect(await queues.pending()).toBe(1);
});

test('a dead letter that nothing reads is not pending', async () => {
  await send('a');
  await receive(0);
  await receive(0);
  expect(await queues.pending()).toBe(0);
});
