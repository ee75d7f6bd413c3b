import { VerbatimError } from '../../errors.ts';
import { type Batch, isOpen } from '../../store/batches/batch.ts';
import type { Effects } from '../effects.ts';
import type { IngestObject } from '../messages.ts';
import { summarizeMessages } from '../summarize/summarize-messages.ts';
import { reloadOf } from '../undo/undo.ts';
import { failedUndo, lostRewrites, lostSummaries } from './failed-parts.ts';

/** Has what was given up, or lost its message, tried again. All of it can be repeated. */

/** What was asked for again: chunks and summaries, reading the file, removing the batch. */
export type Redriven = 'chunks' | 'file' | 'undo';

const sameUpload = ({ objectKey, uploadedAt, member }: Batch): IngestObject => ({
  kind: 'ingest',
  key: objectKey,
  uploadedAt,
  ...(member === undefined ? {} : { member }),
});

/** An incomplete batch loses its failures first: a crash in between leaves a batch in progress, which can be asked for again. */
const redriveChunks = async (effects: Effects, batch: Batch): Promise<void> => {
  const open = batch.status === 'incomplete' ? await effects.batches.reopen(batch) : batch;
  if (open === undefined) return;
  // Loaded on demand: it needs the readers of file formats.
  const { sendChunks } = await import('../ingest/read-rows.ts');
  await sendChunks(effects, open);
};

const redriveRemoval = async (effects: Effects, batch: Batch): Promise<void> => {
  const { batchId, status } = batch;
  await effects.batches.forgetFailure(failedUndo(batchId));
  await effects.ingestQueue.send([
    status === 'undone' || status === 'superseded'
      ? { kind: 'undo', batchId, outcome: status }
      : sameUpload(batch),
  ]);
};

/** A file that could not be read is read as a new upload, one that lost its message as the same. */
const redriveFile = (effects: Effects, batch: Batch): Promise<void> =>
  effects.ingestQueue.send([batch.status === 'refused' ? reloadOf(batch) : sameUpload(batch)]);

/** What of a batch can be tried again; undefined if it has ended as it should. A reanalysis is started anew instead. */
const redrivable = ({ status, removing, error, reanalysis }: Batch): Redriven | undefined => {
  if (reanalysis !== undefined) return undefined;
  if (removing === true) return 'undo';
  if (status === 'incomplete' || status === 'analyzing') return 'chunks';
  return status === 'ingesting' || (status === 'refused' && error?.code === 'internal') ? 'file' : undefined;
};

const steps = { chunks: redriveChunks, file: redriveFile, undo: redriveRemoval };

/**
 * Has the failed parts of a batch tried again.
 *
 * @throws VerbatimError `conflict` if nothing of it failed or is in progress
 */
export const redriveBatch = async (effects: Effects, batch: Batch): Promise<Redriven> => {
  const kind = redrivable(batch);
  if (kind === undefined)
    throw new VerbatimError('conflict', 'the batch has nothing to try again', {
      expected: 'an incomplete batch, or one in progress',
      got: batch.status,
    });
  await steps[kind](effects, batch);
  effects.log('batch redriven', { batchId: batch.batchId, kind });
  return kind;
};

const batchesPerPage = 100;

/** The messages first: a crash in between has them sent again. */
const redriveLostSummaries = async ({ batches, summarizeQueue }: Effects): Promise<number> => {
  const lost = await batches.failuresOf(lostSummaries);
  for (const { work, touchpoint, cells } of lost) {
    if (touchpoint !== undefined && cells !== undefined)
      await summarizeQueue.send(summarizeMessages({ [touchpoint]: cells }));
    await batches.forgetFailure({ of: lostSummaries, work });
  }
  return lost.length;
};

const redriveLostRewrites = async ({ batches, ingestQueue }: Effects): Promise<void> => {
  for (const { work } of await batches.failuresOf(lostRewrites)) {
    await ingestQueue.send([{ kind: 'rewrite', key: work }]);
    await batches.forgetFailure({ of: lostRewrites, work });
  }
};

/** What was tried again: batches, and cells outside of any batch. */
export interface RedrivenAll {
  readonly batches: readonly { readonly batchId: string; readonly redriven: Redriven }[];
  readonly lostSummaries: number;
}

/** Has everything that failed tried again. Batches in progress are left alone: their messages are still coming. */
export const redriveAll = async (effects: Effects): Promise<RedrivenAll> => {
  const redriven: { batchId: string; redriven: Redriven }[] = [];
  let cursor: string | undefined;
  do {
    const page = await effects.batches.list(batchesPerPage, cursor);
    for (const batch of page.batches) {
      if (isOpen(batch) || redrivable(batch) === undefined) continue;
      redriven.push({ batchId: batch.batchId, redriven: await redriveBatch(effects, batch) });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  await redriveLostRewrites(effects);
  return { batches: redriven, lostSummaries: await redriveLostSummaries(effects) };
};
