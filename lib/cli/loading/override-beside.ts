import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  mergeOverrides,
  parseMappingFile,
  parseMappingFlags,
} from '../../feedback/mapping/mapping-override.ts';
import { type LayeredOverride, overSaved, type SavedMapping } from '../../feedback/mapping/saved-mapping.ts';
import { objectKeys } from '../../store/keys.ts';

/** Where the mapping of a file on disk is kept: next to it, as in the bucket. */
export const mappingPathOf = (path: string): string => objectKeys.mappingOverride(path);

/** The mapping saved next to a file; undefined if there is none. */
const besideOf = async (path: string): Promise<SavedMapping | undefined> => {
  const mappingPath = mappingPathOf(path);
  try {
    const [text, { mtime }] = [await readFile(mappingPath, 'utf8'), await stat(mappingPath)];
    const override = parseMappingFile(text, mappingPath);
    return { override, file: basename(mappingPath), savedAt: mtime.toISOString() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

export interface Said {
  readonly map: readonly string[];
  readonly sheet?: string;
}

/**
 * What a person overrides for a file on disk: in `FILE.mapping.json` next to it, then by flags; flags win. Empty if
 * there is neither.
 *
 * @param saved what a deployment has saved for the file's prefix
 * @throws VerbatimError `mapping-invalid` with the place
 */
export const overrideFor = async (
  path: string,
  { map, sheet }: Said,
  saved?: SavedMapping,
): Promise<LayeredOverride> =>
  overSaved(
    [saved, await besideOf(path)],
    mergeOverrides(parseMappingFlags(map), sheet === undefined ? {} : { sheet }),
  );
