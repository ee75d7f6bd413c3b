import type { ObjectStore } from '../object-store.ts';

/** The keys of all objects under a prefix, in order. */
export const listAll = async (objects: Pick<ObjectStore, 'list'>, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for (let listed = await objects.list(prefix); listed.length > 0; ) {
    keys.push(...listed.map(({ key }) => key));
    listed = await objects.list(prefix, keys.at(-1));
  }
  return keys;
};
