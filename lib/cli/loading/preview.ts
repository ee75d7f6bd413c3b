import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { VerbatimError } from '../../errors.ts';
import type { Mapping } from '../../feedback/mapping/mapping.ts';
import { mappingFileOf } from '../../feedback/mapping/mapping-file.ts';
import type { MappingOverride } from '../../feedback/mapping/mapping-override.ts';
import { estimateRows, type RowEstimate } from '../../feedback/reading/row-estimate.ts';
import { countedRecords, type SheetSize, type SourceTable } from '../../feedback/reading/source.ts';
import { type FileCommandOptions, withFileOptions, withZoneSaid } from '../options/file-options.ts';
import { storelessMapping } from '../reading/storeless-intake.ts';
import { type TableWithOverride, tablesOnDisk } from '../reading/tables-on-disk.ts';
import { printJson } from '../render/json.ts';
import {
  mappingPicture,
  questionsPicture,
  samplesPicture,
  warningsPicture,
} from '../render/render-mapping.ts';
import { shapeText } from '../render/shape-text.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { type KnownDeployment, knownDeployment, nearTouchpoints } from './known-deployment.ts';
import { mappingPathOf } from './override-beside.ts';
import { uploadKeyOf } from './upload-target.ts';

const examples = `
Examples:
  verbatim preview survey.csv --touchpoint delivery
  verbatim preview reviews.xlsx --sheet 2025 --map comment=Remarks
  verbatim preview survey.csv --map 'submittedAt=Date:day-first' --write-mapping
  verbatim preview survey.csv --json

Nothing is loaded. The options are those of \`verbatim upload\`: the same line loads the file as shown. Correct the
mapping with --map, or with a file FILE.mapping.json next to the file, which \`preview\`, \`analyze\` and \`upload\`
read: --write-mapping writes it, with everything that is shown and every --map. If Verbatim runs here, or with --api
and --bucket, its time zone and the mappings saved there apply as well.`;

export const addPreview = (program: Command, shell: Shell): void => {
  const command = program
    .command('preview')
    .description('show how a file will be read, before anything is loaded')
    .argument('<file>', 'CSV, TSV, JSON, JSON Lines, XLSX or text, also in .gz or .zip')
    .option('--write-mapping', 'save the mapping as FILE.mapping.json next to the file')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withFileOptions(command).action((file: string, options: PreviewOptions) =>
    preview(shell, file, withZoneSaid(options)),
  );
};

interface PreviewOptions extends FileCommandOptions {
  readonly writeMapping?: boolean;
}

interface TablePreview {
  readonly file: string;
  readonly shape: SourceTable['shape'];
  /** The sheets of a workbook that have data. */
  readonly sheets?: readonly SheetSize[];
  readonly rows: RowEstimate;
  readonly mapping: Mapping;
  /** The `FILE.mapping.json` that reproduces this mapping. */
  readonly mappingFile: MappingOverride;
}

const previewTable = async (
  { table, said, origins }: TableWithOverride,
  objectKey: string,
  { timeZone }: KnownDeployment,
): Promise<TablePreview> => {
  const mapping = await storelessMapping(table, said, { timeZone, objectKey, origins });
  const sheets = await table.sheets?.();
  return {
    file: table.name,
    shape: table.shape,
    ...(sheets === undefined ? {} : { sheets }),
    rows: await estimateRows(table),
    mapping,
    mappingFile: mappingFileOf(mapping, said),
  };
};

const entryLines = (entries: object, indent: string): string =>
  Object.entries(entries)
    .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n');

/** The mapping file as JSON, one column per line. */
const mappingFileText = ({ columns = {}, ...rest }: MappingOverride): string => {
  const parts = [`  "columns": {\n${entryLines(columns, '    ')}\n  }`];
  if (Object.keys(rest).length > 0) parts.push(entryLines(rest, '  '));
  return `{\n${parts.join(',\n')}\n}`;
};

/** A mapping is saved for one table only, and only when no question is open. */
const writeMapping = async (path: string, previews: readonly TablePreview[]): Promise<string> => {
  const [table, another] = previews;
  if (table === undefined || another !== undefined) {
    throw new VerbatimError('usage', 'an archive with several tables has no common mapping file', {
      file: path,
      expected: 'one table',
      got: plural(previews.length, 'table'),
    });
  }
  if (table.mapping.questions.length > 0) {
    throw new VerbatimError('mapping-undecided', 'the mapping can be saved when no question is open', {
      file: path,
      expected: 'an answer with --map to each question of the preview',
      got: `open: ${table.mapping.questions.map(({ code }) => code).join(', ')}`,
    });
  }
  const mappingPath = mappingPathOf(path);
  await writeFile(mappingPath, `${mappingFileText(table.mappingFile)}\n`);
  return mappingPath;
};

