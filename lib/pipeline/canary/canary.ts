import { addDays } from '../../metrics/calendar/calendar.ts';
import { canaryPrefix, canaryTouchpoint } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';

/**
 * A tiny file passes through the whole pipeline every day, from the bucket to a figure, under a touchpoint that no view lists: it shows
 * that files still arrive on days when nobody uploads one. Once it has arrived, it is undone and removed.
 */

/** Longer than a file takes behind a bulk load that raises no alarm of its own. */
const lateAfterMs = 3 * 3_600_000;

const dayOf = (now: Date, daysAgo: number): string => addDays(now.toISOString().slice(0, 10), -daysAgo);

/** @example canaryKey('2026-06-20') // 'uploads/verbatim-canary/2026-06-20.csv' */
export const canaryKey = (day: string): string => `${canaryPrefix}${day}.csv`;

const contentOf = (day: string): string =>
  `Date,NPS,Comment\n${day},10,This file shows that files still arrive.\n`;

/** What became of the canary of a day: sent, arrived, or neither. */
const stateOf = async ({ objects, batches, summaries }: Effects, day: string) => {
  const key = canaryKey(day);
  const [sent, ofObject] = await Promise.all([objects.readTagged(key), batches.ofObject(key)]);
  const batch = ofObject.at(-1);
  const [figure] = await summaries.readMany([{ touchpoint: canaryTouchpoint, grain: 'day', period: day }]);
  const hasArrived = batch?.status === 'complete' && figure?.tally.responses === 1;
  return { key, sentAt: sent?.writtenAt, batch, hasArrived };
};

/** Takes back what has arrived; counts what is late. */
const lookAfter = async (effects: Effects, day: string, now: Date): Promise<number> => {
  const { key, sentAt, batch, hasArrived } = await stateOf(effects, day);
  if (sentAt === undefined) return 0;
  if (hasArrived && batch !== undefined) {
    await effects.ingestQueue.send([{ kind: 'undo', batchId: batch.batchId, outcome: 'undone' }]);
    await effects.objects.remove(key);
    return 0;
  }
  return Date.parse(sentAt) < now.getTime() - lateAfterMs ? 1 : 0;
};

/** Sends the canary of today once, after looking after those of today and the days before. Called every hour. */
export const watchCanary = async (effects: Effects, now: Date): Promise<void> => {
  let missing = 0;
  for (const daysAgo of [2, 1, 0]) missing += await lookAfter(effects, dayOf(now, daysAgo), now);
  const today = dayOf(now, 0);
  const { sentAt, batch } = await stateOf(effects, today);
  if (sentAt === undefined && batch === undefined)
    await effects.objects.write(canaryKey(today), contentOf(today));
  effects.log('canary watched', { missing });
};
