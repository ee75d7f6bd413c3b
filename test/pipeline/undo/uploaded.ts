import type { Batch } from '../../../lib/store/batches/batch.ts';
import type { World } from '../world.ts';

/** When a file of responses was uploaded, and as what. */
export interface Uploaded {
  readonly key: string;
  readonly uploadedAt: string;
}

/** Few rows that repeat each other's ids are taken for ids only where somebody says so. */
export const uploadWithIds = async (
  world: World,
  { key, uploadedAt }: Uploaded,
  content: string,
): Promise<void> => {
  await world.objects.write(`${key}.mapping.json`, '{"columns": {"Response ID": "responseId"}}');
  await world.upload(key, content, uploadedAt);
};

/** The latest batch of a file; an error where it became none. */
export const batchOf = async (world: World, { key }: Uploaded): Promise<Batch> => {
  const batch = (await world.batches.ofObject(key)).at(-1);
  if (batch === undefined) throw new Error(`${key} became no batch`);
  return batch;
};
