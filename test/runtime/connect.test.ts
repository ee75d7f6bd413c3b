import { afterEach, expect, test, vi } from 'vitest';
import { connect } from '../../lib/runtime/connect.ts';

const variables = {
  BUCKET: 'feedback-files',
  FEEDBACK_TABLE: 'feedback',
  SUMMARIES_TABLE: 'summaries',
  BATCHES_TABLE: 'batches',
  INGEST_QUEUE_URL: 'http://127.0.0.1/ingest',
  ANALYZE_QUEUE_URL: 'http://127.0.0.1/analyze',
  SUMMARIZE_QUEUE_URL: 'http://127.0.0.1/summarize',
  IDENTITY_KEY_SECRET_ARN: 'secret',
  REPORTING_TIME_ZONE: 'UTC',
  PHONE_COUNTRY: 'US',
  REPORT_TOPIC_ARN: 'topic',
};

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Where a browser sends an upload to. Signing needs a region and keys, but calls nobody. */
const uploadOrigin = async (endpoint?: string): Promise<string> => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'example');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint);
  const { effects } = connect({ ...process.env, ...variables }, () => undefined);
  return new URL(await effects.objects.uploadUrl('staging/may.csv', 10, 60)).origin;
};

test('uploads of a deployment go to the host of its bucket, the only one that the page may send to', async () => {
  expect(await uploadOrigin()).toBe('https://feedback-files.s3.eu-west-1.amazonaws.com');
});

test('uploads of a laptop go to its own server', async () => {
  expect(await uploadOrigin('http://127.0.0.1:4701')).toBe('http://127.0.0.1:4701');
});
