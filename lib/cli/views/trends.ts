import { type Command, Option } from 'commander';
import type { TrendView } from '../../api/contract/changes.ts';
import type { SeriesGrain } from '../../disclosure/series.ts';
import type { TrendPoint } from '../../insights/changes/trend.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { bar, sparkline } from '../render/bars.ts';
import { emptySummaryText } from '../render/empty-summary.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { unitLegend } from '../render/units.ts';
import { count, levelText, partialMark, partMark, seriesText, suppressedMark } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface TrendsOptions extends ApiCommandOptions {
  readonly metric?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
  readonly grain: SeriesGrain;
  readonly from?: string;
  readonly to?: string;
}

const examples = `
Examples:
  verbatim trends                                    the main score of the journey, week by week
  verbatim trends --metric nps --touchpoint delivery --grain day
  verbatim trends --metric theme:delivery-speed:share --touchpoint delivery
  verbatim trends --metric volume --stage buy --json`;

export const addTrends = (program: Command, shell: Shell): void => {
  const command = program
    .command('trends')
    .description('show one metric over time, with intervals, version breaks and anomalies')
    .option(
      '--metric <metric>',
      'volume, sentiment:net, nps, csat, ces, rating, a scale such as nps:transactional, theme:<id>:share or theme:<id>:net; default: the first score with ratings',
    )
    .option('--touchpoint <id>', 'one touchpoint only')
    .option('--stage <id>', 'one stage only')
    .addOption(
      new Option('--grain <grain>', 'length of a period').choices(['day', 'week', 'month']).default('week'),
    )
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: TrendsOptions) => showTrend(shell, options));
};

const showTrend = async (shell: Shell, options: TrendsOptions): Promise<void> => {
  const { metric, touchpoint, stage, grain, from, to } = options;
  const client = await apiOf(shell, options);
  const trend = await client.readTrend({ metric, touchpoint, stage, grain, from, to });
  if (options.json) return printJson(shell, trend);
  const { terminal } = shell;
  if (trend.points.length === 0)
    return terminal.print(await emptySummaryText(client, { touchpoint, stage, grain: 'month', from, to }));
  terminal.print(trendPicture(trend, terminal));
  terminal.print(`\n${trend.metric}  ${sparkline(trend.points.map(measureOf))}`);
  terminal.print(
    `\n${terminal.style('dim', `${trendUnit(trend.metric)}${partMark} not over yet; ${suppressedMark} suppressed; ${partialMark} partly suppressed; (95% CI); ? = sample too small to rank`)}`,
  );
};

const trendUnit = (metric: string): string => {
  const unit = unitLegend([metric]);
  return unit === '' ? '' : `${unit}; `;
};

const measureOf = ({ figure, value }: TrendPoint): number | undefined => figure?.value ?? value;

const pointText = (metric: string, { figure, value, suppressed }: TrendPoint): string => {
  if (suppressed) return suppressedMark;
  if (figure !== undefined) return seriesText(metric, figure);
  return value === undefined ? '' : count(value);
};

/** What to note about a point: a version break, or an anomaly. */
const remark = (metric: string, { broken, judged }: TrendPoint): string => {
  const level = (value: number): string => (metric === 'volume' ? count(value) : levelText(metric, value));
  return [
    broken ? 'scored by another version from here on' : '',
    judged?.anomalous ? `anomaly: expected ${level(judged.low)} to ${level(judged.high)}` : '',
  ]
    .filter((text) => text !== '')
    .join('; ');
};

const trendPicture = ({ metric, grain, points }: TrendView, terminal: Terminal): string => {
  const values = points.map(measureOf).filter((value) => value !== undefined);
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const shareOf = (value: number | undefined): number =>
    value === undefined || high === low ? 0 : (value - low) / (high - low);
  return grid(
    [{ title: grain }, { title: 'n', align: 'right' }, { title: metric }, { title: '' }, { title: '' }],
    points.map((point) => [
      `${point.period}${point.part ? partMark : ''}`,
      point.figure === undefined ? '' : `${count(point.figure.n)}${point.partial ? partialMark : ''}`,
      pointText(metric, point),
      bar(shareOf(measureOf(point)), 20),
      terminal.style('yellow', remark(metric, point)),
    ]),
    terminal,
  );
};
