import { expect, test } from 'vitest';
import { type ApiClient, createClient } from '../../../lib/api/client/client.ts';
import type { BatchView } from '../../../lib/api/contract/batches.ts';
import { followUpload, rowsAnalyzed, statusMark } from '../../../lib/cli/loading/upload-progress.ts';

const batch = (batchId: string, status: BatchView['status'], more: Partial<BatchView> = {}): BatchView => ({
  batchId,
  runId: 'r1',
  status,
  objectKey: 'uploads/may.csv',
  contentHash: 'hash',
  uploadedAt: '2026-06-01T12:00:00Z',
  progress: { chunksDone: 0, chunksFailed: 0, summariesDone: 0 },
  possibleDuplicates: 0,
  ...more,
});

/** An API whose answers come one after the other; the last one stays. */
const answering = (...answers: readonly (readonly BatchView[])[]): ApiClient => {
  let next = 0;
  return createClient({
    base: 'http://127.0.0.1',
    fetch: async () => {
      const batches = answers[Math.min(next, answers.length - 1)] ?? [];
      next += 1;
      return Response.json({ batches });
    },
  });
};

const follow = (client: ApiClient, before: readonly BatchView[] = [], batches = 1) =>
  followUpload(
    client,
    { objectKey: 'uploads/may.csv', batches, before: new Set(before.map(statusMark)) },
    {
      signal: new AbortController().signal,
      onProgress: () => {},
      everyMs: 1,
      settleMs: 5,
      patienceMs: 20,
    },
  );

test('an upload is followed through ingesting and analyzing to complete', async () => {
  const complete = batch('b1', 'complete');
  const client = answering([], [batch('b1', 'ingesting')], [batch('b1', 'analyzing')], [complete]);
  expect(await follow(client)).toEqual([complete]);
});

test('a held batch ends the wait', async () => {
  expect(await follow(answering([], [batch('b1', 'held')]))).toEqual([batch('b1', 'held')]);
});

test('a batch held before is not the answer to an upload under another mapping', async () => {
  const held = batch('b1', 'held');
  const client = answering([held], [held, batch('b2', 'analyzing')], [held, batch('b2', 'complete')]);
  expect(await follow(client, [held])).toEqual([batch('b2', 'complete')]);
});

test('an earlier reading of the file that is replaced is not the answer', async () => {
  const before = batch('b1', 'complete');
  const replaced = batch('b1', 'superseded');
  const client = answering([before, batch('b2', 'analyzing')], [replaced, batch('b2', 'complete')]);
  expect(await follow(client, [before])).toEqual([batch('b2', 'complete')]);
  const again = answering([replaced, batch('b2', 'complete')]);
  expect(await follow(again, [replaced, batch('b2', 'complete')])).toEqual([batch('b2', 'complete')]);
});

test('a file that was loaded before returns its existing batch', async () => {
  const complete = batch('b1', 'complete');
  expect(await follow(answering([complete]), [complete])).toEqual([complete]);
});

test('a zip is done when all its members are', async () => {
  const client = answering(
    [batch('b1', 'complete')],
    [batch('b1', 'complete'), batch('b2', 'analyzing')],
    [batch('b1', 'complete'), batch('b2', 'complete')],
  );
  expect(await follow(client, [], 2)).toEqual([batch('b1', 'complete'), batch('b2', 'complete')]);
});

test('a pipeline without progress is an error that names the stuck batch', async () => {
  await expect(follow(answering([batch('b1', 'analyzing')]))).rejects.toMatchObject({
    code: 'unreachable',
    details: { file: 'uploads/may.csv', got: 'b1 analyzing' },
  });
});

test('rows count as analyzed chunk by chunk; failed chunks count as done', () => {
  const rows = { read: 3000, accepted: 3000, duplicate: 0, updated: 0, excluded: {}, rejected: {} };
  const progress = { chunksDone: 1, chunksFailed: 1, chunksTotal: 3, summariesDone: 0 };
  expect(rowsAnalyzed(batch('b1', 'analyzing', { rows, progress }))).toBe(2000);
  expect(rowsAnalyzed(batch('b1', 'ingesting'))).toBe(0);
  expect(
    rowsAnalyzed(
      batch('b1', 'complete', {
        rows,
        progress: { chunksDone: 0, chunksFailed: 0, chunksTotal: 0, summariesDone: 0 },
      }),
    ),
  ).toBe(3000);
});
