import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import type { ApiClient } from '../../api/client/client.ts';
import type { RejectedRow } from '../../api/contract/batches.ts';
import { VerbatimError } from '../../errors.ts';
import { mappingFileOf } from '../../feedback/mapping/mapping-file.ts';
import { addedRejectsColumns } from '../../feedback/response/outcome.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import { mappingPathOf } from './override-beside.ts';

interface RejectsOptions extends ApiCommandOptions {
  readonly output?: string;
}

const examples = `
Examples:
  verbatim rejects BATCH                          the rejected rows with their reasons
  verbatim rejects BATCH --output corrected.csv   as a file: correct it, then verbatim upload corrected.csv

The file has the columns of the upload, redacted, after five that say what is wrong; these are ignored when it is
uploaded. Next to it, corrected.csv.mapping.json says how the upload was read.`;

export const addRejects = (program: Command, shell: Shell): void => {
  const command = program
    .command('rejects')
    .description('list the rejected rows of an upload, or save them to correct and upload again')
    .argument('<batch>', 'batch id')
    .option('--output <file>', 'CSV file to write, with its mapping next to it')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((batch: string, options: RejectsOptions) =>
    showRejects(shell, batch, options),
  );
};

interface Rejects {
  readonly columns: readonly string[];
  readonly rows: readonly RejectedRow[];
}

const rowsPerPage = 200;

const allRejects = async (client: ApiClient, batch: string): Promise<Rejects> => {
  const rows: RejectedRow[] = [];
  let columns: readonly string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listRejects({ batch, cells: 'true', limit: rowsPerPage, cursor });
    columns = page.columns ?? columns;
    rows.push(...page.rejects);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { columns, rows };
};

const showRejects = async (shell: Shell, batch: string, options: RejectsOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const rejects = await allRejects(client, batch);
  if (options.output !== undefined) return save(shell, client, { ...rejects, batch, output: options.output });
  if (options.json) return printJson(shell, { rejects: rejects.rows });
  const { terminal } = shell;
  if (rejects.rows.length === 0) return terminal.print('No rejected rows.');
  terminal.print(
    grid(
      ['row', 'column', 'reason', 'expected', 'got'].map((title) => ({ title })),
      rejects.rows.map(reasonOf),
      terminal,
    ),
  );
  terminal.note(`\nTo correct them: verbatim rejects ${batch} --output corrected.csv`);
};

const reasonOf = ({ row, column = '', code, expected = '', got = '' }: RejectedRow): string[] => [
  String(row),
  column,
  code,
  expected,
  got,
];

const save = async (
  shell: Shell,
  client: ApiClient,
  { columns, rows, batch, output }: Rejects & { readonly batch: string; readonly output: string },
): Promise<void> => {
  if (rows.length === 0)
    throw new VerbatimError('not-found', 'the batch has no rejected rows', { got: batch });
  const { mapping } = await client.readBatch({ batch });
  const path = resolve(shell.directory, output);
  const lines = rows.map((row) => [...reasonOf(row), ...(row.cells ?? [])]);
  await writeFile(
    path,
    stringify([[...addedRejectsColumns, ...columns], ...lines], { escape_formulas: true }),
  );
  if (mapping !== undefined) {
    const { value, from } = mapping.touchpoint;
    const touchpoint = from === 'column' || value === undefined ? {} : { touchpoint: value };
    const { timeZone, source } = mapping;
    const override = mappingFileOf(mapping, { timeZone, source, ...touchpoint });
    await writeFile(mappingPathOf(path), `${JSON.stringify(override, undefined, 2)}\n`);
  }
  shell.terminal.print(
    `${plural(rows.length, 'rejected row')} saved in ${output}. Correct them, then: verbatim upload ${basename(output)}`,
  );
};
