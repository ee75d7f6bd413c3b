import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BatchView } from '../../lib/api/contract/batches.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/cloud/cloud.ts';
import { runIn } from '../cli/memory-shell.ts';
import { askOf, putInto } from './of-cloud.ts';

/** What operators do, through real queues, buckets and tables: try failed parts again, erase a person. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let directory: string;
let cloud: LocalCloud;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'verbatim-redrive-'));
  const ports = { api: 0, s3: 0, sqs: 0, dynamodb: 0 };
  cloud = await startLocalCloud({ directory, inMemory: true, ports, retryAfterSeconds: 0 });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true });
});

const batchOf = async (key: string): Promise<BatchView | undefined> =>
  (await askOf<{ batches: BatchView[] }>(cloud, `/batches?object=${encodeURIComponent(key)}`)).batches[0];

test('a chunk that cannot be analyzed ends as a failure with its reason, and verbatim redrive finishes it', async () => {
  const key = 'uploads/delivery/may.csv';
  await putInto(cloud, 'config/taxonomy.yaml', 'themes: [{ id: speed, name: Speed }');
  await putInto(cloud, key, 'date,comment,nps\n2026-05-01,Quick and friendly,9\n2026-05-02,Late,2\n');
  await cloud.idle();
  const failed = await batchOf(key);
  expect(failed).toMatchObject({ status: 'incomplete', failures: [{ part: 'chunk', chunk: 0, rows: 2 }] });
  const shown = await runIn(directory, ['batches', failed?.batchId ?? '', '--api', cloud.endpoints.api]);
  expect(shown.out).toMatch(/incomplete: chunk 0, 2 rows, .+ \(taxonomy-invalid\)/);
  await putInto(cloud, 'config/taxonomy.yaml', 'themes: [{ id: speed, name: Speed, seeds: [late] }]');
  const redriven = await runIn(directory, ['redrive', '--api', cloud.endpoints.api]);
  expect(redriven).toMatchObject({ exit: 0, err: '' });
  await cloud.idle();
  expect(await batchOf(key)).toMatchObject({ status: 'complete', answers: { scored: 2 } });
  expect((await batchOf(key))?.failures).toBeUndefined();
});

test('verbatim erase previews what is stored of a person, erases it, and prints a certificate', async () => {
  const key = 'uploads/checkout/june.csv';
  const rows = ['jo@example.org,2026-06-01,Zanzibar was quick,9', 'al@example.org,2026-06-02,Late,2'];
  await putInto(cloud, key, ['email,date,comment,nps', ...rows].join('\n'));
  await cloud.idle();
  const api = ['--api', cloud.endpoints.api];
  const preview = await runIn(directory, ['erase', '--respondent', 'Jo@example.org', ...api]);
  expect(preview.out).toMatch(
    /1 row of an uploaded file\n.*1 line of a chunk\n(?:.*\n)*.*1 stored response\n/,
  );
  const [, id = ''] = /--confirm (\S+)/.exec(preview.out) ?? [];
  const certificate = await runIn(directory, ['erase', '--confirm', id, ...api]);
  expect(certificate).toMatchObject({ exit: 0, err: '' });
  expect(certificate.out).toContain('A second search found nothing.');
  await cloud.idle();
  const [batch] = (await askOf<{ batches: BatchView[] }>(cloud, `/batches?object=${encodeURIComponent(key)}`))
    .batches;
  expect(batch?.status).toBe('complete');
  const again = await runIn(directory, ['erase', '--respondent', 'jo@example.org', ...api]);
  expect(again.out).toMatch(/^Nothing of this person is stored/);
});
