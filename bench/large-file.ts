import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '../examples/random.ts';
import { ingestUpload } from '../lib/pipeline/ingest/ingest.ts';
import type { IngestContext } from '../lib/pipeline/ingest/read-rows.ts';
import type { IngestObject } from '../lib/pipeline/messages.ts';
import { bucketConfiguration } from '../lib/runtime/configuration.ts';
import type { ObjectStore } from '../lib/store/object-store.ts';
import { createWorld } from '../test/pipeline/world.ts';
import { memoryBatchStore, memoryObjectStore, memoryQueue } from '../test/store/memory.ts';
import { commentOf } from './feedback-file.ts';

/**
 * One CSV of any size, read by as many functions as are asked for: `node bench/large-file.ts [--functions 5] [ROWS …]`. The file is made while it is read, and of
 * what is written only checkpoints are kept, on disk: everything else is metered.
 */
export interface LargeFileFigures {
  readonly rows: number;
  readonly functions: number;
  readonly fileMegabytes: number;
  /** Of the file, by all functions. */
  readonly readMegabytes: number;
  /** Of chunks. */
  readonly writtenMegabytes: number;
  /** Of the largest checkpoint. */
  readonly checkpointMegabytes: number;
  /** Processor time. */
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** All rows have as many bytes, so that the file can be read from anywhere without being stored. */
const rowBytes = 160;
const header = `${'Response ID,Email,Date,Touchpoint,NPS,Comment'.padEnd(rowBytes - 1)}\n`;
const touchpoints = ['website', 'store', 'checkout', 'delivery', 'returns', 'support', 'renewal'];
const blockRows = 4096;
const blockBytes = blockRows * rowBytes;
const digits = 9;

const digitsOf = (value: number): string => String(value).padStart(digits, '0');

/** Rows that differ in their ids and respondents only: making them must take no time. */
const template = (): Buffer => {
  const random = seededRandom(1);
  const rows = Array.from({ length: blockRows }, () => {
    const day = String(1 + random.integer(28)).padStart(2, '0');
    const start = `R${digitsOf(0)},p${digitsOf(0)}@example.org,2026-0${1 + random.integer(3)}-${day}T10:15:00Z`;
    const rest = `${start},${random.pick(touchpoints)},${random.integer(11)},${commentOf(random)}`;
    return `${rest.slice(0, rowBytes - 1).padEnd(rowBytes - 1)}\n`;
  });
  return Buffer.from(rows.join(''));
};
const emailAt = digits + 3;

const blocks = (rows: number) => {
  const rowsInBlock = template();
  return (block: number): Buffer => {
    const first = block * blockRows;
    const bytes = Buffer.from(rowsInBlock.subarray(0, Math.min(blockRows, rows - first) * rowBytes));
    for (let at = 0, row = first; at < bytes.length; at += rowBytes, row += 1) {
      bytes.write(digitsOf(row), at + 1, 'latin1');
      bytes.write(digitsOf((row * 7919) % rows), at + emailAt, 'latin1');
    }
    return bytes;
  };
};

function* bytesOf(rows: number, start: number, end: number): Generator<Buffer> {
  const block = blocks(rows);
  if (start < rowBytes) yield Buffer.from(header).subarray(start, end);
  for (let at = Math.max(start, rowBytes) - rowBytes; at < end - rowBytes; ) {
    const first = Math.floor(at / blockBytes) * blockBytes;
    const part = block(first / blockBytes).subarray(at - first, end - rowBytes - first);
    yield part;
    at += part.length;
  }
}

interface Metered {
  readonly objects: ObjectStore;
  readonly meters: { read: number; written: number; checkpoint: number };
}

const fileKey = 'uploads/large.csv';

/** The bucket with one file in it. */
const meteredBucket = (rows: number, folder: string): Metered => {
  const meters = { read: 0, written: 0, checkpoint: 0 };
  const memory = memoryObjectStore();
  const sizeBytes = (rows + 1) * rowBytes;
  function* metered(start: number, end: number): Generator<Buffer> {
    for (const part of bytesOf(rows, start, end)) {
      meters.read += part.length;
      yield part;
    }
  }
  const pathOf = (key: string): string => join(folder, encodeURIComponent(key));
  const isCheckpoint = (key: string): boolean => key.startsWith('checkpoints/');
  const stored = (key: string) => {
    const path = pathOf(key);
    const { size } = statSync(path);
    return {
      name: key,
      tag: '"1"',
      sizeBytes: size,
      bytes: (start = 0) => createReadStream(path, { start }),
    };
  };
  return {
    meters,
    objects: {
      ...memory,
      open: async (key) => {
        if (key === fileKey)
          return {
            ...{ name: key, tag: '"1"', sizeBytes },
            bytes: (start = 0, end = sizeBytes) => Readable.from(metered(start, end)),
          };
        return isCheckpoint(key) ? stored(key) : memory.open(key);
      },
      write: async (key, body) => {
        if (!key.startsWith('chunks/')) return memory.write(key, body);
        meters.written += body.length;
      },
      writeStream: async (key, body) => {
        await pipeline(body, createWriteStream(pathOf(key)));
        if (isCheckpoint(key)) meters.checkpoint = Math.max(meters.checkpoint, statSync(pathOf(key)).size);
      },
      remove: async (key) => rmSync(pathOf(key), { force: true }),
    },
  };
};

/** How many rows are read between two looks at the clock. */
const rowsPerGroup = 256;

/** The time left in functions that each read an equal part of a file. */
const sharing = (rows: number, functions: number): (() => number) => {
  const groups = Math.ceil(rows / rowsPerGroup / functions);
  let looks = 0;
  return () => {
    looks += 1;
    return looks % groups === 0 ? 0 : Number.POSITIVE_INFINITY;
  };
};

/** Reads a file of so many rows in so many functions. */
export const measure = async (rows: number, functions: number): Promise<LargeFileFigures> => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  const { objects, meters } = meteredBucket(rows, folder);
  const ingestQueue = memoryQueue<IngestObject>();
  const context: IngestContext = {
    effects: {
      ...createWorld().effects,
      ...{ objects, batches: memoryBatchStore(), ingestQueue: ingestQueue as never },
    },
    configuration: bucketConfiguration(objects),
    settings: { reportingTimeZone: 'UTC', phoneCountry: 'US', identityKey: Buffer.alloc(32, 1) },
    remainingMs: sharing(rows, functions),
  };
  try {
    let used = 0;
    const before = process.cpuUsage();
    let next: IngestObject | undefined = {
      ...{ kind: 'ingest', key: fileKey, uploadedAt: '2026-06-01T00:00:00.000Z', large: true },
    };
    for (; next !== undefined; next = ingestQueue.messages.shift()) {
      used += 1;
      await ingestUpload(context, next);
    }
    const { user, system } = process.cpuUsage(before);
    const [batch] = (await context.effects.batches.list(1)).batches;
    if (batch?.rows?.accepted !== rows)
      throw new Error(`${batch?.rows?.accepted} of ${rows} rows were taken`);
    const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
    return {
      rows,
      functions: used,
      fileMegabytes: megabytes((rows + 1) * rowBytes),
      readMegabytes: megabytes(meters.read),
      writtenMegabytes: megabytes(meters.written),
      checkpointMegabytes: megabytes(meters.checkpoint),
      seconds: Math.round((user + system) / 1e5) / 10,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Prints the figures, a line for each size of file; the memory of a larger one comes last, for it is that of the process. */
export const run = async (sizes: readonly number[], functions: number): Promise<void> => {
  const figures: LargeFileFigures[] = [];
  for (const rows of sizes) figures.push(await measure(rows, functions));
  console.table(figures);
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { functions: { type: 'string', default: '5' } },
  });
  const sizes = positionals.length === 0 ? [10_000, 100_000, 1_000_000] : positionals.map(Number);
  await run(sizes, Number(values.functions));
}