const preview = async (shell: Shell, given: string, options: PreviewOptions): Promise<void> => {
  const path = resolve(shell.directory, given);
  const objectKey = uploadKeyOf(given, options.touchpoint);
  const deployment = await knownDeployment(shell, options, objectKey);
  const previews: TablePreview[] = [];
  for await (const table of tablesOnDisk(shell, given, { ...options, saved: deployment.saved })) {
    previews.push(await previewTable(table, objectKey, deployment));
  }
  await warnOfSlip(shell, deployment, options);
  if (options.json) printJson(shell, { files: previews });
  else shell.terminal.print(previews.map((table) => tablePicture(table, shell.terminal)).join('\n\n'));
  if (options.writeMapping) {
    shell.terminal.note(`mapping saved in ${await writeMapping(path, previews)}`);
  } else if (!options.json && previews.length === 1) {
    shell.terminal.print(`\n${keepingText(previews[0], basename(mappingPathOf(path)), shell.terminal)}`);
  }
};

const warnOfSlip = async (
  { terminal }: Shell,
  { client }: KnownDeployment,
  { touchpoint }: PreviewOptions,
): Promise<void> => {
  const near =
    client === undefined || touchpoint === undefined ? [] : await nearTouchpoints(client, touchpoint);
  if (near.length > 0)
    terminal.note(`warning: the touchpoint "${touchpoint}" is new. Did you mean ${near.join(' or ')}?`);
};

/** The same as a mapping file; open questions are left out. */
const keepingText = (table: TablePreview | undefined, name: string, { style }: Terminal): string => {
  if (table === undefined) return '';
  const how =
    table.mapping.questions.length === 0
      ? `This mapping as a file (--write-mapping saves it as ${name} next to the data)`
      : `This mapping as a file, ${name}, without the answers to the questions`;
  return `${style('bold', how)}\n${style('dim', mappingFileText(table.mappingFile))}`;
};

const touchpointText = ({ touchpoint, columns }: Mapping): string => {
  const { from, value } = touchpoint;
  if (from === 'column') {
    const column = columns.find(({ meaning }) => meaning.field === 'touchpoint')?.column;
    return `touchpoint from column "${column}"; "${value ?? 'unassigned'}" where it is empty`;
  }
  return from === 'key'
    ? `touchpoint "${value}" (--touchpoint)`
    : `touchpoint "${value ?? 'unassigned'}" (nothing names one: use --touchpoint NAME or --map touchpoint=COLUMN)`;
};

const sheetText = ({ name, records }: SheetSize): string =>
  `"${name}" (${records >= countedRecords ? `over ${plural(countedRecords - 1, 'row')}` : plural(records - 1, 'row')})`;

/** The sheets of a workbook that has several. */
const sheetLines = ({ sheets = [], shape }: TablePreview): string[] =>
  sheets.length < 2
    ? []
    : [`sheets ${sheets.map(sheetText).join(', ')}; this is "${shape.sheet}", --sheet NAME reads another`];

const rowsText = ({ rows, exact }: RowEstimate): string =>
  exact ? plural(rows, 'row') : `more than ${plural(rows, 'row')}`;

const idsText = ({ columns, source }: Mapping): string =>
  columns.some(({ meaning }) => meaning.field === 'responseId')
    ? `response ids from "${source}"`
    : 'no response ids';

const tablePicture = (table: TablePreview, terminal: Terminal): string => {
  const { file, shape, rows, mapping } = table;
  const { style } = terminal;
  const { columns, questions, warnings, timeZone, voice, solicited } = mapping;
  return [
    `${style('bold', file)}  ${style('dim', `${shapeText(shape)}, ${rowsText(rows)}, ${plural(columns.length, 'column')}`)}`,
    [
      touchpointText(mapping),
      `dates in ${timeZone}`,
      idsText(mapping),
      `${solicited ? 'solicited' : 'unsolicited'}, from ${voice}s`,
    ].join(' · '),
    ...sheetLines(table),
    '',
    mappingPicture(columns, terminal),
    '',
    samplesPicture(columns, terminal),
    '',
    ...(warnings.length === 0
      ? []
      : [`${style('bold', 'Please check')}\n${warningsPicture(warnings, terminal)}`, '']),
    questions.length === 0
      ? style('green', 'No open questions.')
      : `${style('bold', 'Please answer')}\n${questionsPicture(questions, terminal)}`,
  ].join('\n');
};
