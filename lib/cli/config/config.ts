import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { stringify } from 'yaml';
import { ApiError } from '../../api/client/api-error.ts';
import type { ApiClient } from '../../api/client/client.ts';
import { type ConfigFile, configNames } from '../../api/contract/settings.ts';
import { VerbatimError } from '../../errors.ts';
import type { ConfigName } from '../../store/settings/files/config-files.ts';
import type { ValueChange } from '../../store/settings/files/value-changes.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import {
  sendTaxonomy,
  type TaxonomySent,
  taxonomyName,
  taxonomyRow,
  taxonomyState,
} from './taxonomy-file.ts';

type FileName = ConfigName | typeof taxonomyName;

const fileNames = [...configNames, taxonomyName] as const;

interface FileOptions extends ApiCommandOptions {
  readonly as?: FileName;
}

const examples = `
Examples:
  verbatim config                          what is configured, by whom and when
  verbatim config get journey > journey.yaml
  verbatim config check journey.yaml       what storing it would change; nothing is stored
  verbatim config put journey.yaml
  verbatim config put ours.yaml --as alerts
  verbatim config get taxonomy > taxonomy.yaml     the themes, to edit and put back`;

/** Adds `verbatim config`: the files under config/ of a deployment. */
export const addConfig = (program: Command, shell: Shell): void => {
  const config = program
    .command('config')
    .description('list, read, check and store configuration files')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(config).action((options: ApiCommandOptions) => listFiles(shell, options));
  config
    .command('list')
    .description('list configuration files, with who changed them and when')
    .action((_options: ApiCommandOptions, command: Command) => listFiles(shell, command.optsWithGlobals()));
  config
    .command('get')
    .description('print a configuration file')
    .addArgument(new Argument('<name>', 'the file').choices(fileNames))
    .action((name: FileName, _options: ApiCommandOptions, command: Command) =>
      printFile(shell, name, command.optsWithGlobals()),
    );
  withName(config.command('check'), 'check a file and show what storing it would change').action(
    (path: string, _options: FileOptions, command: Command) =>
      sendFile(shell, { path, check: true }, command.optsWithGlobals()),
  );
  withName(config.command('put'), 'check a file, then store it').action(
    (path: string, _options: FileOptions, command: Command) =>
      sendFile(shell, { path, check: false }, command.optsWithGlobals()),
  );
};

const withName = (command: Command, description: string): Command =>
  command
    .description(description)
    .argument('<file>', 'a YAML file')
    .option('--as <name>', `what it is: ${fileNames.join(', ')}; default: by its name`);

const stateRow = ({ file, key, written, problem }: ConfigFile): string[] => [
  file,
  key,
  written === undefined ? 'not stored: defaults apply' : written.at,
  written?.by ?? '',
  problem === undefined ? '' : `invalid: ${problem.message}`,
];

/** Instants to the minute; other cells as they are. */
const minute = (cell: string): string =>
  cell.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2');

const listFiles = async (shell: Shell, options: ApiCommandOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const [files, taxonomy] = await Promise.all([
    Promise.all(configNames.map((file) => client.readConfig({ file }))),
    taxonomyState(client),
  ]);
  if (options.json) return printJson(shell, { files, taxonomy });
  const titles = ['name', 'file', 'changed (UTC)', 'by', ''].map((title) => ({ title }));
  const rows = [...files.map(stateRow), taxonomyRow(taxonomy)].map((row) => row.map(minute));
  shell.terminal.print(grid(titles, rows, shell.terminal));
};

const printTaxonomy = async (shell: Shell, client: ApiClient, json: boolean | undefined): Promise<void> => {
  const taxonomy = await client.readTaxonomy({});
  if (json) return printJson(shell, taxonomy);
  shell.terminal.print(taxonomy.text.trimEnd());
};

