import type { Context, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { consume } from '../../functions/handlers/consume.ts';
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
  const handler = consume(
    ingestMessage,
    () => undefined,
    async (message) => {
      if (!('kind' in message && message.kind === 'undo')) objects.push(...objectsOf(message));
    },
  );
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
    objects: [{ kind: 'ingest', key: 'uploads/check out/café.csv', uploadedAt: '2026-05-31T10:20:30.000Z' }],
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
