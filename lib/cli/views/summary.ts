import { type Command, Option } from 'commander';
import { sentimentLabels } from '../../analysis/sentiment/adaptation/calibrate.ts';
import type { ApiClient } from '../../api/client/client.ts';
import type { PeriodSummary, SummarySeries } from '../../api/contract/summaries.ts';
import type { SeriesGrain } from '../../disclosure/series.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { Figures } from '../../metrics/figures/figures.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { bar, sparkline } from '../render/bars.ts';
import { emptySummaryText } from '../render/empty-summary.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { printFacets } from '../render/render-facets.ts';
import { sentimentCell } from '../render/render-journey.ts';
import { byImportance, unitLegend } from '../render/units.ts';
import {
  confidentialityLegend,
  count,
  headFigure,
  partialMark,
  partMark,
  percent,
  plural,
  shareText,
  suppressedMark,
} from '../render/wording.ts';
import { intervalText } from '../sentiment/render-sentiment-check.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { showTouchpoints } from './touchpoints.ts';

interface SummaryOptions extends ApiCommandOptions {
  readonly grain: SeriesGrain;
  readonly by?: string;
  readonly stage?: string;
  readonly persona?: string;
  readonly from?: string;
  readonly to?: string;
}

const examples = `
Examples:
  verbatim summary                      the whole journey
  verbatim summary delivery             one touchpoint, week by week
  verbatim summary delivery --grain day --from 2025-03-17 --to 2025-04-13
  verbatim summary delivery --by channel
  verbatim summary --stage buy --grain month
  verbatim summary --persona devoted     a persona, month by month
  verbatim summary delivery --json`;

export const addSummary = (program: Command, shell: Shell): void => {
  const command = program
    .command('summary')
    .description('show a touchpoint, stage or persona over time')
    .argument('[touchpoint]', 'touchpoint id; default: the whole journey')
    .addOption(
      new Option('--grain <grain>', 'length of a period').choices(['day', 'week', 'month']).default('week'),
    )
    .option('--by <dimension>', 'break down by a dimension declared in config/metrics.yaml, by month')
    .option('--stage <id>', 'a stage instead of a touchpoint')
    .option('--persona <id>', 'a persona of config/metrics.yaml; with a touchpoint: only there')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((touchpoint: string | undefined, options: SummaryOptions) =>
    showAsked(shell, touchpoint, options),
  );
};

/** Personas are by month only. */
const readAsked = (
  client: ApiClient,
  touchpoint: string | undefined,
  { stage, persona, by, from, to, ...options }: SummaryOptions,
) => {
  if (persona !== undefined) return client.personaSummaries({ persona, touchpoint, from, to });
  const query = { ...(by === undefined ? { grain: options.grain } : { by }), from, to };
  if (stage !== undefined) return client.stageSummaries({ stage, ...query });
  return touchpoint === undefined ? undefined : client.touchpointSummaries({ touchpoint, ...query });
};

const showAsked = async (
  shell: Shell,
  touchpoint: string | undefined,
  options: SummaryOptions,
): Promise<void> => {
  const client = await apiOf(shell, options);
  const answer = await readAsked(client, touchpoint, options);
  if (answer === undefined) return showTouchpoints(shell, options);
  if (options.json) return printJson(shell, answer);
  const { terminal } = shell;
  const entries = 'facets' in answer ? answer.facets : answer.summaries;
  if (entries.length === 0) return terminal.print(await emptySummaryText(client, { ...options, touchpoint }));
  if ('facets' in answer) printFacets(answer, terminal);
  else printSeries(answer, terminal);
};

type Series = Pick<SummarySeries, 'grain' | 'summaries'>;

const printSeries = (series: Series, terminal: Terminal): void => {
  terminal.print(seriesPicture(series.summaries, series.grain, terminal));
  terminal.print(terminal.style('dim', legendOf(series.summaries)));
  terminal.print(`\n${sparklines(series.summaries, terminal)}`);
  terminal.print(`\n${themePicture(series.summaries, terminal)}`);
  const corrected = correctedPicture(series.summaries, terminal);
  if (corrected !== '') terminal.print(`\n${corrected}`);
};

