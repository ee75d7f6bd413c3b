import { type Batch, isOpen } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { IssuedDigest, ReportStore } from '../../store/report-store.ts';
import { allBatches } from '../all-batches.ts';
import type { Effects } from '../effects.ts';
import { chunkKeysOf, searchSamples } from '../erase/batch-objects.ts';

/** Removes uploaded files with what was made of them on the way, and digests, when they are old enough. */

/** The time that one more file may take. */
const reserveMs = 60_000;
const yearsOfDigests = 30;

/** The file itself stays while a younger batch, or one still being loaded, is of the same object. */
const removeFile = async (effects: Effects, batch: Batch, before: string): Promise<void> => {
  const { objects, batches } = effects;
  const { batchId, objectKey } = batch;
  for (const key of await chunkKeysOf(effects, batch)) await objects.remove(key);
  await objects.remove(objectKeys.rejects(batchId));
  await searchSamples(effects, batch, true);
  const ofObject = await batches.ofObject(objectKey);
  if (ofObject.some((other) => other.uploadedAt >= before || isOpen(other))) return;
  await objects.remove(objectKeys.mappingOverride(objectKey));
  await objects.remove(objectKey);
};

/**
 * Removes the files that were uploaded before an instant, the oldest first, until the time is short: the next call goes on.
 *
 * @returns whether all are removed
 */
export const removeFiles = async (
  effects: Effects,
  before: string,
  remainingMs: () => number,
): Promise<boolean> => {
  const { filesBefore = '' } = await effects.batches.retentionMarks();
  const expired = await allBatches(
    effects,
    (batch) => batch.uploadedAt < before && batch.uploadedAt >= filesBefore && !isOpen(batch),
  );
  for (const batch of expired.toReversed()) {
    if (remainingMs() < reserveMs) return false;
    await removeFile(effects, batch, before);
    await effects.batches.advanceRetention({ filesBefore: batch.uploadedAt });
  }
  effects.log('old files removed', { files: expired.length, before });
  return true;
};

const removeDigest = async (
  { objects, reports }: Pick<Effects, 'objects'> & { readonly reports: Pick<ReportStore, 'removeDigest'> },
  digest: IssuedDigest,
): Promise<void> => {
  // What lists the files goes last: after a crash in between they are found again.
  for (const ending of ['md', 'html', 'json']) await objects.remove(objectKeys.digest(digest, ending));
  await reports.removeDigest(digest);
};

/** Removes the digests that were issued before an instant. */
export const removeDigests = async (
  effects: Pick<Effects, 'objects' | 'log'> & {
    readonly reports: Pick<ReportStore, 'digestsOf' | 'removeDigest'>;
  },
  before: string,
): Promise<void> => {
  const last = Number(before.slice(0, 4));
  let removed = 0;
  for (let year = last; year > last - yearsOfDigests; year -= 1) {
    const issued = await effects.reports.digestsOf(String(year));
    for (const digest of issued.filter(({ issuedAt }) => issuedAt < before)) {
      await removeDigest(effects, digest);
      removed += 1;
    }
  }
  effects.log('old digests removed', { digests: removed, before });
};
