import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { clientSettings } from '../lib/local/emulators/clients.ts';
import { documentClient } from '../lib/store/dynamodb.ts';
import { generateCsv } from './feedback-file.ts';
import { anyPort, temporaryDirectory, upload } from './local-cloud.ts';

/**
 * The whole local pipeline, from the put of a file to its last summary, against the least that any pipeline must do:
 * bare BatchWrites of the same items to the same emulator, in the same run.
 */
export interface PipelineFigures {
  readonly rows: number;
  readonly pipelineRowsPerSecond: number;
  readonly bareWritesPerSecond: number;
  /** The pipeline's speed as a share of the bare writes'. */
  readonly ratio: number;
}

const seed = 2;

const secondsOf = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const storedItems = async (
  client: DynamoDBDocumentClient,
  table: string,
): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client }, { TableName: table })) items.push(...(page.Items ?? []));
  return items;
};

const itemsPerWrite = 25;
const writesAtOnce = 8;

/** The same items under other keys, so that nothing is overwritten, as any user of the SDK would write them. */
const writeBare = async (
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> => {
  const puts = items.map((item) => ({ PutRequest: { Item: { ...item, cell: `bench-${item['cell']}` } } }));
  const groups = Array.from({ length: Math.ceil(puts.length / itemsPerWrite) }, (_, index) =>
    puts.slice(index * itemsPerWrite, (index + 1) * itemsPerWrite),
  );
  await pMap(groups, (group) => client.send(new BatchWriteCommand({ RequestItems: { [table]: group } })), {
    concurrency: writesAtOnce,
  });
};

export const measure = async (rows: number): Promise<PipelineFigures> => {
  const { directory, remove } = temporaryDirectory();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
  const client = documentClient({ ...clientSettings, endpoint: cloud.endpoints.dynamodb });
  const table = cloud.outputs['FeedbackTable'] ?? '';
  try {
    // Once through cold functions, which the figures leave out: they start once a day, not once a file.
    await upload(cloud, 'uploads/warm-up/first.csv', generateCsv(2000, seed - 1));
    await cloud.idle();
    const pipelineSeconds = await secondsOf(async () => {
      await upload(cloud, 'uploads/bench.csv', generateCsv(rows, seed));
      await cloud.idle();
    });
    const items = (await storedItems(client, table)).filter(({ sourceId }) =>
      String(sourceId).startsWith(`R_${seed}x`),
    );
    if (items.length !== rows) throw new Error(`${items.length} of ${rows} rows are stored`);
    const bareSeconds = await secondsOf(() => writeBare(client, table, items));
    return {
      rows,
      pipelineRowsPerSecond: rows / pipelineSeconds,
      bareWritesPerSecond: rows / bareSeconds,
      ratio: bareSeconds / pipelineSeconds,
    };
  } finally {
    client.destroy();
    await cloud.stop();
    remove();
  }
};

/** Prints the figures as a line of a table. */
export const run = async (rows = 50_000): Promise<void> => {
  const figures = await measure(rows);
  console.log('The whole local pipeline against bare BatchWrites of the same items, in one run');
  console.table({
    rows: figures.rows,
    'pipeline, rows/s': Math.round(figures.pipelineRowsPerSecond),
    'bare writes, items/s': Math.round(figures.bareWritesPerSecond),
    ratio: Number(figures.ratio.toFixed(2)),
  });
};

if (import.meta.main) await run(process.argv[2] === undefined ? undefined : Number(process.argv[2]));
