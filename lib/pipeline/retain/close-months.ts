import pMap from 'p-map';
import type { CellName } from '../../feedback/response/copy.ts';
import { addMonths } from '../../metrics/calendar/calendar.ts';
import { runsOf } from '../../store/batches/batch.ts';
import type { RetentionMarks } from '../../store/batches/batch-store.ts';
import { allBatches } from '../all-batches.ts';
import type { Effects } from '../effects.ts';
import { summarizeMessages } from '../summarize/summarize-messages.ts';
import { byTouchpoint } from '../undo/departures.ts';
import { cellsOfRuns } from '../undo/remove-copies.ts';

/** Closes months: first their rows are rejected, then, when nothing that began before can store any more, their cells are sealed. */

const cellsPerMessage = 20;
const cellsAtOnce = 8;

/** What S3 and the functions may differ by. */
const skewMs = 300_000;

/** True while a batch that may have been read before the months were closed has not ended: it may still store rows of them. */
const isAwaited = async ({ batches }: Pick<Effects, 'batches'>, closedAt: string): Promise<boolean> => {
  const before = Date.parse(closedAt) + skewMs;
  return (await batches.open()).some(({ uploadedAt }) => Date.parse(uploadedAt) <= before);
};

/** The cells of closed months, not yet known to be empty, that any batch wrote to and that still hold something. */
const nonEmptyCells = async (
  effects: Effects,
  { emptiedBefore = '', closedBefore = '' }: RetentionMarks,
): Promise<CellName[]> => {
  const batches = await allBatches(effects);
  const cells = await cellsOfRuns(effects, batches.flatMap(runsOf));
  const closed = cells.filter(
    ({ cell }) => cell.slice(0, 7) < closedBefore && cell.slice(0, 7) >= emptiedBefore,
  );
  const left = await pMap(
    closed,
    async ({ touchpoint, cell }) => {
      const { copies, departures } = await effects.feedback.countCell(touchpoint, cell);
      return copies.length + departures.length > 0 ? [{ touchpoint, cell }] : [];
    },
    { concurrency: cellsAtOnce },
  );
  return left.flat();
};

/** Sends what is left to be sealed; when nothing is, the months are done. */
const seal = async (effects: Effects, marks: RetentionMarks): Promise<void> => {
  const { closedBefore = '' } = marks;
  await effects.batches.advanceRetention({ sealedBefore: closedBefore });
  const left = await nonEmptyCells(effects, marks);
  await effects.summarizeQueue.send(
    summarizeMessages(byTouchpoint(left), cellsPerMessage).map((message) => ({
      kind: 'seal' as const,
      ...message,
    })),
  );
  if (left.length === 0) await effects.batches.advanceRetention({ emptiedBefore: closedBefore });
  effects.log('months sealed', { before: closedBefore, cells: left.length });
};

/**
 * Closes all months that are over for so many months, and seals those that are closed and not empty yet. Called every hour: each call goes a
 * step further.
 *
 * @param months whole calendar months before the current one that stay open
 */
export const closeMonths = async (effects: Effects, months: number | undefined, now: Date): Promise<void> => {
  const before = await effects.batches.retentionMarks();
  const month = months === undefined ? '' : addMonths(now.toISOString().slice(0, 7), -months);
  if (month > (before.closedBefore ?? '')) {
    await effects.batches.advanceRetention({ closedBefore: month, closedAt: now.toISOString() });
    return effects.log('months closed', { before: month });
  }
  const { closedBefore = '', emptiedBefore = '', closedAt = '' } = before;
  if (closedBefore === emptiedBefore) return;
  if (await isAwaited(effects, closedAt)) return effects.log('closed months wait for open batches', {});
  await seal(effects, before);
};
