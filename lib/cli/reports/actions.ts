import type { Command } from 'commander';
import type { ActionList } from '../../api/contract/reports.ts';
import type { SeriesChange } from '../../metrics/comparisons/changes.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { boundText, differenceText, seriesText } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

type Entry = ActionList['actions'][number];

interface AddOptions extends ApiCommandOptions {
  readonly date: string;
  readonly touchpoint: string;
  readonly theme?: string;
}

const examples = `
Examples:
  verbatim actions
  verbatim actions --json
  verbatim actions add "A second courier in the north" --date 2025-04-07 --touchpoint delivery

Before and after are whole weeks. A difference does not prove a cause.`;

const addExamples = `
Examples:
  verbatim actions add "A second courier in the north" --date 2025-04-07 --touchpoint delivery
  verbatim actions add "Shorter form" --date 2025-04-07 --touchpoint returns --theme effort`;

export const addActions = (program: Command, shell: Shell): void => {
  const actions = program
    .command('actions')
    .description('list actions, with scores before and after')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(actions).action((options: ApiCommandOptions) => showActions(shell, options));
  const add = actions
    .command('add')
    .description('record an action')
    .argument('<text>', 'what was done')
    .requiredOption('--date <day>', 'first day of its effect, e.g. 2025-04-07')
    .requiredOption('--touchpoint <id>', 'the touchpoint it concerns')
    .option('--theme <id>', 'the theme that should change; default: the scores')
    .addHelpText('after', addExamples);
  // commander gives options that both commands have to the outer one, so both are read.
  add.action((text: string, _options: AddOptions, command: Command) =>
    enterAction(shell, text, command.optsWithGlobals()),
  );
};

const showActions = async (shell: Shell, options: ApiCommandOptions): Promise<void> => {
  const list = await (await apiOf(shell, options)).listActions();
  if (options.json) return printJson(shell, list);
  const { terminal } = shell;
  if (list.actions.length === 0) return terminal.print('No actions yet. Next: verbatim actions add --help');
  terminal.print(list.actions.map((entry) => actionPicture(entry, terminal)).join('\n\n'));
};

const enterAction = async (
  shell: Shell,
  text: string,
  { date, touchpoint, theme, ...options }: AddOptions,
): Promise<void> => {
  const client = await apiOf(shell, options);
  const entered = await client.enterAction({
    body: { date, touchpoint, ...(theme === undefined ? {} : { theme }), text },
  });
  if (options.json) return printJson(shell, entered);
  shell.terminal.print(`Recorded as ${entered.id}.`);
};

const changeRow = (change: SeriesChange, atMost: Entry['effect']['atMost']): string[] => [
  change.series,
  atMost === 'before' ? boundText(change.before) : seriesText(change.series, change.before),
  atMost === 'after' ? boundText(change.after) : seriesText(change.series, change.after),
  differenceText(change.series, change),
  change.enough && change.falseDiscoveryRate <= 0.05 ? '●' : '',
];

const outcome = ({ effect, theme }: Entry, terminal: Terminal): string => {
  const { after, changes, suppressed, atMost } = effect;
  if (after === undefined) return 'No full week has passed since.';
  if (suppressed) return 'Suppressed: below the minimum group size.';
  if (changes.length === 0)
    return theme === undefined
      ? 'No figure is available both before and after.'
      : `Too few people mention ${theme} in some weeks: its share is below the minimum group size.`;
  const titles = [
    '',
    `${effect.before.from} to ${effect.before.to}`,
    `${after.from} to ${after.to}`,
    'difference',
    '',
  ];
  return grid(
    titles.map((title) => ({ title })),
    changes.map((change) => changeRow(change, atMost)),
    terminal,
  );
};

const actionPicture = (entry: Entry, terminal: Terminal): string => {
  const { date, touchpoint, theme, text } = entry;
  const where = [touchpoint, ...(theme === undefined ? [] : [theme])].join(', ');
  return `${terminal.style('bold', `${date}  ${text}`)}  ${terminal.style('dim', where)}\n${outcome(entry, terminal)}`;
};
