import pMap from 'p-map';
import { uniqueBy } from 'remeda';
import type { CellName, Copy } from '../../feedback/response/copy.ts';
import { type Batch, type BatchHeader, type BatchRun, runsOf } from '../../store/batches/batch.ts';
import type { WhyParked } from '../../store/batches/batch-store.ts';
import { copyKey, monthOfCell, reviewKey } from '../../store/keys.ts';
import { writeEach } from '../../write-each.ts';
import type { Effects } from '../effects.ts';
import { cellsIn, readManifest, summarizeMessages } from '../summarize/summarize-messages.ts';
import { byTouchpoint, removeVoidDepartures } from './departures.ts';

/** Removes what a batch stored: all of it, or only what its earlier runs stored. */

const cellsAtOnce = 8;
/** Retention asks for the runs of every batch. */
const manifestsAtOnce = 16;

/** The cells that some runs wrote to; none for a run that was never read to its end, because it stored nothing. */
export const cellsOfRuns = async (
  effects: Pick<Effects, 'objects'>,
  runs: readonly BatchRun[],
): Promise<CellName[]> => {
  const manifests = await pMap(runs, (run) => readManifest(effects, run), { concurrency: manifestsAtOnce });
  const cells = byTouchpoint(manifests.flatMap((one) => (one === undefined ? [] : cellsIn(one))));
  return cellsIn({ cells });
};

const removeWhere = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  isGone: (copy: Copy) => boolean,
): Promise<void> => {
  await writeEach(
    cells,
    async ({ touchpoint, cell }) => {
      const { copies } = await feedback.readCell(touchpoint, cell);
      await feedback.remove(copies.filter(isGone).map(copyKey));
    },
    { concurrency: cellsAtOnce },
  );
};

/** Reviews of the copies of a batch are removed with them. */
const removeReviews = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  batchId: string,
): Promise<void> => {
  const spans = uniqueBy(
    cells.map(({ touchpoint, cell }) => ({ touchpoint, span: monthOfCell(cell) })),
    ({ touchpoint, span }) => `${touchpoint}#${span}`,
  );
  await writeEach(
    spans,
    async ({ touchpoint, span }) => {
      const reviews = await feedback.readReviews(touchpoint, span);
      await feedback.remove(reviews.filter((review) => review.batchId === batchId).map(reviewKey));
    },
    { concurrency: cellsAtOnce },
  );
};

/** Removes from some cells what earlier runs of a batch stored; a run that began since has a later upload. */
export const removeOutdated = (
  effects: Pick<Effects, 'feedback'>,
  { batchId, uploadedAt }: Batch,
  cells: readonly CellName[],
): Promise<void> =>
  removeWhere(effects, cells, (copy) => copy.batchId === batchId && copy.uploadedAt < uploadedAt);

/**
 * Removes all copies and departures of a batch's runs, and has the cells summarized again; then the batch may be loaded again.
 * Copies of a run that began meanwhile stay.
 *
 * @returns the cells that it was in
 */
export const removeAll = async (effects: Effects, batch: Batch): Promise<readonly CellName[]> => {
  const { batchId, uploadedAt } = batch;
  const cells = await cellsOfRuns(effects, runsOf(batch));
  await removeWhere(effects, cells, (copy) => copy.batchId === batchId && copy.uploadedAt <= uploadedAt);
  await removeReviews(effects, cells, batchId);
  const others = await removeVoidDepartures(effects, batchId);
  await effects.summarizeQueue.send(summarizeMessages(byTouchpoint([...cells, ...others])));
  await effects.batches.recordRemoval(batchId);
  return cells;
};

/** Completes what a crash of {@link parkBatch} may have left; does nothing if nothing of the batch is being removed. */
export const finishParking = async (effects: Effects, batch: Batch): Promise<void> => {
  if (batch.removing === true) await removeAll(effects, batch);
};

/** Records a held or refused batch. Nothing of it is stored: copies of an earlier run are removed. */
export const parkBatch = async (effects: Effects, header: BatchHeader, why: WhyParked): Promise<void> => {
  await effects.batches.park(header, why);
  const batch = await effects.batches.read(header.batchId);
  if (batch !== undefined) await finishParking(effects, batch);
};
