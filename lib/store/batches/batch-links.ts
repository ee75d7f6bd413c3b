import type { Batch, BatchHeader } from './batch.ts';
import { contentPartition, objectPartition, sourcePartition } from './batch-items.ts';
import type { BatchStore } from './batch-store.ts';
import type { BatchTable } from './batch-table.ts';

/** Lists a batch under its content, its object and its source of ids. */
export type Link = (header: BatchHeader) => Promise<void>;

export const linkIn =
  (table: BatchTable): Link =>
  async ({ batchId, contentHash, objectKey, source }) => {
    await table.put({ batch: contentPartition(contentHash), item: batchId });
    await table.put({ batch: objectPartition(objectKey), item: batchId });
    if (source !== undefined) await table.put({ batch: sourcePartition(source), item: batchId });
  };

const byUpload = (left: Batch, right: Batch): number =>
  Number(left.uploadedAt > right.uploadedAt) - Number(left.uploadedAt < right.uploadedAt);

/** The batches listed there. */
export const batchLinks = (table: BatchTable): Pick<BatchStore, 'ofContent' | 'ofObject' | 'ofSource'> => {
  const linked = async (partition: string): Promise<Batch[]> => {
    const items = await table.items(partition, '');
    const batches = await Promise.all(items.map((item) => table.read(String(item['item']))));
    return batches.filter((batch) => batch !== undefined).toSorted(byUpload);
  };
  return {
    ofContent: (contentHash) => linked(contentPartition(contentHash)),
    ofObject: (objectKey) => linked(objectPartition(objectKey)),
    ofSource: (source) => linked(sourcePartition(source)),
  };
};
