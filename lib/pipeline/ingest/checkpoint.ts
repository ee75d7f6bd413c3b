import { Readable } from 'node:stream';
import pMap from 'p-map';
import { z } from 'zod';
import { readingPoint } from '../../feedback/reading/text/reading-point.ts';
import {
  type Counting,
  readSavedTable,
  type SavedTable,
} from '../../feedback/response/identity/occurrence-table.ts';
import { readSavedLog } from '../../feedback/response/identity/packed-entries.ts';
import { type Places, readSavedPlaces, type SavedPlaces } from '../../feedback/response/identity/places.ts';
import { jsonLine, savedBytes } from '../../feedback/response/identity/saved-bytes.ts';
import type { BatchRun } from '../../store/batches/batch.ts';
import { storedRowLedger } from '../../store/batches/batch-items.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import type { IngestObject } from '../messages.ts';
import type { ChunkWriter, CutSoFar } from './chunks.ts';
import type { RejectsSoFar } from './rejects-writer.ts';

/** What a reading knows when its function's time is over, stored for the function that resumes it. */

/** Higher when what is stored changes, or what is made of a row: then files are read from their start. */
const version = 1;

const facts = z.object({
  version: z.literal(version),
  /** A hash of all that decides what becomes of a row, besides the file. */
  decidedBy: z.string(),
  /** The file as it was read: what its bytes are known by, and its tag. */
  file: z.object({
    fileHash: z.string(),
    contentHash: z.string(),
    tag: z.string(),
    fields: z.array(z.string()).exactOptional(),
  }),
  /** Where to resume in the file; absent: at its start, where rows that were read before are skipped. */
  point: readingPoint.exactOptional(),
  /** Months before this one were closed when reading began. */
  closedBefore: z.string().exactOptional(),
  rows: storedRowLedger,
  cut: z.int().nonnegative(),
  cells: z.record(z.string(), z.array(z.string())),
  undated: z.record(z.string(), z.int()),
  rejects: z.object({ parts: z.int().nonnegative(), open: z.string() }),
  open: z.array(z.string()),
});
type Facts = Readonly<z.infer<typeof facts>>;
export type ReadFile = Facts['file'];

/** What was known of the rows that were read. */
export interface KnownRows {
  readonly chunks: CutSoFar;
  readonly rejects: RejectsSoFar;
  readonly equalRows: SavedTable;
  readonly places: SavedPlaces;
}

/** A stored checkpoint whose facts are read. */
export interface Checkpoint extends Facts {
  /** The rest of it, which is large. */
  known(): Promise<KnownRows>;
}

/** What a checkpoint is made of. */
export interface ReadSoFar extends Pick<Facts, 'decidedBy' | 'file' | 'rows'> {
  readonly point: Facts['point'] | undefined;
  readonly closedBefore: string | undefined;
  readonly chunks: ChunkWriter;
  readonly rejects: RejectsSoFar;
  readonly equalRows: Counting;
  readonly places: Places;
}

const factsOf = ({ decidedBy, file, rows, point, closedBefore, chunks, rejects }: ReadSoFar): Facts => ({
  version,
  decidedBy,
  file,
  rows,
  ...(point === undefined ? {} : { point }),
  ...(closedBefore === undefined ? {} : { closedBefore }),
  cut: chunks.cut,
  cells: Object.fromEntries([...chunks.cells].map(([touchpoint, days]) => [touchpoint, [...days]])),
  undated: Object.fromEntries(chunks.undated),
  rejects: { parts: rejects.parts, open: rejects.open },
  open: [...chunks.open],
});

function* savedOf(read: ReadSoFar): Iterable<Buffer> {
  yield jsonLine(factsOf(read));
  yield* read.chunks.respondents.saved();
  yield* read.equalRows.saved();
  yield* read.places.saved();
}

/** All chunks cut so far must be written. */
export const writeCheckpoint = (
  objects: ObjectStore,
  { batchId, runId }: BatchRun,
  read: ReadSoFar,
): Promise<void> =>
  objects.writeStream(objectKeys.checkpoint(batchId, runId, read.chunks.cut), Readable.from(savedOf(read)));

const knownFrom = async (
  bytes: AsyncIterable<Buffer>,
  { cut, cells, undated, open, rejects }: Facts,
): Promise<KnownRows> => {
  const saved = savedBytes(bytes);
  const respondents = await readSavedLog(saved);
  return {
    chunks: { cut, cells, undated, open, respondents },
    rejects,
    equalRows: await readSavedTable(saved),
    places: await readSavedPlaces(saved),
  };
};

/** The checkpoint that a message names; undefined if there is none, or if another version wrote it. */
export const openCheckpoint = async (
  objects: ObjectStore,
  { batchId, runId, chunks }: NonNullable<IngestObject['checkpoint']>,
): Promise<Checkpoint | undefined> => {
  const object = await objects.open(objectKeys.checkpoint(batchId, runId, chunks));
  if (object === undefined) return undefined;
  const start = savedBytes(object.bytes());
  const parsed = facts.safeParse(await start.json());
  await start.close();
  if (!parsed.success) return undefined;
  return { ...parsed.data, known: () => knownFrom(object.bytes(start.position), parsed.data) };
};

const removedAtOnce = 8;

/** Removes what was stored to resume a run that has ended. */
export const removeCheckpoints = async (
  objects: ObjectStore,
  { batchId, runId }: BatchRun,
): Promise<void> => {
  const prefix = objectKeys.checkpoints(batchId, runId);
  for (let stored = await objects.list(prefix); stored.length > 0; stored = await objects.list(prefix))
    await pMap(stored, ({ key }) => objects.remove(key), { concurrency: removedAtOnce });
};
