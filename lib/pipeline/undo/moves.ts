import pMap from 'p-map';
import { byUpload } from '../../feedback/response/copy.ts';
import {
  movedBetween,
  movedWithin,
  type PackedPlaces,
  readPlaces,
} from '../../feedback/response/identity/places.ts';
import { emptyAnswerLedger } from '../../feedback/response/ledger.ts';
import { type Batch, type BatchRun, isCounted } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { failChunk } from '../analyze/analyze.ts';
import type { Effects } from '../effects.ts';
import type { MovesMessage } from '../messages.ts';
import { summarizeIfRead } from '../summarize/finish.ts';
import { summarizeMessages } from '../summarize/summarize-messages.ts';
import { byTouchpoint, removeVoidDepartures, storeDepartures } from './departures.ts';

/**
 * If two uploads have a response in two cells, only the copy of the later upload counts. Each batch writes down the cells of
 * its responses before its total is recorded, and compares them with the other batches of its source afterwards: so of
 * two batches read at once, at least one sees the other.
 */

const othersAtOnce = 4;

const placesOf = async ({ objects }: Effects, { batchId, runId }: BatchRun): Promise<PackedPlaces> => {
  const bytes = await objects.read(objectKeys.places(batchId, runId));
  if (bytes === undefined) throw new Error(`the places of batch ${batchId} are missing`);
  return readPlaces(bytes);
};

const runOf = ({ batchId, runId }: Batch): BatchRun => ({ batchId, runId });

const storeMovesBetween = async (
  effects: Effects,
  { batch, places }: { readonly batch: Batch; readonly places: PackedPlaces },
  other: Batch,
): Promise<void> => {
  const otherPlaces = await placesOf(effects, other);
  const isEarlier = byUpload(batch, other) < 0;
  const [earlier, later] = isEarlier ? [batch, other] : [other, batch];
  const left = isEarlier ? movedBetween(places, otherPlaces) : movedBetween(otherPlaces, places);
  const pair = { from: runOf(earlier), to: runOf(later) };
  await storeDepartures(effects, { pair, uploadedAt: later.uploadedAt }, left);
};

const compareWithOthers = async (effects: Effects, batch: Batch, source: string): Promise<void> => {
  const places = await placesOf(effects, batch);
  const others = (await effects.batches.ofSource(source)).filter(
    (other) => other.batchId !== batch.batchId && isCounted(other, other.runId),
  );
  const self = runOf(batch);
  const pair = { from: self, to: self };
  await storeDepartures(effects, { pair, uploadedAt: batch.uploadedAt }, movedWithin(places));
  await pMap(others, (other) => storeMovesBetween(effects, { batch, places }, other), {
    concurrency: othersAtOnce,
  });
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
