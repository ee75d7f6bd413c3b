import { movedWithin } from '../../feedback/response/identity/places.ts';
import type { MovesBetween } from '../../feedback/response/identity/places-search.ts';
import { emptyAnswerLedger } from '../../feedback/response/ledger.ts';
import { type Batch, isCounted } from '../../store/batches/batch.ts';
import { writeEach } from '../../write-each.ts';
import { failChunk } from '../analyze/analyze.ts';
import type { Effects } from '../effects.ts';
import type { MovesMessage } from '../messages.ts';
import { summarizeIfRead } from '../summarize/finish.ts';
import { summarizeMessages } from '../summarize/summarize-messages.ts';
import { byTouchpoint, removeVoidDepartures, storeDepartures } from './departures.ts';
import { findMovesAgainstOthers, placesOf } from './places-index.ts';

/**
 * If two uploads have a response in two cells, only the copy of the later upload counts. Each batch writes down the cells of
 * its responses before its total is recorded, and compares them with the other batches of its source afterwards: so of
 * two batches read at once, at least one sees the other.
 */

const othersAtOnce = 4;

/** A run that no longer counts has no departures. */
const storeMovesBetween = async (
  effects: Effects,
  batch: Batch,
  { other, isOtherEarlier, left }: MovesBetween,
): Promise<void> => {
  if (!isCounted(await effects.batches.read(other.batchId), other.runId)) return;
  const { batchId, runId, uploadedAt } = batch;
  const [self, them] = [
    { batchId, runId },
    { batchId: other.batchId, runId: other.runId },
  ];
  const pair = isOtherEarlier ? { from: them, to: self } : { from: self, to: them };
  await storeDepartures(effects, { pair, uploadedAt: isOtherEarlier ? uploadedAt : other.uploadedAt }, left);
};

const compareWithOthers = async (effects: Effects, batch: Batch, source: string): Promise<void> => {
  const places = await placesOf(effects, batch);
  const { batchId, runId, uploadedAt } = batch;
  const self = { batchId, runId };
  await storeDepartures(effects, { pair: { from: self, to: self }, uploadedAt }, movedWithin(places));
  const moves = await findMovesAgainstOthers(effects, source, { run: batch, places });
  await writeEach(moves, (one) => storeMovesBetween(effects, batch, one), { concurrency: othersAtOnce });
};

/**
 * Finds the responses of a batch that another upload of their source, or another row of their file, has in another cell, and
 * excludes the earlier copies; then counts its chunk as done. Can be repeated. If the batch was undone
 * meanwhile, what an earlier attempt wrote is removed.
 */
export const findMoves = async (effects: Effects, { batchId, runId, chunk }: MovesMessage): Promise<void> => {
  const batch = await effects.batches.read(batchId);
  if (isCounted(batch, runId) && batch.source !== undefined)
    await compareWithOthers(effects, batch, batch.source);
  const voided = await removeVoidDepartures(effects, batchId);
  const progress = await effects.batches.chunkDone({ batchId, runId }, chunk, emptyAnswerLedger);
  if (progress !== undefined) await summarizeIfRead(effects, progress);
  else await effects.summarizeQueue.send(summarizeMessages(byTouchpoint(voided)));
};

/** Counts the search for a batch's moves as failed: moves found before remain if both batches count. */
export const failMoves = async (effects: Effects, message: MovesMessage): Promise<void> => {
  const voided = await removeVoidDepartures(effects, message.batchId);
  await effects.summarizeQueue.send(summarizeMessages(byTouchpoint(voided)));
  await failChunk(effects, message);
};
