import type { Mapping } from '../../feedback/mapping/mapping.ts';
import { type MappingOverride, mergeOverrides } from '../../feedback/mapping/mapping-override.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import { intake } from '../../feedback/response/intake.ts';
import type { Response } from '../../feedback/response/response.ts';
import { setUndecidedAside } from '../analyze/undecided.ts';
import { storelessIntake, storelessMapping } from '../reading/storeless-intake.ts';
import { tablesOnDisk } from '../reading/tables-on-disk.ts';
import { count } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

export interface ReadResponsesOptions {
  readonly map: readonly string[];
  readonly sheet?: string;
  readonly timeZone?: string;
  /** A column to keep as an attribute. */
  readonly keep?: string;
}

const mappingOf = async (
  table: SourceTable,
  override: MappingOverride,
  timeZone: string | undefined,
): Promise<Mapping> => {
  const mapping = await storelessMapping(table, override, { timeZone });
  return setUndecidedAside(mapping, table.name).mapping;
};

const readTable = async (
  shell: Shell,
  { table, mapping }: { readonly table: SourceTable; readonly mapping: Mapping },
  into: Map<string, Response>,
): Promise<void> => {
  for await (const group of intake(table, mapping, storelessIntake(shell))) {
    for (const outcome of group)
      if (outcome.kind === 'accepted' || outcome.kind === 'updated')
        into.set(outcome.response.responseId, outcome.response);
    shell.terminal.status(`${table.name}  ${count(into.size)} responses`);
  }
};

const readFile = async (
  shell: Shell,
  { path, ...options }: ReadResponsesOptions & { readonly path: string },
  into: Map<string, Response>,
): Promise<void> => {
  const { keep, timeZone } = options;
  const kept: MappingOverride = keep === undefined ? {} : { columns: { [keep]: 'attribute' } };
  for await (const { table, said } of tablesOnDisk(shell, path, options)) {
    const mapping = await mappingOf(table, mergeOverrides(said, kept), timeZone);
    await readTable(shell, { table, mapping }, into);
  }
};

/**
 * The responses of files, redacted as they would be stored, each once in its latest version. All are held in memory.
 */
export const readResponses = async (
  shell: Shell,
  files: readonly string[],
  options: ReadResponsesOptions,
): Promise<Response[]> => {
  const responses = new Map<string, Response>();
  for (const path of files) await readFile(shell, { ...options, path }, responses);
  shell.terminal.status('');
  return [...responses.values()];
};