/** The units in the table, and its marks. */
const legendOf = (summaries: readonly PeriodSummary[]): string =>
  [
    unitLegend(scaleKeys(summaries), 'mean'),
    '; (95% CI); ? = sample too small; sentiment ░ negative ▒ neutral █ positive',
    summaries.some(({ part }) => part) ? `; ${partMark} not over yet` : '',
    confidentialityLegend(summaries),
  ]
    .join('')
    .replace(/^; /, '');

const scaleKeys = (summaries: readonly PeriodSummary[]): string[] =>
  [...new Set(summaries.flatMap(({ figures }) => Object.keys(figures?.ratings ?? {})))].sort(byImportance);

const ratingText = (figures: Figures, key: string): string => {
  const rating = figures.ratings[key];
  return rating === undefined ? '' : headFigure(rating).text;
};

const seriesPicture = (summaries: readonly PeriodSummary[], grain: string, terminal: Terminal): string => {
  const keys = scaleKeys(summaries);
  return grid(
    [
      { title: grain },
      { title: 'n', align: 'right' },
      ...keys.map((title) => ({ title })),
      { title: 'sentiment' },
    ],
    summaries.map(({ period, part, figures, incomplete }) => {
      const title = `${period}${part ? partMark : ''}`;
      if (figures === undefined) return [title, suppressedMark];
      return [
        title,
        `${count(figures.responses)}${incomplete ? partialMark : ''}`,
        ...keys.map((key) => ratingText(figures, key)),
        sentimentCell(figures, 16, terminal),
      ];
    }),
    terminal,
  );
};

/** One line for each measure; a period without answers is a gap. */
const sparklines = (summaries: readonly PeriodSummary[], terminal: Terminal): string => {
  const line = (title: string, figureOf: (figures: Figures) => Figure | undefined): string[] => [
    title,
    sparkline(summaries.map(({ figures }) => figures && figureOf(figures)?.value)),
  ];
  const ofScale = (key: string) => (figures: Figures) => {
    const rating = figures.ratings[key];
    return rating === undefined ? undefined : headFigure(rating).figure;
  };
  const rows = [
    ['responses', sparkline(summaries.map(({ figures }) => figures?.responses))],
    ...scaleKeys(summaries).map((key) => line(key, ofScale(key))),
    line('net sentiment', ({ sentiment }) => sentiment?.net),
  ];
  return grid([{ title: 'over time' }, { title: 'lowest ▁ to highest █' }], rows, terminal);
};

/** Shares corrected by a labelled sample; '' if no summary has them. */
const correctedPicture = (summaries: readonly PeriodSummary[], terminal: Terminal): string => {
  const rows = summaries.flatMap(({ period, sentimentShares }) => {
    if (sentimentShares === undefined) return [];
    const { found, corrected } = sentimentShares;
    return [
      [
        period,
        ...sentimentLabels.map((label) => `${percent(found[label])} → ${intervalText(corrected[label])}`),
      ],
    ];
  });
  const labelled = summaries.find(({ sentimentShares }) => sentimentShares)?.sentimentShares?.labelled ?? 0;
  const titles = [`found → corrected by ${plural(labelled, 'label')}`, ...sentimentLabels];
  return rows.length === 0
    ? ''
    : grid(
        titles.map((title) => ({ title })),
        rows,
        terminal,
      );
};

const themesDisclosed = 8;

/** The themes of the last period. */
const themePicture = (summaries: readonly PeriodSummary[], terminal: Terminal): string => {
  const last = summaries.findLast(({ figures }) => figures !== undefined);
  if (last?.figures === undefined) return '';
  const themes = Object.entries(last.figures.themes)
    .sort(([, one], [, other]) => other.mentions - one.mentions)
    .slice(0, themesDisclosed);
  if (themes.length === 0) return '';
  return grid(
    [
      { title: `themes of ${last.period}` },
      { title: '' },
      { title: 'share of answers' },
      { title: 'negative' },
    ],
    themes.map(([id, theme]) => [
      id,
      bar(theme.share.value, 16),
      shareText(theme.share),
      percent(theme.negative.value),
    ]),
    terminal,
  );
};