const printFile = async (shell: Shell, file: FileName, options: ApiCommandOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  if (file === taxonomyName) return printTaxonomy(shell, client, options.json);
  const stored = await client.readConfig({ file });
  if (options.json) return printJson(shell, stored);
  if (stored.tag === undefined)
    throw new VerbatimError('not-found', 'not stored: defaults apply', { file: stored.key });
  shell.terminal.print(stored.text.trimEnd());
};

const nameOf = (path: string, as: string | undefined): FileName => {
  const name = as ?? basename(path).replace(/\.ya?ml$/, '');
  const found = fileNames.find((known) => known === name);
  if (found !== undefined) return found;
  throw new VerbatimError('usage', 'unknown configuration file', {
    file: path,
    expected: `--as with one of ${fileNames.join(', ')}`,
    got: name,
  });
};

const textIn = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new VerbatimError('file-not-found', 'the file cannot be read', { file: path, cause });
  }
};

/** The header that names the version that is changed, so that no newer one is overwritten. */
const stateOf = ({ tag }: ConfigFile): Readonly<Record<string, string>> =>
  tag === undefined ? { 'if-none-match': '*' } : { 'if-match': tag };

interface Sending {
  readonly path: string;
  readonly check: boolean;
}

/** Errors name the file that was given, not the stored one. */
const under = (path: string, error: unknown): unknown =>
  error instanceof ApiError && error.details.file?.startsWith('config/')
    ? new VerbatimError(error.code, error.message, { ...error.details, file: path })
    : error;

const change = async (
  client: ApiClient,
  file: ConfigName,
  { path, check, text }: Sending & { readonly text: string },
) => {
  const headers = stateOf(await client.readConfig({ file }));
  const request = { file, check: check ? 'true' : 'false', body: { text } } as const;
  return client.writeConfig(request, { headers }).catch((error: unknown) => {
    throw under(path, error);
  });
};

const sendFile = async (
  shell: Shell,
  { path, check }: Sending,
  { as, ...options }: FileOptions,
): Promise<void> => {
  const file = nameOf(path, as);
  const text = await textIn(resolve(shell.directory, path));
  const client = await apiOf(shell, options);
  if (file === taxonomyName) {
    const sent = await sendTaxonomy(client, { path, text, check });
    return options.json ? printJson(shell, sent) : printChanges(shell, check, sent);
  }
  const answer = await change(client, file, { path, check, text });
  if (options.json) return printJson(shell, answer);
  const { changes, stored } = answer;
  printChanges(shell, check, { changes, key: stored.key, notes: [] });
};

const printChanges = ({ terminal }: Shell, check: boolean, { changes, key, notes }: TaxonomySent): void => {
  terminal.print(
    [...changes.map((each) => changeLine(each, terminal)), outcome(check, changes.length, key)].join('\n'),
  );
  for (const note of notes) terminal.note(note);
};

const outcome = (check: boolean, changes: number, key: string): string => {
  const many = changes === 0 ? 'no change' : changes === 1 ? 'one change' : `${changes} changes`;
  return check ? `${key}: ${many} if stored. Nothing was stored.` : `${key}: stored, ${many}.`;
};

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text, (_key, value: unknown) => (isEmptyList(value) ? undefined : value));
  } catch {
    return undefined;
  }
};

/** A value as in the file: a mapping or list over several lines, without what is empty. */
const asWritten = (value: string): string[] => {
  const parsed = parsedJson(value);
  return typeof parsed === 'object' && parsed !== null ? stringify(parsed).trimEnd().split('\n') : [value];
};

const signed = (sign: '+' | '-', value: string): string =>
  asWritten(value)
    .map((line) => `${sign} ${line}`)
    .join('\n  ');

const changeLine = ({ path, before, after }: ValueChange, { style }: Terminal): string =>
  [
    style('bold', path === '' ? 'the file' : path),
    ...(before === undefined ? [] : [style('red', signed('-', before))]),
    ...(after === undefined ? [] : [style('green', signed('+', after))]),
  ].join('\n  ');
