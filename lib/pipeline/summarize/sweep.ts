import type { BatchList } from '../../store/batches/batch.ts';
import type { Effects } from '../effects.ts';
import { summarizeIfRead } from './finish.ts';

const batchesPerPage = 100;
const lists: readonly BatchList[] = ['batches', 'reanalyses'];

const sweepList = async (effects: Effects, list: BatchList): Promise<number> => {
  let cursor: string | undefined;
  let open = 0;
  do {
    const page = await effects.batches.list(batchesPerPage, cursor, list);
    for (const batch of page.batches.filter(({ status }) => status === 'analyzing')) {
      open += 1;
      await summarizeIfRead(effects, batch);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return open;
};

/** Ends the batches and reanalyses whose last message was lost after its work was done. Changes nothing where none was. */
export const sweep = async (effects: Effects): Promise<void> => {
  for (const list of lists) effects.log('swept', { list, open: await sweepList(effects, list) });
};
