import { chunk } from 'remeda';
import {
  type Batch,
  isRead,
  isStored,
  isSummarized,
  isTakenBack,
  type Manifest,
  manifest,
} from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { readChecked } from '../../store/settings/sentiment-config.ts';
import type { Effects } from '../effects.ts';
import type { SummarizeMessage } from '../messages.ts';
import { byTouchpoint, type CellsByTouchpoint, cellsLeftFor } from '../undo/departures.ts';

/** Cells in one message: few enough for one function's time, enough to share the work on weeks and months. */
const cellsPerMessage = 200;

export const readManifest = async (
  { objects }: Pick<Effects, 'objects'>,
  batch: Batch,
): Promise<Manifest | undefined> => {
  return readChecked(objects, objectKeys.manifest(batch.batchId, batch.runId), manifest);
};

/** One message for each touchpoint, or several where it has many cells. */
export const summarizeMessages = (touched: CellsByTouchpoint): SummarizeMessage[] =>
  Object.entries(touched).flatMap(([touchpoint, cells]) =>
    chunk(cells, cellsPerMessage).map((some) => ({ touchpoint, cells: some })),
  );

/** The cells that a manifest names. */
export const cellsIn = ({ cells }: Manifest): { touchpoint: string; cell: string }[] =>
  Object.entries(cells).flatMap(([touchpoint, days]) => days.map((cell) => ({ touchpoint, cell })));

/** The cells that a run wrote to, and those that responses left for it. */
const touchedCells = async (effects: Effects, batch: Batch): Promise<CellsByTouchpoint> => {
  const written = await readManifest(effects, batch);
  if (written === undefined) throw new Error(`the manifest of batch ${batch.batchId} is missing`);
  if (batch.source === undefined) return written.cells;
  return byTouchpoint([...cellsIn(written), ...(await cellsLeftFor(effects, batch))]);
};

/**
 * Has the cells of a run summarized when all its chunks are done or failed; does nothing before that. Whoever brings in
 * the last chunk calls it, so it may be called again: the cells are summarized again then, to the same effect.
 */
export const summarizeIfRead = async (effects: Effects, batch: Batch): Promise<void> => {
  if (!isRead(batch)) return;
  const { batchId, runId } = batch;
  const messages = summarizeMessages(await touchedCells(effects, batch)).map((message, index) => ({
    ...message,
    run: { batchId, runId, message: index },
  }));
  const due = await effects.batches.summariesDue(batch, messages.length);
  await effects.summarizeQueue.send(messages);
  if (due !== undefined) await settleIfSummarized(effects, due);
};

/**
 * Ends a run whose cells are all summarized: what its batch brought can be read everywhere. Then the batches that it
 * supersedes are taken back. Does nothing before that, and nothing new when it is called again.
 */
export const settleIfSummarized = async (effects: Effects, batch: Batch): Promise<void> => {
  if (!isSummarized(batch)) return;
  const { batchId, runId } = batch;
  const status = batch.chunksFailed.length > 0 ? 'incomplete' : 'complete';
  const settled = await effects.batches.settle(batch, status, await effects.batches.answersOf(batch));
  if (settled) await supersede(effects, batch.contentHash);
  effects.log('batch finished', { batchId, runId, status, settled });
};

/** Of all batches of one content the latest upload stands, once it is stored; the others are taken back. */
const supersede = async ({ batches, ingestQueue }: Effects, contentHash: string): Promise<void> => {
  const ofContent = (await batches.ofContent(contentHash)).filter((batch) => !isTakenBack(batch));
  const standing = ofContent.findLast(isStored);
  if (standing === undefined) return;
  const older = ofContent.slice(0, ofContent.indexOf(standing));
  await ingestQueue.send(older.map(({ batchId }) => ({ kind: 'undo', batchId, outcome: 'superseded' })));
};
