import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
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

interface FileOptions extends ApiCommandOptions {
  readonly as?: ConfigName;
}

const examples = `
Examples:
  verbatim config                          what is configured, by whom and when
  verbatim config get journey > journey.yaml
  verbatim config check journey.yaml       what storing it would change; nothing is stored
  verbatim config put journey.yaml
  verbatim config put ours.yaml --as alerts`;

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
    .addArgument(new Argument('<name>', 'the file').choices(configNames))
    .action((name: ConfigName, _options: ApiCommandOptions, command: Command) =>
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
    .option('--as <name>', `what it is: ${configNames.join(', ')}; default: by its name`);

const stateRow = ({ file, key, written, problem }: ConfigFile): string[] => [
  file,
  key,
  written === undefined ? 'not stored: defaults apply' : written.at,
  written?.by ?? '',
  problem === undefined ? '' : `invalid: ${problem.message}`,
];

const listFiles = async (shell: Shell, options: ApiCommandOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const files = await Promise.all(configNames.map((file) => client.readConfig({ file })));
  if (options.json) return printJson(shell, { files });
  const titles = ['name', 'file', 'changed', 'by', ''].map((title) => ({ title }));
  shell.terminal.print(grid(titles, files.map(stateRow), shell.terminal));
};

const printFile = async (shell: Shell, file: ConfigName, options: ApiCommandOptions): Promise<void> => {
  const stored = await (await apiOf(shell, options)).readConfig({ file });
  if (options.json) return printJson(shell, stored);
  if (stored.tag === undefined)
    throw new VerbatimError('not-found', 'not stored: defaults apply', { file: stored.key });
  shell.terminal.print(stored.text.trimEnd());
};

const isName = (name: string): name is ConfigName => configNames.some((known) => known === name);

const nameOf = (path: string, as: string | undefined): ConfigName => {
  const name = as ?? basename(path).replace(/\.ya?ml$/, '');
  if (isName(name)) return name;
  throw new VerbatimError('usage', 'unknown configuration file', {
    file: path,
    expected: `--as ${configNames.join(', ')}`,
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
  const answer = await change(await apiOf(shell, options), file, { path, check, text });
  if (options.json) return printJson(shell, answer);
  const { changes, stored } = answer;
  shell.terminal.print(
    [
      ...changes.map((each) => changeLine(each, shell.terminal)),
      outcome(check, changes.length, stored.key),
    ].join('\n'),
  );
};

const outcome = (check: boolean, changes: number, key: string): string => {
  const many = changes === 1 ? 'one change' : `${changes} changes`;
  return check ? `${key}: ${many} if stored. Nothing was stored.` : `${key}: stored, ${many}.`;
};

const changeLine = ({ path, before, after }: ValueChange, { style }: Terminal): string =>
  [
    style('bold', path === '' ? 'the file' : path),
    ...(before === undefined ? [] : [style('red', `- ${before}`)]),
    ...(after === undefined ? [] : [style('green', `+ ${after}`)]),
  ].join('\n  ');
