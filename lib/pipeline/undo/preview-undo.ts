import pMap from 'p-map';
import { VerbatimError } from '../../errors.ts';
import { type CellContent, type CountedCopy, latestCopies } from '../../feedback/response/copy.ts';
import type { Deadline } from '../../query/deadline.ts';
import { type Batch, earlierRuns, isWithdrawn } from '../../store/batches/batch.ts';
import type { Effects } from '../effects.ts';
import { cellsIn, readManifest } from '../summarize/summarize-messages.ts';
import { byTouchpoint, cellsLeftFor } from './departures.ts';
import { cellsOfRuns } from './remove-copies.ts';
import { supersededBy } from './undo.ts';

/** What undoing a batch changes. */
export interface UndoPreview {
  /** Responses that no longer count, and their comments. */
  readonly responses: number;
  readonly comments: number;
  /** Their touchpoints and days. */
  readonly touchpoints: readonly string[];
  /** Responses that count again as in an earlier upload, by its batch. */
  readonly returning: readonly { readonly batchId: string; readonly responses: number }[];
}

type Reading = Pick<Effects, 'objects' | 'batches' | 'feedback'>;

const cellsAtOnce = 8;

const without = (
  { copies, departures }: CellContent<CountedCopy>,
  batchId: string,
): CellContent<CountedCopy> => ({
  copies: copies.filter((copy) => copy.batchId !== batchId),
  departures: departures.filter(({ from, to }) => from !== batchId && to !== batchId),
});

/** The copies of a cell that count now, and those that count without the batch. */
const changeIn = (content: CellContent<CountedCopy>, batchId: string) => {
  const now = latestCopies(content);
  const known = new Set(now.map((copy) => `${copy.responseId} ${copy.batchId}`));
  const then = latestCopies(without(content, batchId));
  return {
    going: now.filter((copy) => copy.batchId === batchId),
    returning: then.filter((copy) => !known.has(`${copy.responseId} ${copy.batchId}`)),
  };
};

const tooSlow = ({ seconds }: Deadline, read: number, cells: number): VerbatimError =>
  new VerbatimError('scan-too-slow', 'reading the batch took too long for one request', {
    expected: 'the counts of the batch itself, which are known',
    got: `${read} of ${cells} days of touchpoints read in ${seconds} seconds`,
  });

/** The cells that the runs of the batch wrote to, and those that responses left for it. */
const cellsOf = async (reading: Reading, batch: Batch) => {
  if (batch.status === 'ingesting' && (await readManifest(reading, batch)) === undefined)
    throw new VerbatimError('conflict', 'the file is still being read', {
      expected: 'a batch whose file is read to its end',
      got: batch.status,
    });
  const own = await cellsOfRuns(reading, [...earlierRuns(batch), batch]);
  return cellsIn({ cells: byTouchpoint([...own, ...(await cellsLeftFor(reading, batch))]) });
};

/**
 * What undoing a batch would remove and restore. Reads its cells without texts and changes nothing.
 *
 * @throws VerbatimError `conflict` while its file is being read, `scan-too-slow` where reading takes longer than the deadline
 */
export const previewUndo = async (
  reading: Reading,
  batch: Batch,
  deadline: Deadline,
): Promise<UndoPreview> => {
  const cells = await cellsOf(reading, batch);
  let read = 0;
  const changes = await pMap(
    cells,
    async ({ touchpoint, cell }) => {
      if (deadline.isOver()) throw tooSlow(deadline, read, cells.length);
      const content = await reading.feedback.countCell(touchpoint, cell);
      read += 1;
      const { going, returning } = changeIn(content, batch.batchId);
      return {
        touchpoint,
        going: going.map(({ responseId, answers }) => ({ responseId, comments: answers.length })),
        returning: returning.map(({ responseId, batchId }) => ({ responseId, batchId })),
      };
    },
    { concurrency: cellsAtOnce },
  );
  const back = new Map(
    changes.flatMap(({ returning }) => returning.map((one) => [one.responseId, one.batchId])),
  );
  const going = changes.flatMap((change) => change.going).filter(({ responseId }) => !back.has(responseId));
  const superseded = isWithdrawn(batch) ? undefined : await supersededBy(reading.batches, batch);
  const byBatch = Map.groupBy(back.values(), (batchId) => batchId);
  return {
    responses: going.length,
    comments: going.reduce((sum, { comments }) => sum + comments, 0),
    touchpoints: [
      ...new Set(changes.filter((change) => change.going.length > 0).map(({ touchpoint }) => touchpoint)),
    ].toSorted(),
    returning: [
      ...[...byBatch].map(([batchId, { length }]) => ({ batchId, responses: length })),
      ...(superseded === undefined
        ? []
        : [{ batchId: superseded.batchId, responses: superseded.rows?.accepted ?? 0 }]),
    ],
  };
};
