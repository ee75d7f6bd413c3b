import { type Batch, isRead, isStored, isTakenBack, type Manifest } from '../store/batch.ts';
import { objectKeys } from '../store/keys.ts';
import type { Effects } from './effects.ts';
import type { SummarizeMessage } from './messages.ts';

/** Cells in one message: few enough for one function's time, enough to share the work on weeks and months. */
const cellsPerMessage = 200;

export const readManifest = async (
  { objects }: Pick<Effects, 'objects'>,
  batch: Batch,
): Promise<Manifest | undefined> => {
  const body = await objects.read(objectKeys.manifest(batch.batchId, batch.runId));
  return body === undefined ? undefined : (JSON.parse(body.toString()) as Manifest);
};

/** One message for each touchpoint, or several where it has many cells. */
export const summarizeMessages = (manifest: Manifest): SummarizeMessage[] =>
  Object.entries(manifest.cells).flatMap(([touchpoint, cells]) =>
    Array.from({ length: Math.ceil(cells.length / cellsPerMessage) }, (_, index) => ({
      touchpoint,
      cells: cells.slice(index * cellsPerMessage, (index + 1) * cellsPerMessage),
    })),
  );

/** Of all batches of one content the latest upload stands, once it is stored; the others are taken back. */
const supersede = async ({ batches, ingestQueue }: Effects, contentHash: string): Promise<void> => {
  const ofContent = (await batches.ofContent(contentHash)).filter((batch) => !isTakenBack(batch));
  const standing = ofContent.findLast(isStored);
  if (standing === undefined) return;
  const older = ofContent.slice(0, ofContent.indexOf(standing));
  await ingestQueue.send(older.map(({ batchId }) => ({ kind: 'undo', batchId, outcome: 'superseded' })));
};

/**
 * Ends a run whose chunks are all done or failed: has its cells summarized, marks it, takes back what it supersedes.
 * Does nothing before that. Whoever brings in the last piece calls it, so it may be called again and changes nothing then.
 */
export const finishIfRead = async (effects: Effects, batch: Batch): Promise<void> => {
  if (!isRead(batch)) return;
  const manifest = await readManifest(effects, batch);
  if (manifest === undefined) throw new Error(`the manifest of batch ${batch.batchId} is gone`);
  const answers = await effects.batches.answersOf(batch.batchId, batch.runId);
  await effects.summarizeQueue.send(summarizeMessages(manifest));
  const status = batch.chunksFailed.length > 0 ? 'incomplete' : 'complete';
  const settled = await effects.batches.settle(batch, status, answers);
  if (settled) await supersede(effects, batch.contentHash);
  effects.log('batch finished', {
    batchId: batch.batchId,
    runId: batch.runId,
    status,
    settled,
    chunks: manifest.chunks,
  });
};
