import { resolve } from 'node:path';
import type { Command } from 'commander';
import { VerbatimError } from '../../errors.ts';
import { touchpointNamer } from '../../feedback/journey.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { openTable } from '../../feedback/reading/open.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import { readOutcomeTable, readSeriesTable } from '../../insights/drivers/operations-table.ts';
import { bucketConfiguration } from '../../runtime/configuration.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { saveOutcome, saveSeries } from '../../store/settings/operations-config.ts';
import { type BucketOptions, deploymentBucket, withBucketOptions } from '../connection/deployment-bucket.ts';
import { printJson } from '../render/json.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

interface ImportOptions extends BucketOptions {
  readonly name?: string;
  readonly outcome?: string;
  readonly json?: boolean;
}

const examples = `
A series has the columns date (2026-05-31), touchpoint and value; an outcome has response (its id) and value (1 or 0).
A second import under the same name replaces the first.

Examples:
  verbatim import-series waiting.csv --name waiting-time       minutes by day; then: verbatim drivers
  verbatim import-series churn.csv --outcome churn             then: verbatim drivers --metric outcome:churn`;

export const addImportSeries = (program: Command, shell: Shell): void => {
  const command = program
    .command('import-series')
    .description('import operational figures or outcomes, to test against scores')
    .argument('<file>', 'a table in any supported format')
    .option('--name <name>', 'import a series under this name')
    .option('--outcome <name>', 'import an outcome under this name')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withBucketOptions(command).action((file: string, options: ImportOptions) =>
    importSeries(shell, file, options),
  );
};

const checkedName = ({ name, outcome }: ImportOptions): string => {
  const given = name ?? outcome;
  if (given !== undefined && (name === undefined || outcome === undefined) && /^[\p{L}\p{N}-]+$/u.test(given))
    return given;
  throw new VerbatimError('usage', 'the import needs a name', {
    expected: '--name NAME or --outcome NAME, of letters, digits and hyphens',
    got: [name, outcome].filter((one) => one !== undefined).join(' and ') || 'none',
  });
};

type Save = (bucket: ObjectStore, name: string, importedAt: string) => Promise<void>;

/** What is saved of the table once all of it is read. */
const readImport = async (
  table: SourceTable,
  bucket: ObjectStore,
  isOutcome: boolean,
): Promise<{ readonly rows: number; readonly save: Save }> => {
  if (isOutcome) {
    const values = (await readOutcomeTable(table)).map(([response, value]): [string, 0 | 1] => [
      response,
      value,
    ]);
    return {
      rows: values.length,
      save: (to, name, importedAt) => saveOutcome(to, { name, importedAt, values }),
    };
  }
  const touchpointOf = touchpointNamer(await bucketConfiguration(bucket).journey());
  const values = (await readSeriesTable(table, touchpointOf)).map(
    ([touchpoint, day, value]): [string, string, number] => [touchpoint, day, value],
  );
  return {
    rows: values.length,
    save: (to, name, importedAt) => saveSeries(to, { name, importedAt, values }),
  };
};

const importSeries = async (shell: Shell, file: string, options: ImportOptions): Promise<void> => {
  const name = checkedName(options);
  const isOutcome = options.outcome !== undefined;
  const bucket = deploymentBucket(shell, options);
  const table = await openTable(fileOnDisk(resolve(shell.directory, file)));
  const { rows, save } = await readImport(table, bucket, isOutcome);
  if (rows === 0) throw new VerbatimError('file-header-only', 'the file has no data rows', { file });
  await save(bucket, name, shell.now().toISOString());
  const kind = isOutcome ? 'outcome' : 'series';
  if (options.json) return printJson(shell, { kind, name, rows });
  const next = isOutcome ? `verbatim drivers --metric outcome:${name}` : 'verbatim drivers';
  shell.terminal.print(`Imported ${plural(rows, 'row')} as the ${kind} ${name}. Next: ${next}`);
};
