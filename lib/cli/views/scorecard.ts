import type { Command } from 'commander';
import type { ScorecardRow, TargetStatus } from '../../insights/journey/scorecard.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import { byImportance, unitLegend } from '../render/units.ts';
import { count, gapText, levelText, seriesText, suppressedMark } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Style, Terminal } from '../terminal.ts';

interface ScorecardOptions extends ApiCommandOptions {
  readonly from?: string;
  readonly to?: string;
}

const examples = `
Examples:
  verbatim scorecard                     the latest three months compared with the three before
  verbatim scorecard --from 2025-05 --to 2025-05
  verbatim scorecard --json`;

export const addScorecard = (program: Command, shell: Shell): void => {
  const command = program
    .command('scorecard')
    .description('show each KPI with its target, actual value, trend and owner')
    .option('--from <day>', 'first day or month, e.g. 2025-03')
    .option('--to <day>', 'last day or month')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: ScorecardOptions) => showScorecard(shell, options));
};

const showScorecard = async (shell: Shell, options: ScorecardOptions): Promise<void> => {
  const { from, to } = options;
  const client = await apiOf(shell, options);
  const card = await client.readScorecard({ from, to });
  if (options.json) return printJson(shell, card);
  const { terminal } = shell;
  const isEmpty = card.rows.every(({ actual }) => actual === undefined);
  if (isEmpty && (await saysNothingYet(client, terminal))) return;
  if (card.rows.length === 0)
    return terminal.print(`No feedback from ${card.from} to ${card.to}, and no targets.`);
  const part = card.part ? ', not over yet: as many days of both' : '';
  const title = `${card.from} to ${card.to} compared with ${card.before.from} to ${card.before.to}${part}`;
  terminal.print(terminal.style('dim', title));
  terminal.print(scorecardPicture(inOrder(card.rows), terminal));
  terminal.print(
    `\n${terminal.style('dim', `${unitLegend(card.rows.map(({ kpi }) => kpi))}; open: the interval includes the target; * significant trend; (95% CI); ? = sample too small`)}`,
  );
};

/** The same places, each with its most important score first. */
const inOrder = (rows: readonly ScorecardRow[]): ScorecardRow[] =>
  [...Map.groupBy(rows, ({ scope, id }) => `${scope} ${id}`).values()].flatMap((place) =>
    place.toSorted((one, other) => byImportance(one.kpi, other.kpi)),
  );

const statusStyles: Readonly<Record<TargetStatus, Style>> = {
  met: 'green',
  missed: 'red',
  open: 'yellow',
  'too-few': 'dim',
  unknown: 'dim',
};

const trendText = ({ kpi, trend, certain, broken }: ScorecardRow): string => {
  if (broken) return 'another version';
  if (trend === undefined) return '';
  const arrow = trend.difference > 0 ? '▲' : '▼';
  return `${trend.difference === 0 ? '=' : arrow} ${gapText(kpi, trend.difference)}${certain ? '*' : ''}`;
};

const indents = { journey: '', stage: '', touchpoint: '  ' } as const;

const rowText = (row: ScorecardRow, terminal: Terminal): string[] => {
  const { scope, name, kpi, target, status, actual, owner = '' } = row;
  return [
    `${indents[scope]}${scope === 'touchpoint' ? name : terminal.style('bold', name)}`,
    kpi,
    target === undefined ? '' : levelText(kpi, target),
    actual === undefined ? suppressedMark : seriesText(kpi, actual),
    actual === undefined ? '' : count(actual.n),
    status === undefined ? '' : terminal.style(statusStyles[status], status),
    trendText(row),
    owner,
  ];
};

const scorecardPicture = (rows: readonly ScorecardRow[], terminal: Terminal): string =>
  grid(
    [
      { title: '' },
      { title: 'KPI' },
      { title: 'target', align: 'right' },
      { title: 'actual' },
      { title: 'n', align: 'right' },
      { title: 'status' },
      { title: 'trend' },
      { title: 'owner' },
    ],
    rows.map((row, index) => {
      const [name = '', ...rest] = rowText(row, terminal);
      const repeats = rows[index - 1]?.scope === row.scope && rows[index - 1]?.id === row.id;
      return [repeats ? '' : name, ...rest];
    }),
    terminal,
  );
