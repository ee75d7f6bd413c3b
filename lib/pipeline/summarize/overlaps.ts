import {
  type CellContent,
  type CellName,
  type CountedCopy,
  overlapsByBatch,
} from '../../feedback/response/copy.ts';
import { tallyOf } from '../../metrics/tally/tally.ts';
import {
  type BatchStore,
  mergeOverlaps,
  noOverlap,
  type OverlapCounts,
} from '../../store/batches/batch-store.ts';
import type { Summary } from '../../store/summary-item.ts';
import { writeEach } from '../../write-each.ts';

/** The overlaps of the batches of a cell with earlier uploads. */

type Overlaps = Readonly<Record<string, OverlapCounts>>;

/** A quarter of the maximum item size. */
const maxListBytes = 100_000;
/** Replaces a list that is too long by its sum. No batch has this id. */
const sumOfAll = '*';
const putsAtOnce = 8;

const isPossibleDuplicate = ({ sourceId, respondent }: CountedCopy): boolean =>
  sourceId === undefined && respondent === undefined;

const zerosOf = (batchIds: Iterable<string>): Overlaps =>
  Object.fromEntries([...batchIds].map((batchId) => [batchId, noOverlap]));

const counted = (content: CellContent<CountedCopy>): Overlaps =>
  Object.fromEntries(
    [...overlapsByBatch(content)].map(([batchId, { duplicates, updates }]) => [
      batchId,
      {
        duplicate: duplicates.length,
        updated: updates.length,
        possibleDuplicate: duplicates.filter(isPossibleDuplicate).length,
        answers: tallyOf(duplicates).answers,
      },
    ]),
  );

const batchesIn = ({ copies, departures }: CellContent<CountedCopy>): string[] => [
  ...copies.map(({ batchId }) => batchId),
  ...departures.map(({ to }) => to),
];

export interface CellOverlaps {
  /** What is stored with the summary of the cell. */
  readonly kept: Pick<Summary, 'overlaps'>;
  /** Of each batch. */
  readonly all: Overlaps;
}

/**
 * Batches that had an overlap and have none now get zeros, so that a crash can't leave old counts. The summary lists those that
 * had one; if the list would be too long for its item, all batches of the cell get their counts, zeros or not.
 */
export const overlapsIn = (
  content: CellContent<CountedCopy>,
  { overlaps: before = {} }: Pick<Summary, 'overlaps'>,
): CellOverlaps => {
  const { [sumOfAll]: sum, ...listed } = before;
  const all = {
    ...zerosOf(Object.keys(listed)),
    ...(sum === undefined ? {} : zerosOf(batchesIn(content))),
    ...counted(content),
  };
  if (Object.keys(all).length === 0) return { kept: {}, all };
  if (Buffer.byteLength(JSON.stringify(all)) <= maxListBytes) return { kept: { overlaps: all }, all };
  const together = Object.values(all).reduce(mergeOverlaps, noOverlap);
  return { kept: { overlaps: { [sumOfAll]: together } }, all: { ...zerosOf(batchesIn(content)), ...all } };
};

/** Sets what the batches of a cell share with earlier uploads, as of a revision of its summary. */
export const putOverlaps = async (
  batches: Pick<BatchStore, 'putOverlap'>,
  { touchpoint, cell, revision }: CellName & { readonly revision: number },
  all: Overlaps,
): Promise<void> => {
  await writeEach(
    Object.entries(all),
    ([batchId, counts]) => batches.putOverlap({ batchId, cell: `${touchpoint}#${cell}`, revision }, counts),
    { concurrency: putsAtOnce },
  );
};
