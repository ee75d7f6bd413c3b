import { type Command, Option } from 'commander';
import type { CarriedOver } from '../../insights/responses/carry-over.ts';
import { apiOf } from '../connection/api-client.ts';
import { answerToDraw, type ScanOptions, scopeQuery, withScopeOptions } from '../options/scan-options.ts';
import { grid } from '../render/grid.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import { count, plural, shareText } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface CarryOverOptions extends ScanOptions {
  readonly metric?: 'nps' | 'csat' | 'ces' | 'rating';
  readonly scale?: string;
  readonly lookback: string;
}

const examples = `
Examples:
  verbatim carry-over --touchpoint renewal --from 2025-04     what customers said before the renewal
  verbatim carry-over --metric csat --lookback 365 --json`;

export const addCarryOver = (program: Command, shell: Shell): void => {
  const command = program
    .command('carry-over')
    .description('show what dissatisfied respondents said at earlier touchpoints, compared with the others')
    .addOption(
      new Option('--metric <metric>', 'score by which respondents count as dissatisfied').choices([
        'nps',
        'csat',
        'ces',
        'rating',
      ]),
    )
    .option('--scale <key>', 'scale, if the metric has several; default: the most used')
    .option('--lookback <days>', 'days to look back before --from, 1 to 1100', '180')
    .addHelpText('after', examples);
  withScopeOptions(command).action((options: CarryOverOptions) => showCarryOver(shell, options));
};

const showCarryOver = async (shell: Shell, options: CarryOverOptions): Promise<void> => {
  const { metric, scale, lookback } = options;
  const query = { metric, scale, lookback, ...scopeQuery(options) };
  const client = await apiOf(shell, options);
  const received = await client.readCarryOver(query).catch(async (error: unknown) => {
    if (!(await saysNothingYet(client, shell.terminal))) throw error;
  });
  if (received === undefined) return;
  const answer = await answerToDraw(shell, options, { client, answer: received });
  if (answer === undefined) return;
  const { terminal } = shell;
  const { dissatisfied, others } = answer.people;
  terminal.print(
    `${answer.scale}: ${count(dissatisfied)} dissatisfied and ${plural(others, 'other')}, looking back ${plural(answer.lookbackDays, 'day')}`,
  );
  if (answer.carriedOver.length === 0)
    return terminal.print(
      dissatisfied + others === 0
        ? 'Nothing to compare: no response of this period names its respondent.'
        : 'Too few of them gave earlier feedback to compare.',
    );
  terminal.print(`\n${table(answer.carriedOver.slice(0, shownLines), terminal)}`);
  terminal.print(`\n${terminal.style('dim', legend)}`);
};

const shownLines = 20;

const legend =
  '● significant (false discovery rate ≤ 5 %), ? sample too small; n: respondents with earlier feedback there; 95 % intervals';

const whatText = (what: string): string =>
  what.startsWith('theme:') ? `complained of ${what.slice('theme:'.length)}` : 'rated low';

const markOf = ({ difference, falseDiscoveryRate }: CarriedOver): string => {
  if (!difference.enough) return '?';
  return falseDiscoveryRate <= 0.05 ? '●' : '';
};

const table = (lines: readonly CarriedOver[], terminal: Terminal): string =>
  grid(
    [
      { title: 'earlier, at' },
      { title: '' },
      { title: '' },
      { title: 'dissatisfied (n)' },
      { title: 'others (n)' },
    ],
    lines.map((line) => [
      line.touchpoint,
      [line.what, ...(line.also ?? [])].map(whatText).join(', '),
      markOf(line),
      ...[line.dissatisfied, line.others].map((share) => `${shareText(share)} (${count(share.n)})`),
    ]),
    terminal,
  );
