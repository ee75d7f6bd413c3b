import type { Batch } from '../store/batches/batch.ts';
import type { Effects } from './effects.ts';

const batchesPerPage = 100;

/** All batches, or those that are wanted, the latest upload first. */
export const allBatches = async (
  { batches }: Pick<Effects, 'batches'>,
  isWanted: (batch: Batch) => boolean = () => true,
): Promise<Batch[]> => {
  const all: Batch[] = [];
  let cursor: string | undefined;
  do {
    const page = await batches.list(batchesPerPage, cursor);
    all.push(...page.batches.filter(isWanted));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
};
