import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import Table from 'cli-table3';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { type Random, seededRandom } from '../examples/random.ts';
import { fileOnDisk } from '../lib/feedback/reading/disk.ts';
import { openTable } from '../lib/feedback/reading/open.ts';

/** One reading of a file in a process of its own. */
const reading = z.object({
  rows: z.number(),
  seconds: z.number(),
  /** Processor time, which other work on the machine changes less than the clock. */
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
});
type Reading = Readonly<z.infer<typeof reading>>;

export interface ReadingResult {
  readonly rows: number;
  readonly fileMegabytes: number;
  readonly ours: Reading;
  readonly bare: Reading;
  /** Our rows a second of processor time over those of bare csv-parse on the same file. The goal is 0.7. */
  readonly ratio: number;
}

const words =
  'delivery was late but the staff were kind and helpful checkout felt slow price good never again café great'.split(
    ' ',
  );

const rowText = (row: number, random: Random): string => {
  const comment = Array.from({ length: 5 + random.integer(25) }, () => random.pick(words)).join(' ');
  const quoted = random.chance(0.4) ? `"${comment}, ""ok""\nand more"` : comment;
  return `R_${row},2026-05-${10 + (row % 20)} 10:20:00,web,${random.integer(11)},${1 + random.integer(5)},${quoted},${random.chance(0.5) ? '' : 'faster please'}\r\n`;
};

const writeFeedback = async (path: string, rows: number): Promise<void> => {
  const random = seededRandom(1);
  const file = await open(path, 'w');
  let text = 'id,submitted at,touchpoint,nps,csat,comment,improve\r\n';
  for (let row = 1; row <= rows; row += 1) {
    text += rowText(row, random);
    if (text.length < 1_000_000 && row < rows) continue;
    await file.write(text);
    text = '';
  }
  await file.close();
};

const readOurs = async (path: string): Promise<number> => {
  let rows = 0;
  const table = await openTable(fileOnDisk(path));
  for await (const _ of table.rows()) rows += 1;
  return rows;
};

const readBare = async (path: string): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let records = 0;
  createReadStream(path)
    .pipe(parse())
    .on('data', () => {
      records += 1;
    })
    .on('end', () => resolve(records - 1))
    .on('error', reject);
  return promise;
};

const measured = async (read: (path: string) => Promise<number>, path: string): Promise<Reading> => {
  const start = performance.now();
  const rows = await read(path);
  const { user, system } = process.cpuUsage();
  return {
    rows,
    seconds: (performance.now() - start) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
};

const inChild = async (reader: 'ours' | 'bare', path: string): Promise<Reading> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    import.meta.filename,
    '--read',
    reader,
    path,
  ]);
  return reading.parse(JSON.parse(stdout));
};

/** Of two readings the one that other work on the machine disturbed less; its memory is the larger of both. */
const better = (first: Reading, second: Reading): Reading => ({
  ...(first.cpuSeconds <= second.cpuSeconds ? first : second),
  peakMegabytes: Math.max(first.peakMegabytes, second.peakMegabytes),
});

const compared = async (folder: string, rows: number): Promise<ReadingResult> => {
  const path = join(folder, `${rows}.csv`);
  await writeFeedback(path, rows);
  const first = { ours: await inChild('ours', path), bare: await inChild('bare', path) };
  const second = { ours: await inChild('ours', path), bare: await inChild('bare', path) };
  const ours = better(first.ours, second.ours);
  const bare = better(first.bare, second.bare);
  if (ours.rows !== rows || bare.rows !== rows)
    throw new Error(`read ${ours.rows} and ${bare.rows} of ${rows} rows`);
  const fileMegabytes = statSync(path).size / 1_000_000;
  rmSync(path);
  return { rows, fileMegabytes, ours, bare, ratio: bare.cpuSeconds / ours.cpuSeconds };
};

/**
 * Reads generated CSV files of these sizes, with our reader and with bare csv-parse (its fastest way, `data` events), in
 * turn and twice, each in a process of its own. Start-up is part of the processor time, which weighs on the small files.
 */
export const measure = async (
  sizes: readonly number[] = [10_000, 100_000, 1_000_000],
): Promise<ReadingResult[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  try {
    const results: ReadingResult[] = [];
    for (const rows of sizes) results.push(await compared(folder, rows));
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const tableOf = (results: readonly ReadingResult[]): string => {
  const table = new Table({
    head: [
      'rows',
      'MB',
      'ours rows/s',
      'csv-parse rows/s',
      'ratio (CPU)',
      'ours peak MB',
      'csv-parse peak MB',
    ],
    style: { head: [], border: [] },
  });
  for (const { rows, fileMegabytes, ours, bare, ratio } of results) {
    table.push([
      rows.toLocaleString('en'),
      fileMegabytes.toFixed(1),
      Math.round(rows / ours.seconds).toLocaleString('en'),
      Math.round(rows / bare.seconds).toLocaleString('en'),
      ratio.toFixed(2),
      ours.peakMegabytes.toFixed(0),
      bare.peakMegabytes.toFixed(0),
    ]);
  }
  return table.toString();
};

/** Prints the figures, a line for each size of file. */
export const run = async (sizes?: readonly number[]): Promise<void> => {
  console.log('Reading alone against bare csv-parse, each in a process of its own');
  console.log(tableOf(await measure(sizes)));
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    options: { rows: { type: 'string' }, read: { type: 'string' } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (values.read !== undefined && path !== undefined) {
    console.log(JSON.stringify(await measured(values.read === 'ours' ? readOurs : readBare, path)));
    return;
  }
  await run(values.rows === undefined ? undefined : [Number(values.rows)]);
};

if (import.meta.main) await main();
