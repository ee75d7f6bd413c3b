import pMap from 'p-map';
import type { CellName } from '../../feedback/response/copy.ts';
import { type Batch, isTakenBack } from '../../store/batches/batch.ts';
import { copyKey } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';
import type { UndoBatch } from '../messages.ts';
import { cellsIn, readManifest, summarizeMessages } from '../summarize/finish.ts';
import { byTouchpoint, removeVoidDepartures } from './departures.ts';

const cellsAtOnce = 8;

const removeFromCell = async (
  { feedback }: Effects,
  batch: Batch,
  { touchpoint, cell }: CellName,
): Promise<void> => {
  const { copies } = await feedback.readCell(touchpoint, cell);
  await feedback.remove(copies.filter(({ batchId }) => batchId === batch.batchId).map(copyKey));
};

/**
 * Takes a batch back: marks it first, so that no late chunk stays, then removes its copies and what it said of others', and
 * has the cells summarized again. Can be repeated. A batch that is not known, or was uploaded anew meanwhile, is left alone.
 */
export const undoBatch = async (effects: Effects, { batchId, outcome }: UndoBatch): Promise<void> => {
  const batch = await effects.batches.read(batchId);
  if (batch === undefined || (outcome === 'superseded' && (await isStandingAgain(effects, batch)))) return;
  await effects.batches.withdraw(batchId, outcome);
  const cells = cellsIn((await readManifest(effects, batch)) ?? { chunks: 0, cells: {} });
  await pMap(cells, (cell) => removeFromCell(effects, batch, cell), { concurrency: cellsAtOnce });
  const others = await removeVoidDepartures(effects, batchId);
  await effects.summarizeQueue.send(summarizeMessages(byTouchpoint([...cells, ...others])));
  await effects.batches.recordRemoval(batchId);
  effects.log('batch undone', { batchId, outcome, cells: cells.length });
};

/** True where no later upload of the same content stands: it was uploaded again after the message was sent. */
const isStandingAgain = async ({ batches }: Effects, batch: Batch): Promise<boolean> => {
  const later = (await batches.ofContent(batch.contentHash)).filter(
    ({ uploadedAt }) => uploadedAt > batch.uploadedAt,
  );
  return later.every(isTakenBack);
};
