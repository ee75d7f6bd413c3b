import { z } from 'zod';
import type { Departure } from '../../feedback/response/copy.ts';
import type { LeftCell } from '../../feedback/response/identity/places.ts';
import { type BatchRun, isCounted, type RunPair } from '../../store/batches/batch.ts';
import { departureKey, objectKeys } from '../../store/keys.ts';
import { readChecked } from '../../store/objects/read-checked.ts';
import type { Effects } from '../effects.ts';

/** How move records (departures) are stored, found and removed: for each pair of runs there is a list of their cells. */

/** 13 KB at the most. */
const responsesPerPage = 1000;

/** A cell with the number of its departures. */
const leftPages = z.object({ touchpoint: z.string(), cell: z.string(), pages: z.int().nonnegative() });
type LeftPages = Readonly<z.infer<typeof leftPages>>;

/** Cells by touchpoint. */
export type CellsByTouchpoint = Readonly<Record<string, readonly string[]>>;

const pagesOf = ({ touchpoint, cell, responses }: LeftCell): LeftPages => ({
  touchpoint,
  cell,
  pages: Math.ceil(responses.length / responsesPerPage),
});

type DepartureName = Omit<Departure, 'uploadedAt' | 'responses'>;

const namesIn = ({ from, to }: RunPair, { touchpoint, cell, pages }: LeftPages): DepartureName[] =>
  Array.from({ length: pages }, (_, page) => ({
    ...{ touchpoint, cell, page },
    ...{ from: from.batchId, fromRun: from.runId, to: to.batchId, toRun: to.runId },
  }));

const departuresIn = (pair: RunPair, uploadedAt: string, left: LeftCell): Departure[] =>
  namesIn(pair, pagesOf(left)).map((name) => ({
    ...name,
    uploadedAt,
    responses: left.responses.slice(name.page * responsesPerPage, (name.page + 1) * responsesPerPage),
  }));

/** The runs between which responses moved, and the upload time of the later one, ISO instant. */
export interface LaterUpload {
  readonly pair: RunPair;
  readonly uploadedAt: string;
}

/**
 * Stores which responses left which cells from one run to another; nothing if there are none. What the undo of a batch needs is written
 * first.
 */
export const storeDepartures = async (
  { objects, batches, feedback }: Effects,
  { pair, uploadedAt }: LaterUpload,
  left: readonly LeftCell[],
): Promise<void> => {
  if (left.length === 0) return;
  await objects.write(objectKeys.moves(pair), JSON.stringify(left.map(pagesOf)));
  await batches.recordMoves(pair);
  await feedback.putDepartures(left.flatMap((cell) => departuresIn(pair, uploadedAt, cell)));
};

const leftPagesOf = async ({ objects }: Pick<Effects, 'objects'>, pair: RunPair): Promise<LeftPages[]> => {
  const pages = await readChecked(objects, objectKeys.moves(pair), z.array(leftPages));
  if (pages === undefined) throw new Error(`the moves to batch ${pair.to.batchId} are missing`);
  return pages;
};

/** Some cells, each once and in order. */
export const byTouchpoint = (
  cells: readonly { readonly touchpoint: string; readonly cell: string }[],
): CellsByTouchpoint =>
  Object.fromEntries(
    [...Map.groupBy(cells, ({ touchpoint }) => touchpoint)].map(([touchpoint, of]) => [
      touchpoint,
      [...new Set(of.map(({ cell }) => cell))].toSorted(),
    ]),
  );

/** The cells of earlier batches that responses left for this run. */
export const cellsLeftFor = async (
  effects: Pick<Effects, 'objects' | 'batches'>,
  { batchId, runId }: BatchRun,
): Promise<readonly LeftPages[]> => {
  const pairs = await effects.batches.movesOf(batchId);
  const toRun = pairs.filter(({ to }) => to.batchId === batchId && to.runId === runId);
  return (await Promise.all(toRun.map((pair) => leftPagesOf(effects, pair)))).flat();
};

const isStanding = async ({ batches }: Effects, { from, to }: RunPair): Promise<boolean> =>
  isCounted(await batches.read(from.batchId), from.runId) &&
  isCounted(await batches.read(to.batchId), to.runId);

/**
 * Removes the departures of a batch's pairs of which one run no longer counts; returns their cells. Both the step that stores
 * departures and undo call it at their end: the last of the two finds what the other has written.
 */
export const removeVoidDepartures = async (
  effects: Effects,
  batchId: string,
): Promise<readonly LeftPages[]> => {
  const cells: LeftPages[] = [];
  for (const pair of await effects.batches.movesOf(batchId)) {
    if (await isStanding(effects, pair)) continue;
    const left = await leftPagesOf(effects, pair);
    await effects.feedback.remove(left.flatMap((pages) => namesIn(pair, pages)).map(departureKey));
    cells.push(...left);
  }
  return cells;
};
