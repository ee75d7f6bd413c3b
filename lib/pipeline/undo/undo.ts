import { type Batch, isTakenBack } from '../../store/batches/batch.ts';
import type { Effects } from '../effects.ts';
import type { UndoBatch } from '../messages.ts';
import { removeAll } from './remove-copies.ts';

/**
 * Undoes a batch: marks it first, so that no late chunk stays, then removes the copies and departures of its runs, and
 * has the cells summarized again. Can be repeated. A batch that is unknown, or was uploaded again meanwhile, is left unchanged.
 */
export const undoBatch = async (effects: Effects, { batchId, outcome }: UndoBatch): Promise<void> => {
  const batch = await effects.batches.read(batchId);
  if (batch === undefined || (outcome === 'superseded' && (await isStandingAgain(effects, batch)))) return;
  await effects.batches.withdraw(batchId, outcome);
  const cells = await removeAll(effects, batch);
  effects.log('batch undone', { batchId, outcome, cells });
};

/** True if there is no later upload of the same content since the message was sent. */
const isStandingAgain = async ({ batches }: Effects, batch: Batch): Promise<boolean> => {
  const later = (await batches.ofContent(batch.contentHash)).filter(
    ({ uploadedAt }) => uploadedAt > batch.uploadedAt,
  );
  return later.every(isTakenBack);
};
