import type { Command } from 'commander';
import type { Condition } from '../../disclosure/narrowing.ts';
import type {
  DriverReport,
  MomentOfTruth,
  SeriesDriver,
  ThemeDriver,
} from '../../insights/drivers/driver-report.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import { apiOf } from '../connection/api-client.ts';
import { answerToDraw, type ScanOptions, scopeQuery, withScanOptions } from '../options/scan-options.ts';
import { grid } from '../render/grid.ts';
import {
  count,
  decimals,
  levelText,
  meanText,
  percent,
  plural,
  pointsText,
  shareText,
  withN,
} from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface DriversOptions extends ScanOptions {
  readonly metric?: string;
  readonly scale?: string;
}

const examples = `
Examples:
  verbatim drivers                                     what the score is associated with
  verbatim drivers --metric csat --touchpoint delivery --from 2025-03 --to 2025-04
  verbatim drivers --metric sentiment --where channel:web
  verbatim drivers --metric outcome:churn              after verbatim import-series --outcome churn`;

export const addDrivers = (program: Command, shell: Shell): void => {
  const command = program
    .command('drivers')
    .description('show what a score is associated with: themes, touchpoints, imported series')
    .option(
      '--metric <metric>',
      'nps, csat, ces, rating, sentiment or outcome:NAME; default: the first with ratings',
    )
    .option('--scale <key>', 'scale, if the metric has several; default: the most used')
    .addHelpText('after', examples);
  withScanOptions(command).action((options: DriversOptions) => showDrivers(shell, options));
};

const showDrivers = async (shell: Shell, options: DriversOptions): Promise<void> => {
  const { metric, scale } = options;
  const client = await apiOf(shell, options);
  const received = await client.readDrivers({ metric, scale, ...scopeQuery(options) });
  const answer = await answerToDraw(shell, options, { client, answer: received });
  if (answer === undefined) return;
  const { terminal } = shell;
  terminal.print(headline(answer));
  for (const picture of [drivers, momentsOfTruth, series]) {
    const text = picture(answer, terminal);
    if (text !== '') terminal.print(`\n${text}`);
  }
  terminal.print(`\n${terminal.style('dim', legend(answer))}`);
};

type Unit = DriverReport['unit'];

const digits: Record<Unit, (value: number) => string> = {
  points: decimals(1),
  share: percent,
  mean: decimals(2),
};

/** A difference of two shares is in points. */
const gapDigits: Record<Unit, (value: number) => string> = {
  ...digits,
  share: (value) => decimals(1)(100 * value),
};

const rangeText = (unit: Unit, { value, low, high }: Interval & { readonly value: number }): string => {
  const write = gapDigits[unit];
  return `${write(value)} (${write(low)} to ${write(high)})`;
};

const levels: Record<Unit, (value: number) => string> = {
  ...digits,
  points: (value) => levelText('nps:', value),
};

interface Headed extends DriverReport {
  readonly where?: readonly Condition[];
}

const ofCommenters = ({ n, mean }: { readonly n: number; readonly mean: number }, unit: Unit): string =>
  `${levels[unit](mean)} for those with a comment n=${count(n)}`;

const headline = ({ score, unit, everyone, explained, where = [] }: Headed): string => {
  if (everyone === undefined)
    return explained === undefined
      ? `No responses with ${score} ${where.length === 0 ? 'in this period' : 'match these conditions'}.`
      : `${score}: ${ofCommenters(explained, unit)}`;
  const write = { points: pointsText, share: shareText, mean: meanText }[unit];
  return [
    `${score}: ${withN(write(everyone), everyone)}`,
    explained === undefined ? 'none of them with a readable comment' : ofCommenters(explained, unit),
  ].join('; ');
};

const mark = ({ enough, falseDiscoveryRate }: { enough: boolean; falseDiscoveryRate: number }): string => {
  if (!enough) return '?';
  return falseDiscoveryRate <= 0.05 ? '●' : '';
};

const driverRow = (unit: Unit, driver: ThemeDriver): string[] => [
  driver.theme,
  rangeText(unit, driver.impact),
  mark(driver),
  rangeText(unit, driver.effect),
  count(driver.mentions),
  `${digits[unit](driver.scoreWith)} / ${digits[unit](driver.scoreWithout)}`,
  digits[unit](driver.scoreIfGone),
  `${driver.quadrant ?? ''}${driver.turned ? ' ↺' : ''}`,
];

const disclosedDrivers = 15;

const drivers = (report: DriverReport, terminal: Terminal): string =>
  report.drivers.length === 0
    ? ''
    : grid(
        [
          { title: 'associated with' },
          { title: 'impact' },
          { title: '' },
          { title: 'effect' },
          { title: 'n', align: 'right' },
          { title: 'with / without' },
          { title: 'score if gone', align: 'right' },
          { title: '' },
        ],
        report.drivers.slice(0, disclosedDrivers).map((driver) => driverRow(report.unit, driver)),
        terminal,
      );

const momentRow = (unit: Unit, moment: MomentOfTruth): string[] => [
  moment.touchpoint,
  rangeText(unit, moment.impact),
  mark(moment),
  rangeText(unit, moment.effect),
  count(moment.responses),
];

const momentsOfTruth = (report: DriverReport, terminal: Terminal): string =>
  report.momentsOfTruth.length === 0
    ? ''
    : grid(
        [
          { title: 'moment of truth' },
          { title: 'impact' },
          { title: '' },
          { title: 'vs. others' },
          { title: 'n', align: 'right' },
        ],
        report.momentsOfTruth.map((moment) => momentRow(report.unit, moment)),
        terminal,
      );

const seriesRow = (unit: Unit, one: SeriesDriver): string[] => [
  one.series,
  rangeText(unit, one.effect),
  mark({ enough: true, ...one }),
  count(one.days),
  count(one.n),
];

const series = (report: DriverReport, terminal: Terminal): string =>
  report.series.length === 0
    ? ''
    : grid(
        [
          { title: 'imported series' },
          { title: 'score per unit' },
          { title: '' },
          { title: 'days', align: 'right' },
          { title: 'n', align: 'right' },
        ],
        report.series.map((one) => seriesRow(report.unit, one)),
        terminal,
      );

const scoresText = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? `score ${from}` : `scores ${from}–${to}`;

const adjustments: Record<DriverReport['adjustedFor'][number], string> = {
  touchpoint: 'touchpoint',
  voice: 'voice',
  solicited: 'whether it was solicited',
  question: 'question',
};

const unitOfGaps: Record<Unit, string> = { points: 'points', share: 'points', mean: 'units of the scale' };

const legend = ({ drivers: themes, leftOut, suppressedThemes, unit, adjustedFor }: DriverReport): string =>
  [
    '● significant (false discovery rate ≤ 5 %), ? sample too small; 95 % intervals; association, not cause',
    `impact and effect in ${unitOfGaps[unit]}; themes adjusted for ${adjustedFor.map((each) => `${adjustments[each]}, `).join('')}other themes`,
    ...(themes.some(({ turned }) => turned)
      ? ['↺ with / without has the opposite sign: other themes in the same comments explain it']
      : []),
    ...leftOut.map(
      ({ question, shownTo }) => `left out, asked only of ${scoresText(shownTo)}: "${question}"`,
    ),
    ...(suppressedThemes === 0
      ? []
      : [`${plural(suppressedThemes, 'theme')} suppressed: below the minimum group size`]),
  ].join('\n');
