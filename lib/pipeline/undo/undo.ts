import { type Batch, isWithdrawn } from '../../store/batches/batch.ts';
import type { Effects } from '../effects.ts';
import type { IngestObject, UndoBatch } from '../messages.ts';
import { removeAll } from './remove-copies.ts';

/**
 * Undoes a batch: marks it first, so that no late chunk stays, then removes the copies and departures of its runs, has the
 * cells summarized again, and what it superseded loaded again. Can be repeated. A batch that is unknown, or was uploaded again
 * meanwhile, is left unchanged.
 */
export const undoBatch = async (effects: Effects, { batchId, outcome, runId }: UndoBatch): Promise<void> => {
  const batch = await effects.batches.read(batchId);
  if (batch === undefined || (outcome === 'superseded' && (await isStandingAgain(effects, batch)))) return;
  // The message was late or delivered twice, and the file has been uploaded again since.
  if (runId !== undefined && runId !== batch.runId) return;
  await effects.batches.withdraw(batchId, outcome);
  const cells = await removeAll(effects, batch);
  if (outcome === 'undone') {
    // Loaded on demand: it reads and writes Parquet.
    const { removeLakeFiles } = await import('../erase/lake-files.ts');
    await removeLakeFiles(effects, cells);
  }
  const returning = outcome === 'undone' ? await supersededBy(effects.batches, batch) : undefined;
  if (returning !== undefined) await effects.ingestQueue.send([reloadOf(returning)]);
  effects.log('batch undone', { batchId, outcome, cells: cells.length, returning: returning?.batchId });
};

/** Just after its upload, so that it is a new run and stays before all that came later. */
export const reloadOf = ({ objectKey, uploadedAt, member }: Batch): IngestObject => ({
  kind: 'ingest',
  key: objectKey,
  uploadedAt: new Date(Date.parse(uploadedAt) + 1).toISOString(),
  ...(member === undefined ? {} : { member }),
});

/**
 * The upload of the same content that a batch superseded and that counts again once it is undone: the latest one of another
 * object. Absent where a third upload of the content counts.
 */
export const supersededBy = async (
  batches: Pick<Effects['batches'], 'ofContent'>,
  { batchId, contentHash, objectKey }: Batch,
): Promise<Batch | undefined> => {
  const others = (await batches.ofContent(contentHash)).filter((other) => other.batchId !== batchId);
  return others.every(isWithdrawn)
    ? others.findLast((other) => other.status === 'superseded' && other.objectKey !== objectKey)
    : undefined;
};

/** True if there is no later upload of the same content since the message was sent. */
const isStandingAgain = async ({ batches }: Effects, batch: Batch): Promise<boolean> => {
  const later = (await batches.ofContent(batch.contentHash)).filter(
    ({ uploadedAt }) => uploadedAt > batch.uploadedAt,
  );
  return later.every(isWithdrawn);
};
