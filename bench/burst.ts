import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type LocalCloud, startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { generateCsv } from './feedback-file.ts';
import { anyPort, temporaryDirectory, upload } from './local-cloud.ts';

/** A small file behind a burst of a hundred, or as many as are given: how long it waits, and whether everything of the burst arrives. */

const filesOfBurst = Number(process.argv[2] ?? 100);
const rowsOfBurst = 300;
const rowsOfSmall = 20;

const answer = z.object({ batches: z.array(z.object({ status: z.string() })) });

const statusOf = async ({ endpoints }: LocalCloud, key: string): Promise<string | undefined> => {
  const response = await fetch(`${endpoints.api}/batches?object=${encodeURIComponent(key)}`);
  return answer.parse(await response.json()).batches[0]?.status;
};

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

/** Seconds from the upload of a file until its figures can be read. */
const secondsOf = async (cloud: LocalCloud, key: string, body: string): Promise<number> => {
  const start = performance.now();
  await upload(cloud, key, body);
  while ((await statusOf(cloud, key)) !== 'complete') await wait(100);
  return secondsSince(start);
};

const { directory, remove } = temporaryDirectory();
const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
await secondsOf(cloud, 'uploads/warm.csv', generateCsv(rowsOfSmall, 7000));
const alone = await secondsOf(cloud, 'uploads/alone.csv', generateCsv(rowsOfSmall, 7001));
const start = performance.now();
const keys = Array.from({ length: filesOfBurst }, (_, index) => `uploads/burst-${index}.csv`);
for (const [index, key] of keys.entries()) await upload(cloud, key, generateCsv(rowsOfBurst, index + 1));
const behind = await secondsOf(cloud, 'uploads/small.csv', generateCsv(rowsOfSmall, 7002));
const left = await Promise.all(keys.map((key) => statusOf(cloud, key)));
const completeBefore = left.filter((status) => status === 'complete').length;
await cloud.idle();
const all = secondsSince(start);
const statuses = await Promise.all(keys.map((key) => statusOf(cloud, key)));
await cloud.stop();
remove();
console.log(
  `A file of ${rowsOfSmall} rows takes ${alone.toFixed(1)} s alone, and ${behind.toFixed(1)} s behind ${filesOfBurst} files of ${rowsOfBurst} rows, ${completeBefore} of which were complete before it; all took ${all.toFixed(1)} s. ${statuses.filter((status) => status === 'complete').length} of ${filesOfBurst} are complete.`,
);
