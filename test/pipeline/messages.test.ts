import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { backoffSeconds, consume } from '../../functions/handlers/consume.ts';
import { type IngestObject, ingestMessage, objectsOf } from '../../lib/pipeline/messages.ts';

const received = (body: unknown): SQSEvent => ({
  Records: [
    {
      messageId: 'message-1',
      receiptHandle: 'handle-1',
      body: JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'sender',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:ingest',
      awsRegion: 'eu-west-1',
    },
  ],
});

/** What the ingest function would read for a message, and what goes back to its queue. */
const delivered = async (body: unknown) => {
  const objects: IngestObject[] = [];
  const handler = consume(ingestMessage, { log: () => undefined }, async (message) => {
    if (!('kind' in message) || message.kind === 'ingest') objects.push(...objectsOf(message));
  });
  const { batchItemFailures } = await handler(received(body), {} as Context);
  return { objects, failures: batchItemFailures };
};

/** As S3 writes it, a client that came over IPv6. */
const notification = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-west-1',
      eventTime: '2026-05-31T10:20:30.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
      requestParameters: { sourceIPAddress: '2001:db8::1' },
      responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'uploads',
        bucket: {
          name: 'feedback',
          ownerIdentity: { principalId: 'A3NL1KOZZKExample' },
          arn: 'arn:aws:s3:::feedback',
        },
        object: { key: 'uploads/check+out/caf%C3%A9.csv', size: 10, eTag: 'd41d8cd9', sequencer: '0055AED6' },
      },
    },
  ],
};

test('an S3 notification names the object to read, with its key decoded', async () => {
  expect(await delivered(notification)).toEqual({
    objects: [
      {
        kind: 'ingest',
        key: 'uploads/check out/café.csv',
        uploadedAt: '2026-05-31T10:20:30.000Z',
        announced: true,
        sizeBytes: 10,
      },
    ],
    failures: [],
  });
});

test('the test event that S3 sends when notifications are enabled is accepted and names no object', async () => {
  const testEvent = {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: '2026-05-31T10:20:30.000Z',
    Bucket: 'feedback',
    RequestId: '5582815E1AEA5ADF',
    HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR',
  };
  expect(await delivered(testEvent)).toEqual({ objects: [], failures: [] });
});

test('any other S3 event goes back to the queue', async () => {
  expect(await delivered({ Service: 'Amazon S3', Event: 's3:OtherEvent' })).toEqual({
    objects: [],
    failures: [{ itemIdentifier: 'message-1' }],
  });
});

describe('a message that fails', () => {
  test('comes again after a pause that grows, and is partly left to chance', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => backoffSeconds(attempt, 0))).toEqual([8, 30, 120, 450, 450]);
    expect([1, 2, 3, 4, 5].map((attempt) => backoffSeconds(attempt, 0.999))).toEqual([15, 60, 240, 900, 900]);
  });

  test('asks for its pause by how often it came, and goes back to its queue even if that fails', async () => {
    const asked: [string, boolean][] = [];
    const handler = consume(
      ingestMessage,
      {
        log: () => undefined,
        retryLater: async ({ receiptHandle }, seconds) => {
          asked.push([receiptHandle, seconds >= 8 && seconds <= 15]);
          throw new Error('the queue does not answer');
        },
      },
      async () => {
        throw new Error('the table does not answer');
      },
    );
    const event = received(notification);
    const { batchItemFailures } = await handler(event, {} as Context);
    expect(batchItemFailures).toHaveLength(1);
    expect(asked).toEqual([[event.Records[0]?.receiptHandle, true]]);
  });
});
