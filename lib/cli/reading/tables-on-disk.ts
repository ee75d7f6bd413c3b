import { resolve } from 'node:path';
import type { MappingOverride } from '../../feedback/mapping/mapping-override.ts';
import type { LayeredOverride, SavedMapping } from '../../feedback/mapping/saved-mapping.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { openTables } from '../../feedback/reading/open.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import { overrideFor, type Said } from '../loading/override-beside.ts';
import type { Shell } from '../shell.ts';

/** A table of a file on disk, with the person's overrides. */
export interface TableWithOverride {
  readonly table: SourceTable;
  readonly said: MappingOverride;
  /** By column, the reason of an override that was saved before. */
  readonly origins: LayeredOverride['origins'];
}

/**
 * The tables of a file on disk, one after the other, each with its overrides. See `overrideFor` and `openTables` for
 * errors.
 */
export async function* tablesOnDisk(
  shell: Shell,
  path: string,
  { saved, ...options }: Said & { readonly saved?: SavedMapping | undefined },
): AsyncGenerator<TableWithOverride> {
  const fullPath = resolve(shell.directory, path);
  const file = fileOnDisk(fullPath);
  const { override: said, origins } = await overrideFor(fullPath, options, saved);
  for await (const table of openTables(file, said.sheet === undefined ? {} : { sheet: said.sheet }))
    yield { table, said, origins };
}
