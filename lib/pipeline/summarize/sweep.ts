import { type Batch, isOpen } from '../../store/batches/batch.ts';
import type { OpenUpload } from '../../store/batches/batch-store.ts';
import type { Effects } from '../effects.ts';
import { summarizeIfRead } from './finish.ts';

/** True once this upload can do nothing more: its batch has ended, and not before a later upload begins. */
const hasEnded = (batch: Batch | undefined, { uploadedAt }: OpenUpload): boolean =>
  batch !== undefined && !isOpen(batch) && batch.uploadedAt >= uploadedAt;

const sweepOne = async (effects: Effects, upload: OpenUpload): Promise<void> => {
  const batch = await effects.batches.read(upload.batchId);
  if (hasEnded(batch, upload)) return effects.batches.close(upload);
  if (batch?.status === 'analyzing') await summarizeIfRead(effects, batch);
};

/** Longer than any file takes, its retries included. */
const stuckAfterMs = 6 * 3_600_000;

const stuckOf = (uploads: readonly OpenUpload[], now: Date | undefined): number =>
  uploads.filter(
    ({ uploadedAt }) => now !== undefined && Date.parse(uploadedAt) < now.getTime() - stuckAfterMs,
  ).length;

/**
 * Ends the batches and reanalyses whose last message was lost after its work was done. Reads those that have not ended, and no others.
 * Those that began over six hours before `now` are reported as stuck. A batch that fails costs none of the others; after all of them, the error of the first is thrown.
 */
export const sweep = async (effects: Effects, now?: Date): Promise<void> => {
  await effects.batches.openUnlisted();
  const uploads = await effects.batches.open();
  const failures: unknown[] = [];
  for (const upload of uploads) {
    try {
      await sweepOne(effects, upload);
    } catch (error) {
      failures.push(error);
      const name = error instanceof Error ? error.name : typeof error;
      effects.log('batch not swept', { batchId: upload.batchId, name });
    }
  }
  effects.log('swept', { open: uploads.length, stuck: stuckOf(uploads, now), failed: failures.length });
  if (failures.length > 0) throw failures[0];
};
