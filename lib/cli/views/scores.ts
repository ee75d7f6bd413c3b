import type { Command } from 'commander';
import type { ScaleScores } from '../../insights/responses/score-report.ts';
import type { Change } from '../../metrics/comparisons/change.ts';
import type { ClusteredFigure } from '../../metrics/drivers/clustered-figure.ts';
import { apiOf } from '../connection/api-client.ts';
import { answerToDraw, type ScanOptions, scopeQuery, withScanOptions } from '../options/scan-options.ts';
import { grid } from '../render/grid.ts';
import { unitLegend } from '../render/units.ts';
import { count, differenceText, seriesText } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  verbatim scores                               of all respondents, with and without comment
  verbatim scores --touchpoint delivery --from 2025-03 --to 2025-04
  verbatim scores --where channel:web --json`;

export const addScores = (program: Command, shell: Shell): void => {
  const command = program
    .command('scores')
    .description('compare scores of respondents with and without comments, allowing for repeat respondents')
    .addHelpText('after', examples);
  withScanOptions(command).action((options: ScanOptions) => showScores(shell, options));
};

const showScores = async (shell: Shell, options: ScanOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const received = await client.readScores(scopeQuery(options));
  const answer = await answerToDraw(shell, options, { client, answer: received });
  if (answer === undefined) return;
  const { terminal } = shell;
  if (answer.scales.length === 0) return terminal.print('No ratings in this period.');
  terminal.print(table(answer.scales, terminal));
  terminal.print(
    `\n${terminal.style('dim', `${legend}\n${unitLegend(answer.scales.map(({ scale }) => scale))}`)}`,
  );
};

const legend = [
  'effective: the number of independent responses that would give the same certainty',
  '● significant (p ≤ 5 %), ? sample too small; 95 % intervals',
].join('\n');

const figureRow = (scale: string, who: string, figure: ClusteredFigure | undefined): string[][] =>
  figure === undefined
    ? []
    : [[who, seriesText(scale, figure), '', count(figure.n), count(figure.effectiveN)]];

const markOf = ({ enough, p }: Change): string => {
  if (!enough) return '?';
  return p <= 0.05 ? '●' : '';
};

const differenceRow = (scale: string, change: Change | undefined): string[][] =>
  change === undefined ? [] : [['difference', differenceText(scale, change), markOf(change)]];

const rowsOf = ({ scale, everyone, commenters, silent, difference }: ScaleScores): string[][] =>
  [
    ...figureRow(scale, 'everyone', everyone),
    ...figureRow(scale, 'with comment', commenters),
    ...figureRow(scale, 'without comment', silent),
    ...differenceRow(scale, difference),
  ].map((row, index) => [index === 0 ? scale : '', ...row]);

const table = (scales: readonly ScaleScores[], terminal: Terminal): string =>
  grid(
    [
      { title: 'scale' },
      { title: 'of' },
      { title: 'score' },
      { title: '' },
      { title: 'n', align: 'right' },
      { title: 'effective', align: 'right' },
    ],
    scales.flatMap(rowsOf),
    terminal,
  );
