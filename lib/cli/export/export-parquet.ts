import { createWriteStream } from 'node:fs';
import { glob, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiClient } from '../../api/client/client.ts';
import {
  feedbackColumns,
  feedbackRows,
  inFileOrder,
  type ReadableResponse,
  writtenMonth,
} from '../../lake/feedback-table.ts';
import {
  type LakeColumns,
  type LakeFile,
  type LakeRow,
  lakePath,
  lakeTables,
} from '../../lake/lake-table.ts';
import { parquetOf } from '../../lake/parquet.ts';
import {
  type LakePeriod,
  lakeGrains,
  periodMonth,
  summaryColumns,
  summaryRows,
} from '../../lake/summaries-table.ts';

/** The tables for analysis as files of a folder, from what the API shows. */

const responsesOf = async (client: ApiClient, touchpoint: string): Promise<ReadableResponse[]> => {
  const responses: ReadableResponse[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.touchpointFeedback({ touchpoint, limit: 200, cursor });
    responses.push(...page.feedback);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return responses;
};

const periodsOf = async (client: ApiClient, touchpoint: string): Promise<LakePeriod[]> => {
  const periods: LakePeriod[] = [];
  for (const grain of lakeGrains) {
    const view = await client.touchpointSummaries({ touchpoint, grain });
    if ('summaries' in view) periods.push(...view.summaries.map((one) => ({ ...one, touchpoint, grain })));
  }
  return periods;
};

interface Content {
  readonly file: LakeFile;
  readonly columns: LakeColumns;
  readonly rows: readonly LakeRow[];
}

/** The content of all files of a touchpoint. */
const contentsOf = async (client: ApiClient, touchpoint: string): Promise<Content[]> => {
  const responses = Map.groupBy(await responsesOf(client, touchpoint), ({ written }) =>
    writtenMonth(written),
  );
  const periods = Map.groupBy(await periodsOf(client, touchpoint), ({ period }) => periodMonth(period));
  return [
    ...[...responses].map(([month, some]) => ({
      file: { table: 'feedback' as const, touchpoint, month },
      columns: feedbackColumns,
      rows: inFileOrder(some).flatMap(feedbackRows),
    })),
    ...[...periods].map(([month, some]) => ({
      file: { table: 'summaries' as const, touchpoint, month },
      columns: summaryColumns,
      rows: some.flatMap(summaryRows),
    })),
  ];
};

async function* once<Item>(item: Item): AsyncGenerator<Item> {
  yield item;
}

/** Complete or not there: a reader never finds half a file. */
const writeFile = async (folder: string, { file, columns, rows }: Content): Promise<string> => {
  const path = join(folder, lakePath(file));
  const unfinished = `${path}.unfinished`;
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.from(parquetOf(columns, once(rows))), createWriteStream(unfinished));
  await rename(unfinished, path);
  return path;
};

/** Files of an earlier export that no longer have any rows: an undone batch leaves them too. */
const removeOthers = async (folder: string, kept: ReadonlySet<string>): Promise<void> => {
  for await (const path of glob(
    lakeTables.map((table) => `${table}/month=*/*.parquet`),
    { cwd: folder },
  ))
    if (!kept.has(join(folder, path))) await rm(join(folder, path));
};

/** What an export wrote. */
export interface ExportedTables {
  readonly files: number;
  readonly rows: number;
}

/**
 * Writes `feedback` and `summaries` as Parquet files into a folder, and removes files there of an earlier export that have no rows any more. The
 * same feedback gives the same bytes. Holds the responses of one touchpoint in memory.
 */
export const exportParquet = async (client: ApiClient, folder: string): Promise<ExportedTables> => {
  const { touchpoints } = await client.listTouchpoints();
  const written = new Set<string>();
  let rows = 0;
  for (const { id } of touchpoints)
    for (const content of await contentsOf(client, id)) {
      written.add(await writeFile(folder, content));
      rows += content.rows.length;
    }
  await removeOthers(folder, written);
  return { files: written.size, rows };
};
