import { resolve } from 'node:path';
import { inferMapping } from '../../feedback/infer-mapping.ts';
import { intake } from '../../feedback/intake.ts';
import type { Mapping } from '../../feedback/mapping.ts';
import { type MappingOverride, mergeOverrides } from '../../feedback/mapping-override.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { openTables } from '../../feedback/reading/open.ts';
import type { Response } from '../../feedback/response.ts';
import type { SourceTable } from '../../feedback/source.ts';
import { setUndecidedAside } from '../analyze/undecided.ts';
import { overrideFor } from '../override-beside.ts';
import type { Shell } from '../shell.ts';
import { defaultPhoneCountry, storelessIntake } from '../storeless-intake.ts';
import { count } from '../wording.ts';

export interface ReadResponsesOptions {
  readonly map: readonly string[];
  readonly sheet?: string;
  readonly timeZone?: string;
  /** A column that is kept as an attribute, whatever it looks like. */
  readonly keep?: string;
}

const mappingOf = async (
  table: SourceTable,
  override: MappingOverride,
  timeZone: string | undefined,
): Promise<Mapping> => {
  const { mapping } = await inferMapping(table, {
    phoneCountry: defaultPhoneCountry,
    override,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return setUndecidedAside(mapping, table.name).mapping;
};

const readTable = async (
  shell: Shell,
  table: SourceTable,
  mapping: Mapping,
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
  path: string,
  options: ReadResponsesOptions,
  into: Map<string, Response>,
): Promise<void> => {
  const fullPath = resolve(shell.directory, path);
  const { keep, timeZone } = options;
  const kept: MappingOverride = keep === undefined ? {} : { columns: { [keep]: 'attribute' } };
  const override = mergeOverrides(await overrideFor(fullPath, options), kept);
  const sheet = override.sheet === undefined ? {} : { sheet: override.sheet };
  for await (const table of openTables(fileOnDisk(fullPath), sheet))
    await readTable(shell, table, await mappingOf(table, override, timeZone), into);
};

/**
 * The responses of files, redacted as they would be stored, each once as of its last row. All are held in memory: these
 * are files of a size that people look at.
 */
export const readResponses = async (
  shell: Shell,
  files: readonly string[],
  options: ReadResponsesOptions,
): Promise<Response[]> => {
  const responses = new Map<string, Response>();
  for (const path of files) await readFile(shell, path, options, responses);
  shell.terminal.status('');
  return [...responses.values()];
};
