import type { CellName } from '../../feedback/response/copy.ts';
import { cellsOfRespondent, withoutRespondent } from '../../feedback/response/identity/respondents.ts';
import { type Batch, type BatchRun, runsOf } from '../../store/batches/batch.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';
import { cellsIn, readManifest } from '../summarize/summarize-messages.ts';
import type { PersonSearch } from './batch-objects.ts';

/** Finds and removes a person in what each run stored about where its respondents are. */

type Objects = Pick<Effects, 'objects'>;

/** A run of an earlier version stored nothing about its respondents: they may be in any of its cells. */
const cellsInRun = async (effects: Objects, run: BatchRun, hash: string): Promise<CellName[]> => {
  const manifest = await readManifest(effects, run);
  if (manifest === undefined || manifest.respondents === 0) return [];
  const body = await effects.objects.read(objectKeys.respondents(run.batchId, run.runId));
  return body === undefined
    ? cellsIn(manifest)
    : cellsOfRespondent(body, hash).map(([touchpoint, cell]) => ({ touchpoint, cell }));
};

/** The cells in which a batch may have stored responses of the person, by any of its runs. */
export const cellsOfPerson = async (effects: Objects, batch: Batch, hash: string): Promise<CellName[]> => {
  const cells: CellName[] = [];
  for (const run of runsOf(batch)) cells.push(...(await cellsInRun(effects, run, hash)));
  return cells;
};

/** Entries of the person, in every run of a batch. */
export const searchRespondents = async (
  { objects }: Objects,
  batch: Batch,
  { hash, apply }: PersonSearch,
): Promise<number> => {
  let found = 0;
  for (const { batchId, runId } of runsOf(batch)) {
    const key = objectKeys.respondents(batchId, runId);
    const body = await objects.read(key);
    if (body === undefined) continue;
    const { bytes, removed } = withoutRespondent(body, hash);
    found += removed;
    if (removed > 0 && apply) await objects.write(key, bytes);
  }
  return found;
};
