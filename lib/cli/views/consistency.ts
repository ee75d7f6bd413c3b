import type { Command } from 'commander';
import type { Consistency } from '../../insights/responses/consistency-report.ts';
import { apiOf } from '../connection/api-client.ts';
import { answerToDraw, type ScanOptions, scopeQuery, withScanOptions } from '../options/scan-options.ts';
import { grid } from '../render/grid.ts';
import { unitLegend } from '../render/units.ts';
import { count, decimals, levelText, percent } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface ConsistencyOptions extends ScanOptions {
  readonly by: string;
}

const examples = `
Examples:
  verbatim consistency                          each touchpoint across its channels
  verbatim consistency --by touchpoint          each theme across touchpoints
  verbatim consistency --by segment --touchpoint delivery --from 2025-03`;

export const addConsistency = (program: Command, shell: Shell): void => {
  const command = program
    .command('consistency')
    .description('show where a touchpoint and its themes differ across channels, segments or touchpoints')
    .option('--by <dimension>', 'channel, language, an attribute of the files, or touchpoint', 'channel')
    .addHelpText('after', examples);
  withScanOptions(command).action((options: ConsistencyOptions) => showConsistency(shell, options));
};

const disclosedTests = 20;

const showConsistency = async (shell: Shell, options: ConsistencyOptions): Promise<void> => {
  const { by } = options;
  const client = await apiOf(shell, options);
  const received = await client.readConsistency({ by, ...scopeQuery(options) });
  const answer = await answerToDraw(shell, options, { client, answer: received });
  if (answer === undefined) return;
  const { terminal } = shell;
  if (answer.tests.length === 0) return terminal.print(nothingText(by, answer.known));
  const differing = answer.tests.filter(({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05).length;
  terminal.print(table(answer.tests.slice(0, disclosedTests), terminal));
  terminal.print(
    `\n${terminal.style('dim', `${count(differing)} of ${count(answer.tests.length)} differ significantly (●: false discovery rate ≤ 5 %)\n${unitLegend(answer.tests.map(({ series }) => series))}`)}`,
  );
};

const builtIn = ['touchpoint', 'language', 'voice'];

/** Why nothing is compared: nobody has a value in it, or too few people have. */
const nothingText = (by: string, known: readonly string[] = []): string => {
  const names = new Set([...builtIn, ...known].map((name) => name.toLowerCase()));
  const isKnown = by.split('+').every((name) => names.has(name.toLowerCase()));
  if (isKnown) return `Nothing to compare by ${by}: fewer than two of its groups have enough feedback.`;
  const others = known.length === 0 ? 'none' : known.map((name) => `"${name}"`).join(', ');
  return `No response of this period has a value for "${by}". Known: ${others}.`;
};

const tenths = decimals(1);

/** Shares as percentages, points and means unchanged. */
const written = (series: string, value: number): string => {
  if (/:share$|^c(?:sat|es):/.test(series)) return percent(value);
  return /^nps:|:net$/.test(series) ? levelText(series, value) : tenths(value);
};

const table = (tests: readonly Consistency[], terminal: Terminal): string =>
  grid(
    [{ title: 'touchpoint' }, { title: 'what' }, { title: '' }, { title: 'best to worst (n)' }],
    tests.map(({ touchpoint, series, parts, falseDiscoveryRate }) => [
      touchpoint ?? 'all',
      series,
      falseDiscoveryRate <= 0.05 ? '●' : '',
      parts
        .map(({ value, figure }) => `${value} ${written(series, figure.value)} (${count(figure.n)})`)
        .join('  '),
    ]),
    terminal,
  );
