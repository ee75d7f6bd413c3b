import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BatchView } from '../../lib/api/contract/batches.ts';
import type { VerbatimError } from '../../lib/errors.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/cloud/cloud.ts';
import { askOf, putInto } from './of-cloud.ts';

/** A disk that is full in mid-file, on a file system of its own: a small one in memory, which only root can mount. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const megabytes = 160;

const mounted = (): string | undefined => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], {
      stdio: 'ignore',
    });
    return directory;
  } catch {
    rmSync(directory, { recursive: true });
    return undefined;
  }
};

let directory: string | undefined;
beforeAll(() => {
  directory = mounted();
});
afterAll(() => {
  if (directory === undefined) return;
  execFileSync('umount', ['-l', directory]);
  rmSync(directory, { recursive: true });
});

const rows = 1500;
const file = [
  'Date,Touchpoint,NPS,Comment',
  ...Array.from(
    { length: rows },
    (_, row) => `2026-05-0${1 + (row % 9)},delivery,${row % 11},Late again ${row}`,
  ),
].join('\n');
const key = 'uploads/may.csv';

const started = (data: string, problems: VerbatimError[]): Promise<LocalCloud> =>
  startLocalCloud({
    directory: data,
    ports: { api: 0, s3: 0, sqs: 0, dynamodb: 0 },
    ...{ retryAfterSeconds: 1, maxBatchingSeconds: 0 },
    onEvent: (event) => {
      if (event.kind === 'problem') problems.push(event.error);
    },
  });

const batchesOf = async (cloud: LocalCloud): Promise<BatchView[]> =>
  (await askOf<{ batches: BatchView[] }>(cloud, `/batches?object=${encodeURIComponent(key)}`)).batches;

/** Leaves so many bytes. */
const fill = (data: string, bytesLeft: number): string => {
  const filler = join(data, 'filler');
  const { bavail, bsize } = statfsSync(data);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - bytesLeft));
  return filler;
};

test('a file that meets a full disk is read to its end when there is space again, each row once', async ({
  skip,
}) => {
  if (directory === undefined) return skip('a file system of a few megabytes can only be mounted by root');
  const problems: VerbatimError[] = [];
  const first = await started(directory, problems);
  // The file itself fits, what is made of it does not.
  await putInto(first, key, file);
  const filler = fill(directory, 200_000);
  await vi.waitFor(() => expect(problems.map(({ code }) => code)).toContain('disk-full'), {
    timeout: 120_000,
    interval: 100,
  });
  await first.stop();
  rmSync(filler);
  const second = await started(directory, []);
  await second.idle();
  const batches = await batchesOf(second);
  await second.stop();
  expect(batches).toMatchObject([
    {
      ...{ status: 'complete', possibleDuplicates: 0 },
      rows: { read: rows, accepted: rows },
      answers: { asked: rows, scored: rows },
    },
  ]);
});
