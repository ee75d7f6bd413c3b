import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Journey } from '../../feedback/journey.ts';
import type { LoadLimits } from '../../feedback/load-limits-schema.ts';
import type { Confirmation, Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import { createOccurrenceTable } from '../../feedback/response/identity/occurrence-table.ts';
import { createPlaces, type Places } from '../../feedback/response/identity/places.ts';
import type { Respondents } from '../../feedback/response/identity/respondents.ts';
import { intake, type Outcome } from '../../feedback/response/intake.ts';
import { emptyRowLedger, mergeRowLedgers, type RowLedger } from '../../feedback/response/ledger.ts';
import { rowLedger } from '../../feedback/response/outcome.ts';
import type { OwnNumber } from '../../feedback/response/redaction/own-numbers.ts';
import { rejectsFormat } from '../../feedback/response/rejects.ts';
import type { Batch, BatchHeader, Manifest } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Effects, Settings } from '../effects.ts';
import type { AnalyzeMessage, IngestObject, MovesMessage } from '../messages.ts';
import { summarizeIfRead } from '../summarize/finish.ts';
import { parkBatch } from '../undo/remove-copies.ts';
import { type Checkpoint, type ReadFile, removeCheckpoints, writeCheckpoint } from './checkpoint.ts';
import { type ChunkWriter, chunkWriter } from './chunks.ts';
import { holdCheck, reserveInMonth } from './holds.ts';
import { type RejectsWriter, rejectsWriter } from './rejects-writer.ts';
import { resumeAfter } from './resume-after.ts';

/** The input of the ingest step besides its message. */
export interface IngestContext {
  readonly effects: Effects;
  readonly configuration: Configuration;
  readonly settings: Settings;
  /** The time left for this function. */
  readonly remainingMs: () => number;
  /** Default: a thousand. */
  readonly responsesPerChunk?: number;
  /** The size up to which a file is small. Default: 16 KB. */
  readonly largestSmallBytes?: number;
  /** About how many bytes of a text are between two points from which reading can resume. Default: that of readers. */
  readonly segmentBytes?: number;
}

/** The time needed to write the rest and send the messages. */
const reserveMs = 60_000;

/** Records a batch that is held for a person's decision; nothing of it is stored. */
export const hold = async (
  effects: Effects,
  header: BatchHeader,
  questions: readonly MappingQuestion[],
): Promise<void> => {
  effects.log('batch held', { batchId: header.batchId, questions: questions.length });
  await parkBatch(effects, header, { questions });
};

/** If responses have ids, there is one more chunk: a search for those that are elsewhere in other uploads. */
const chunkMessage = (
  { batchId, runId, source, chunksTotal }: Batch,
  chunk: number,
): AnalyzeMessage | MovesMessage =>
  source !== undefined && chunk + 1 === chunksTotal
    ? { kind: 'moves', batchId, runId, chunk }
    : { batchId, runId, chunk, key: objectKeys.chunk(batchId, runId, chunk) };

/** Chunks of files with more go after those of small ones. */
const largestSmallResponses = 200;

const isLarge = ({ rows }: Batch): boolean =>
  (rows?.accepted ?? 0) + (rows?.updated ?? 0) > largestSmallResponses;

const chunksIn = ({ source }: Batch, { chunks }: Manifest): number =>
  source === undefined || chunks === 0 ? chunks : chunks + 1;

/** Sends the chunks that are not stored yet to analysis; a batch without any is finished here. */
export const sendChunks = async (effects: Effects, batch: Batch): Promise<void> => {
  const { chunksTotal = 0 } = batch;
  const settled = new Set([...batch.chunksDone, ...batch.chunksFailed]);
  const open = Array.from({ length: chunksTotal }, (_, chunk) => chunk).filter(
    (chunk) => !settled.has(chunk),
  );
  const size = isLarge(batch) ? { large: true as const } : {};
  await effects.analyzeQueue.send(open.map((chunk) => ({ ...chunkMessage(batch, chunk), ...size })));
  await summarizeIfRead(effects, batch);
};

