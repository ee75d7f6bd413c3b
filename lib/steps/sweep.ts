import type { Effects } from './effects.ts';
import { summarizeIfRead } from './finish.ts';

const batchesPerPage = 100;

/** Ends the batches whose last message was lost after its work was done. Changes nothing where none was. */
export const sweep = async (effects: Effects): Promise<void> => {
  let cursor: string | undefined;
  let open = 0;
  do {
    const page = await effects.batches.list(batchesPerPage, cursor);
    for (const batch of page.batches.filter(({ status }) => status === 'analyzing')) {
      open += 1;
      await summarizeIfRead(effects, batch);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  effects.log('swept', { open });
};
