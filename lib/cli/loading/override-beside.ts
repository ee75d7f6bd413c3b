import { readFile } from 'node:fs/promises';
import {
  type MappingOverride,
  mergeOverrides,
  parseMappingFile,
  parseMappingFlags,
} from '../../feedback/mapping/mapping-override.ts';
import { objectKeys } from '../../store/keys.ts';

/** Where the mapping of a file on disk is kept: beside it, as in the bucket. */
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
 * What a person said about a file on disk: in `FILE.mapping.json` beside it, then by flags; the later wins. Nothing said
 * is the empty override.
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
