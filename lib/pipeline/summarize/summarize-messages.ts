import { chunk } from 'remeda';
import type { CellName } from '../../feedback/response/copy.ts';
import { type BatchRun, type Manifest, manifest } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import { readChecked } from '../../store/objects/read-checked.ts';
import type { Effects } from '../effects.ts';
import type { SummarizeMessage } from '../messages.ts';
import type { CellsByTouchpoint } from '../undo/departures.ts';

/** Which cells to summarize, and the messages for them. */

/** Cells in one message: few enough for one function's time, enough to share the work on weeks and months. */
const cellsPerMessage = 200;

/** The cells that a run wrote to; undefined if the run was not read to its end. */
export const readManifest = (
  { objects }: Pick<Effects, 'objects'>,
  { batchId, runId }: BatchRun,
): Promise<Manifest | undefined> => readChecked(objects, objectKeys.manifest(batchId, runId), manifest);

/** One message for each touchpoint, or several where it has many cells. */
export const summarizeMessages = (
  touched: CellsByTouchpoint,
  cellsInEach = cellsPerMessage,
): SummarizeMessage[] =>
  Object.entries(touched).flatMap(([touchpoint, cells]) =>
    chunk(cells, cellsInEach).map((some) => ({ touchpoint, cells: some })),
  );

/** The cells that a manifest names. */
export const cellsIn = ({ cells }: Pick<Manifest, 'cells'>): CellName[] =>
  Object.entries(cells).flatMap(([touchpoint, days]) => days.map((cell) => ({ touchpoint, cell })));
