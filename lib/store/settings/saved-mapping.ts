import { parseMappingFile } from '../../feedback/mapping/mapping-override.ts';
import type { SavedMapping } from '../../feedback/mapping/saved-mapping.ts';
import { objectKeys } from '../keys.ts';
import type { ObjectStore } from '../object-store.ts';

/** `uploads/delivery/2026/may.csv` → `delivery/2026/`, `delivery/`, the longest first. */
const prefixesOf = (objectKey: string): string[] => {
  const folders = objectKey.split('/').slice(1, -1);
  return folders.map((_, index) => `${folders.slice(0, folders.length - index).join('/')}/`);
};

/**
 * The mapping saved for the longest prefix of the key that has one.
 *
 * @throws VerbatimError `mapping-invalid` with the place
 */
export const savedMapping = async (
  objects: Pick<ObjectStore, 'readTagged'>,
  objectKey: string,
): Promise<SavedMapping | undefined> => {
  for (const prefix of prefixesOf(objectKey)) {
    const key = objectKeys.savedMapping(prefix);
    const saved = await objects.readTagged(key);
    if (saved !== undefined)
      return { override: parseMappingFile(saved.body.toString(), key), file: key, savedAt: saved.writtenAt };
  }
  return undefined;
};
