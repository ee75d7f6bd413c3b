import { readFile } from 'node:fs/promises';
import {
  type MappingOverride,
  mergeOverrides,
  parseMappingFile,
  parseMappingFlags,
} from '../../feedback/mapping/mapping-override.ts';
import { objectKeys } from '../../store/keys.ts';

/** Where the mapping of a file on disk is kept: next to it, as in the bucket. */
export const mappingPathOf = (path: string): string => objectKeys.mappingOverride(path);

const textOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
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
 * @throws VerbatimError `mapping-invalid` with the place
 */
export const overrideFor = async (path: string, { map, sheet }: Said): Promise<MappingOverride> => {
  const besidePath = mappingPathOf(path);
  const beside = await textOf(besidePath);
  return mergeOverrides(
    beside === undefined ? {} : parseMappingFile(beside, besidePath),
    parseMappingFlags(map),
    sheet === undefined ? {} : { sheet },
  );
};
