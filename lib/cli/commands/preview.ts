import { resolve } from 'node:path';
import type { Command } from 'commander';
import { inferMapping } from '../../feedback/infer-mapping.ts';
import type { Mapping } from '../../feedback/mapping.ts';
import { parseMappingFlags } from '../../feedback/mapping-override.ts';
import { fileOnDisk } from '../../feedback/reading/disk.ts';
import { openTables } from '../../feedback/reading/open.ts';
import type { SourceTable } from '../../feedback/source.ts';
import { printJson } from '../json.ts';
import { mappingPicture, questionsPicture, samplesPicture } from '../mapping-picture.ts';
import { estimateRows, type RowEstimate } from '../row-estimate.ts';
import { shapeText } from '../shape-text.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { plural } from '../wording.ts';
import { type ReadingCommandOptions, withReadingOptions } from './reading-options.ts';

const examples = `
Examples:
  verbatim preview survey.csv
  verbatim preview reviews.xlsx --sheet 2025 --map comment=Remarks
  verbatim preview survey.csv --json

Nothing is loaded. What the mapping gets wrong is put right by --map here and with \`verbatim upload\`, or by
a file FILE.mapping.json beside the file: {"columns": {"Remarks": "comment"}}.`;

export const addPreview = (program: Command, shell: Shell): void => {
  const command = program
    .command('preview')
    .description('show what a file is taken for, before anything is loaded')
    .argument('<file>', 'CSV, TSV, JSON, JSON Lines, XLSX or text, also in .gz or .zip')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withReadingOptions(command).action((file: string, options: ReadingCommandOptions) =>
    preview(shell, file, options),
  );
};

interface TablePreview {
  readonly file: string;
  readonly shape: SourceTable['shape'];
  readonly rows: RowEstimate;
  readonly mapping: Mapping;
}

const previewTable = async (table: SourceTable, options: ReadingCommandOptions): Promise<TablePreview> => {
  const { mapping } = await inferMapping(table, {
    phoneCountry: 'US',
    override: parseMappingFlags(options.map),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  });
  return { file: table.name, shape: table.shape, rows: await estimateRows(table), mapping };
};

const preview = async (shell: Shell, path: string, options: ReadingCommandOptions): Promise<void> => {
  const file = fileOnDisk(resolve(shell.directory, path));
  const previews: TablePreview[] = [];
  for await (const table of openTables(file, options.sheet === undefined ? {} : { sheet: options.sheet })) {
    previews.push(await previewTable(table, options));
  }
  if (options.json) return printJson(shell, { files: previews });
  shell.terminal.print(previews.map((table) => tablePicture(table, shell.terminal)).join('\n\n'));
};

const touchpointText = ({ touchpoint, columns }: Mapping): string => {
  const { from, value } = touchpoint;
  if (from === 'column') {
    return `touchpoint from column "${columns.find(({ meaning }) => meaning.field === 'touchpoint')?.column}"`;
  }
  return `touchpoint "${value ?? 'unassigned'}" (${from === 'key' ? 'from where it is uploaded' : 'the default: name one with --touchpoint or a folder'})`;
};

const rowsText = ({ rows, exact }: RowEstimate): string =>
  exact ? plural(rows, 'row') : `more than ${plural(rows, 'row')}`;

const tablePicture = ({ file, shape, rows, mapping }: TablePreview, terminal: Terminal): string => {
  const { style } = terminal;
  const { columns, questions, timeZone, voice, solicited, source } = mapping;
  return [
    `${style('bold', file)}  ${style('dim', `${shapeText(shape)}, ${rowsText(rows)}, ${plural(columns.length, 'column')}`)}`,
    [
      touchpointText(mapping),
      `dates in ${timeZone}`,
      `ids of ${source}`,
      `${voice}, ${solicited ? 'asked' : 'unasked'}`,
    ].join(' · '),
    '',
    mappingPicture(columns, terminal),
    '',
    samplesPicture(columns, terminal),
    '',
    questions.length === 0
      ? style('green', 'Nothing is left to ask.')
      : `${style('bold', 'Only you can know')}\n${questionsPicture(questions, terminal)}`,
  ].join('\n');
};
