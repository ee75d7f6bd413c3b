import { type Usage, usageSince } from '../../lib/cost/usage.ts';
import { startLocalCloud } from '../../lib/local/cloud/cloud.ts';
import type { FunctionTime } from '../../lib/local/functions/function-time.ts';
import { responsesPerChunk } from '../../lib/pipeline/ingest/chunks.ts';
import { measure as measureDay } from '../day.ts';
import { generateCsv } from '../feedback-file.ts';
import { anyPort, temporaryDirectory, upload } from '../local-cloud.ts';
import type { Load, ServiceTimes } from './model.ts';

/** What a load took on this machine. */
export interface Measured {
  readonly load: Load;
  /** From the put of the files to the last figure. */
  readonly seconds: number;
  /** By what functions waited for, too; and by their processor time alone. */
  readonly times: Readonly<Record<FunctionTime, ServiceTimes>>;
}

const touchpoints = 7;
const gigabytes = { ingest: 2048 / 1024, analyze: 1769 / 1024, summarize: 1769 / 1024 };

const secondsOf = (usage: Usage, name: keyof typeof gigabytes): number =>
  (usage.functionGigabyteSeconds?.[name] ?? 0) / gigabytes[name];

/** Issues are looked for in at most 20,000 clauses of a touchpoint: about two of each comment. */
const issueRows = 10_000;

/** @param summarizeRow seconds for a row of one cell, where no issues are looked for */
const timesOf = (usage: Usage, { rows, rowsPerFile }: Load, summarizeRow: number): ServiceTimes => {
  // Each file has all rows of its touchpoints counted that are stored by then.
  const summarized = (rows * (rows + rowsPerFile)) / (2 * rowsPerFile);
  return {
    readRow: secondsOf(usage, 'ingest') / rows,
    scoreChunk: secondsOf(usage, 'analyze') / (rows / responsesPerChunk),
    rowsPerChunk: responsesPerChunk,
    writeUnitsPerRow: (usage.tableWriteUnits?.['feedback'] ?? rows) / rows,
    summarizeRow,
    issueRow: Math.max(0, secondsOf(usage, 'summarize') / summarized - summarizeRow),
    issueRows,
  };
};

const rowsOfDay = 10_000;

/** Loads files into a local cloud, after others have warmed its functions. */
export const measureLoad = async (rows: number, rowsPerFile: number): Promise<Measured> => {
  const { seconds: daySeconds, cpuSeconds } = await measureDay(rowsOfDay);
  const ofRow = { elapsed: daySeconds / rowsOfDay, processor: cpuSeconds / rowsOfDay };
  const { directory, remove } = temporaryDirectory();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
  try {
    await upload(cloud, 'uploads/warm-up/first.csv', generateCsv(2000, 1));
    await cloud.idle();
    const read = async () => ({ elapsed: await cloud.usage(), processor: await cloud.usage('processor') });
    const before = await read();
    const files = Array.from({ length: rows / rowsPerFile }, (_, index) =>
      generateCsv(rowsPerFile, 2 + index),
    );
    const start = performance.now();
    await Promise.all(files.map((file, index) => upload(cloud, `uploads/scale/${index}.csv`, file)));
    await cloud.idle();
    const seconds = (performance.now() - start) / 1000;
    const after = await read();
    const load = { rows, rowsPerFile, touchpoints };
    const used = (time: FunctionTime) => timesOf(usageSince(before[time], after[time]), load, ofRow[time]);
    return { load, seconds, times: { elapsed: used('elapsed'), processor: used('processor') } };
  } finally {
    await cloud.stop();
    remove();
  }
};
