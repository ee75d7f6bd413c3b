import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type LocalCloud, startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { generateCsv } from './feedback-file.ts';
import { anyPort, temporaryDirectory, upload } from './local-cloud.ts';

/** The most memory that each function's process ever held, in megabytes, by function. */
type PeakMegabytes = Readonly<Record<string, number>>;

export interface MemoryFigures {
  readonly rows: number;
  readonly fileMegabytes: number;
  /** `ingest`, and, where the file was followed to its end, `analyze` and `summarize`. */
  readonly peakMegabytes: PeakMegabytes;
}

/** Reading is what a file's size could tell on; chunks and cells are of one size whatever file they come from. */
const followedToTheEnd = 100_000;
const pollMilliseconds = 200;

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

const handlerOf = (pid: number): string | undefined =>
  /(?:^|\0)_HANDLER=(\w+)\./.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];

const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Read from /proc, so on Linux only. */
const peaksOfFunctions = (): PeakMegabytes => {
  const peaks: Record<string, number> = {};
  for (const pid of childrenOf(process.pid)) {
    const handler = handlerOf(pid);
    if (handler !== undefined) peaks[handler] = Math.max(peaks[handler] ?? 0, Math.round(peakOf(pid)));
  }
  return peaks;
};

const batchList = z.object({ batches: z.array(z.object({ status: z.string() })) });

const isRead = async (cloud: LocalCloud, key: string): Promise<boolean> => {
  const response = await fetch(`${cloud.endpoints.api}/batches?object=${encodeURIComponent(key)}`);
  const { batches } = batchList.parse(await response.json());
  return batches.some(({ status }) => status !== 'ingesting');
};

/** Takes a generated file through the local cloud and says how much memory its functions took. */
export const measure = async (rows: number): Promise<MemoryFigures> => {
  const { directory, remove } = temporaryDirectory();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
  try {
    const key = 'uploads/bench.csv';
    const file = Buffer.from(generateCsv(rows, 1));
    await upload(cloud, key, file);
    while (!(await isRead(cloud, key))) await wait(pollMilliseconds);
    if (rows <= followedToTheEnd) await cloud.idle();
    const peaks = peaksOfFunctions();
    const peakMegabytes = rows <= followedToTheEnd ? peaks : { ingest: peaks['ingest'] ?? Number.NaN };
    return { rows, fileMegabytes: Math.round(file.length / 1e6), peakMegabytes };
  } finally {
    await cloud.stop();
    remove();
  }
};

/** Prints the figures, a line for each size of file. */
export const run = async (sizes: readonly number[] = [10_000, 100_000, 1_000_000]): Promise<void> => {
  console.log(
    `Peak memory of each function (those of files over ${followedToTheEnd} rows: until the file is read)`,
  );
  const table = [];
  for (const size of sizes) {
    const { rows, fileMegabytes, peakMegabytes } = await measure(size);
    table.push({ rows, 'file, MB': fileMegabytes, ...peakMegabytes });
  }
  console.table(table);
};

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  await run(positionals.length === 0 ? undefined : positionals.map(Number));
}