/** The totals over all rows of a file. */
interface ReadRows {
  readonly manifest: Manifest;
  readonly places: Places;
  readonly respondents: Respondents;
  readonly rows: RowLedger;
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Writes first, triggers last: after a crash before the total is known, nothing reads what was written. */
const record = async (
  effects: Effects,
  batch: Batch,
  { manifest, places, respondents, rows }: ReadRows,
): Promise<void> => {
  if (batch.source !== undefined) {
    const key = objectKeys.places(batch.batchId, batch.runId);
    await effects.objects.writeStream(key, Readable.from(places.packed()));
  }
  if (respondents.size > 0) {
    const key = objectKeys.respondents(batch.batchId, batch.runId);
    await effects.objects.writeStream(key, Readable.from(respondents.packed()));
  }
  await effects.objects.write(objectKeys.manifest(batch.batchId, batch.runId), JSON.stringify(manifest));
  const recorded = await effects.batches.recordTotal(batch, chunksIn(batch, manifest), rows);
  effects.log('rows read', {
    batchId: batch.batchId,
    rows: rows.read,
    accepted: rows.accepted,
    duplicate: rows.duplicate,
    updated: rows.updated,
    excluded: sumOf(rows.excluded),
    rejected: sumOf(rows.rejected),
    chunks: manifest.chunks,
  });
  if (recorded !== undefined) await sendChunks(effects, recorded);
};

interface Reading {
  readonly chunks: ChunkWriter;
  readonly rejects: RejectsWriter;
}

const take = async ({ chunks, rejects }: Reading, outcomes: readonly Outcome[]): Promise<RowLedger> => {
  for (const outcome of outcomes) {
    if (outcome.kind === 'accepted' || outcome.kind === 'updated') await chunks.add(outcome.response);
    else if (outcome.kind === 'rejected') await rejects.add(outcome);
  }
  return rowLedger(outcomes);
};

/** A table that is ready to be read. */
export interface RowsToRead {
  readonly message: IngestObject;
  readonly batch: Batch;
  readonly file: ReadFile;
  readonly table: SourceTable;
  /** Where an earlier function stopped reading this file. */
  readonly checkpoint?: Checkpoint | undefined;
  readonly mapping: Mapping;
  readonly journey: Journey;
  readonly limits: LoadLimits;
  readonly paidLanguages: readonly string[];
  readonly ownNumbers: readonly OwnNumber[];
  /** What a person has confirmed: it no longer holds the batch. */
  readonly confirmed: readonly Confirmation[];
}

/** Of values that JSON can write. */
const hashOf = (values: readonly unknown[]): string => hash('sha256', JSON.stringify(values), 'base64url');

/** All that decides what becomes of a row, besides its file and its mapping: a reading resumes only under the same. */
const decidedBy = (
  { settings, responsesPerChunk }: IngestContext,
  { batch, journey, ownNumbers }: RowsToRead,
  erased: ReadonlySet<string>,
): string => {
  const { batchId, runId, uploadedAt } = batch;
  const { identityKey, reportingTimeZone, phoneCountry } = settings;
  return hashOf([
    ...[batchId, runId, uploadedAt, journey, ownNumbers, reportingTimeZone, phoneCountry],
    ...[hashOf([identityKey.toString('base64')]), [...erased].toSorted(), responsesPerChunk],
  ]);
};

/** Opens what a reading writes and remembers: as it was at the checkpoint, or new. */
const openReading = async (
  { effects, settings, ...context }: IngestContext,
  { batch, mapping, ownNumbers }: RowsToRead,
  checkpoint: Checkpoint | undefined,
) => {
  const known = await checkpoint?.known();
  const format = rejectsFormat(
    mapping,
    { phoneCountry: settings.phoneCountry, ownNumbers },
    settings.identityKey,
  );
  return {
    chunks: chunkWriter(effects.objects, batch, {
      ...(known === undefined ? {} : { before: known.chunks }),
      ...(context.responsesPerChunk === undefined ? {} : { perChunk: context.responsesPerChunk }),
    }),
    rejects: rejectsWriter(effects.objects, batch, { format, before: known?.rejects }),
    places: createPlaces(known?.places),
    equalRows: createOccurrenceTable(known?.equalRows),
    closedBefore: await closedBeforeOf(effects, checkpoint),
  };
};

/** A file that is read in parts is read as it began. */
const closedBeforeOf = async (
  { batches }: Pick<Effects, 'batches'>,
  checkpoint: Checkpoint | undefined,
): Promise<string | undefined> =>
  checkpoint === undefined ? (await batches.retentionMarks()).closedBefore : checkpoint.closedBefore;

/** How a reading ended: `later`, a message was sent that resumes it. */
export type Ending = 'now' | 'later';

/**
 * Reads all rows of a table into chunks and rejects, then records the total and sends the chunks to analysis. When the
 * function's time runs short, what it knows is stored, and a message to resume it is sent instead.
 */
export const readRows = async (context: IngestContext, toRead: RowsToRead): Promise<Ending> => {
  const { effects, settings, remainingMs } = context;
  const { batch, table, mapping, journey, ownNumbers, file } = toRead;
  const held = { ...toRead, region: settings.region };
  const mustAsk = holdCheck(effects, held);
  const erased = await effects.batches.tombstones();
  const decided = decidedBy(context, toRead, erased);
  const checkpoint = toRead.checkpoint?.decidedBy === decided ? toRead.checkpoint : undefined;
  const reading = await openReading(context, toRead, checkpoint);
  const { chunks, rejects, places, equalRows, closedBefore } = reading;
  let rows = checkpoint?.rows ?? emptyRowLedger;
  const cutBefore = chunks.cut;
  const rest = resumeAfter(table, rows.read, checkpoint?.point);
  const outcomes = intake(rest.table, mapping, {
    ...{ ...settings, ownNumbers, erased, closedBefore, places, equalRows, journey },
    batchId: batch.batchId,
    receivedAt: batch.uploadedAt,
  });
  for await (const group of outcomes) {
    rows = mergeRowLedgers(rows, await take(reading, group));
    const question = await mustAsk({ rows, touchpoints: chunks.cells, undated: chunks.undated });
    if (question !== undefined) {
      // No chunk may appear after the batch is held: whoever looks through them must see all.
      await chunks.flush();
      await hold(effects, batch, [question]);
      return 'now';
    }
    if (remainingMs() < reserveMs && chunks.cut > cutBefore) {
      const point = rest.pointAt(rows.read);
      await chunks.flush();
      await writeCheckpoint(effects.objects, batch, { ...reading, decidedBy: decided, file, rows, point });
      await resumeLater(effects, toRead, chunks.cut);
      return 'later';
    }
  }
  await rejects.close();
  const question = await reserveInMonth(effects, held, rows);
  if (question !== undefined) {
    await chunks.flush();
    await hold(effects, batch, [question]);
  } else
    await record(effects, batch, {
      ...{ manifest: await chunks.close(), places, respondents: chunks.respondents, rows },
    });
  if (rejects.parts > 0) await removeCheckpoints(effects.objects, batch);
  return 'now';
};

const resumeLater = (
  { ingestQueue }: Effects,
  { message, batch: { batchId, runId }, file: { contentHash } }: RowsToRead,
  chunks: number,
): Promise<void> => ingestQueue.send([{ ...message, checkpoint: { batchId, runId, chunks, contentHash } }]);
