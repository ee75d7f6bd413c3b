import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DigestAnswer, DigestList } from '../../lib/api/contract/reports.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/cloud/cloud.ts';
import { askOf, putInto } from './of-cloud.ts';

/** The bundled report function in a process of its own, as the hourly rule calls it. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let directory: string;
let cloud: LocalCloud;

const put = (key: string, body: Uint8Array | string): Promise<void> => putInto(cloud, key, body);
const ask = <Answer>(path: string): Promise<Answer> => askOf<Answer>(cloud, path);

const rows = Array.from(
  { length: 40 },
  (_, index) =>
    `2025-03-${String(3 + (index % 5)).padStart(2, '0')},${index % 3 === 0 ? 10 : 2},It came ${index} days late`,
);

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'verbatim-reports-'));
  cloud = await startLocalCloud({
    ...{ directory, inMemory: true, maxBatchingSeconds: 0 },
    ports: { api: 0, s3: 0, sqs: 0, dynamodb: 0 },
  });
  await put('uploads/delivery/march.csv', `Date,NPS,Comment\n${rows.join('\n')}\n`);
  await put('config/calendar.yaml', 'schedules: [{ id: daily, kind: digest, every: day, at: 0 }]');
  await cloud.idle();
});
afterAll(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true });
});

test('a digest is issued by the hourly run, announced on the topic, and not issued twice', async () => {
  const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };
  expect(await cloud.invoke('report', event)).toMatchObject({ ok: true });
  expect(await cloud.invoke('report', event)).toMatchObject({ ok: true });
  const notices = readFileSync(join(directory, 'outbox/notices.jsonl'), 'utf8').trim().split('\n');
  expect(notices).toHaveLength(1);
  expect(JSON.parse(notices[0] ?? '')).toMatchObject({
    subject: expect.stringMatching(/^The whole journey, /),
  });
  const year = /(\d{4})$/.exec((JSON.parse(notices[0] ?? '') as { subject: string }).subject)?.[1];
  const { digests } = await ask<DigestList>(`/digests?year=${year}`);
  expect(digests.map(({ scope, grain, schedule }) => [scope, grain, schedule])).toEqual([
    ['_all', 'day', 'daily'],
  ]);
});

test('the digest of the last week with feedback is computed from stored feedback', async () => {
  const { digest, issued } = await ask<DigestAnswer>('/digests/delivery/week/latest');
  expect([issued, digest.span.period.period, digest.coverage.responses]).toEqual([false, '2025-03-03', 40]);
  expect(digest.facts[0]?.text).toBe('What customers complain about in the week of 3 March.');
  expect(digest.quotes.length).toBeGreaterThan(0);
});
