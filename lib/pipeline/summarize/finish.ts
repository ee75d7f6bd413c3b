import type { CellName } from '../../feedback/response/copy.ts';
import {
  type Batch,
  earlierRuns,
  failedChunks,
  failedSummaries,
  isRead,
  isStored,
  isSummarized,
  isWithdrawn,
} from '../../store/batches/batch.ts';
import type { Effects } from '../effects.ts';
import { byTouchpoint, type CellsByTouchpoint, cellsLeftFor } from '../undo/departures.ts';
import { cellsOfRuns, removeOutdated } from '../undo/remove-copies.ts';
import { cellsIn, readManifest, summarizeMessages } from './summarize-messages.ts';

/** The cells that a run, or an earlier one of its batch, wrote to, and those that responses left for it. */
const touchedCells = async (
  effects: Effects,
  batch: Batch,
  earlier: readonly CellName[],
): Promise<CellsByTouchpoint> => {
  const written = await readManifest(effects, batch);
  if (written === undefined) throw new Error(`the manifest of batch ${batch.batchId} is missing`);
  const left = batch.source === undefined ? [] : await cellsLeftFor(effects, batch);
  return earlier.length === 0 && left.length === 0
    ? written.cells
    : byTouchpoint([...cellsIn(written), ...earlier, ...left]);
};

/**
 * Has the cells of a run summarized when all its chunks are done or failed, without what earlier runs had stored in them; does
 * nothing before. The step that completes
 * the last chunk calls it; calling it again has the same effect.
 */
export const summarizeIfRead = async (effects: Effects, batch: Batch): Promise<void> => {
  if (!isRead(batch)) return;
  const { batchId, runId } = batch;
  const earlier = await cellsOfRuns(effects, earlierRuns(batch));
  await removeOutdated(effects, batch, earlier);
  const messages = summarizeMessages(await touchedCells(effects, batch, earlier)).map((message, index) => ({
    ...message,
    run: { batchId, runId, message: index },
  }));
  const due = await effects.batches.summariesDue(batch, messages.length);
  await effects.summarizeQueue.send(messages);
  if (due !== undefined) await settleIfSummarized(effects, due);
};

/**
 * Ends a run whose cells are all summarized: the whole batch can be read now. Then the batches that it
 * supersedes are undone. Does nothing before that, and nothing new when repeated.
 */
export const settleIfSummarized = async (effects: Effects, batch: Batch): Promise<void> => {
  if (!isSummarized(batch)) return;
  const { batchId, runId } = batch;
  const failed = failedChunks(batch).length + failedSummaries(batch).length;
  const status = failed > 0 ? 'incomplete' : 'complete';
  const answers = await effects.batches.answersOf(batch);
  const settled = await effects.batches.settle(batch, status, answers);
  if (settled) await supersede(effects, batch.contentHash);
  effects.log('batch finished', {
    ...{ batchId, runId, status, settled },
    complete: Number(status === 'complete'),
    incomplete: Number(status === 'incomplete'),
    asked: answers.asked,
    scored: answers.scored,
    noContent: answers['no-content'],
    noComment: answers['no-comment'],
    unsupportedLanguage: answers['unsupported-language'],
  });
};

/** Of all batches of one content the latest upload counts, once it is stored; the others are undone. */
const supersede = async ({ batches, ingestQueue }: Effects, contentHash: string): Promise<void> => {
  const ofContent = (await batches.ofContent(contentHash)).filter((batch) => !isWithdrawn(batch));
  const standing = ofContent.findLast(isStored);
  if (standing === undefined) return;
  const older = ofContent.slice(0, ofContent.indexOf(standing));
  await ingestQueue.send(older.map(({ batchId }) => ({ kind: 'undo', batchId, outcome: 'superseded' })));
};
