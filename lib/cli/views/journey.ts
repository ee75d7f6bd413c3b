import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { JourneyView, MapTouchpoint } from '../../api/contract/journey.ts';
import type { SeriesGrain } from '../../disclosure/series.ts';
import type { BlindSpot, ThemeFact } from '../../insights/journey/journey-map.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { sparkline } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import { weightedText } from '../render/render-facets.ts';
import { ratedColumns, ratingCell } from '../render/render-journey.ts';
import { unitLegend } from '../render/units.ts';
import {
  confidentialityLegend,
  count,
  partialMark,
  percent,
  pointsText,
  suppressedMark,
} from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface JourneyOptions extends ApiCommandOptions {
  readonly grain: SeriesGrain;
  readonly from?: string;
  readonly to?: string;
  readonly report?: string;
  readonly lang: 'en' | 'de';
}

const examples = `
Examples:
  verbatim journey                       the latest three months
  verbatim journey --from 2025-03 --to 2025-05 --grain month
  verbatim journey --from 2025-05 --to 2025-05 --report may.html   all touchpoints, findings, personas and actions, to print
  verbatim journey --json`;

export const addJourney = (program: Command, shell: Shell): void => {
  const command = program
    .command('journey')
    .description(
      'show the journey map: each touchpoint with its trend, top pain, top praise, and blind spots',
    )
    .addOption(
      new Option('--grain <grain>', 'grain of the trend').choices(['day', 'week', 'month']).default('week'),
    )
    .option('--from <day>', 'first day or month, e.g. 2025-03')
    .option('--to <day>', 'last day or month')
    .option('--report <file>', 'write a report of the whole journey as an HTML page to print')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'de']).default('en'))
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: JourneyOptions) => showJourney(shell, options));
};

const showJourney = async (shell: Shell, options: JourneyOptions): Promise<void> => {
  const { grain, from, to } = options;
  const client = await apiOf(shell, options);
  if (options.report !== undefined) return writeReport(shell, client, { ...options, report: options.report });
  const map = await client.readJourney({ grain, from, to });
  if (options.json) return printJson(shell, map);
  const { terminal } = shell;
  if (touchpointsOf(map).length === 0 && (await saysNothingYet(client, terminal))) return;
  terminal.print(terminal.style('dim', `${map.from} to ${map.to}`));
  terminal.print(mapPicture(map, terminal));
  const legend = legendOf(map);
  terminal.print(`\n${terminal.style('dim', legend)}`);
  for (const weighted of Object.entries(map.weighted?.headlines ?? {}))
    terminal.print(`${weightedText(weighted)}, by ${map.weighted?.by}`);
  const blind = blindPicture(map);
  if (blind !== '') terminal.print(`\n${blind}`);
};

const writeReport = async (
  { directory, terminal }: Shell,
  client: ApiClient,
  { from, to, lang, report }: JourneyOptions & { readonly report: string },
): Promise<void> => {
  const response = await client.response('readJourneyReport', { from, to, lang });
  await writeFile(resolve(directory, report), await response.bytes());
  terminal.note(`Written: ${report}`);
};

const noTheme = '–';

const themeText = (theme: ThemeFact | undefined, felt: 'negative' | 'positive'): string =>
  theme === undefined ? noTheme : `${theme.id} ${percent(theme.share.value * theme[felt].value)}`;

const curveText = ({ curve, figures }: MapTouchpoint): string => {
  const net = figures?.sentiment?.net;
  return net === undefined ? '' : `${sparkline(curve.map((point) => point.net?.value))} ${pointsText(net)}`;
};

const touchpointsOf = ({ stages, others }: JourneyView): MapTouchpoint[] => [
  ...stages.flatMap(({ touchpoints }) => touchpoints),
  ...others,
];

const mapPicture = (map: JourneyView, terminal: Terminal): string => {
  const rated = ratedColumns(touchpointsOf(map));
  const rowOf = (touchpoint: MapTouchpoint): string[] => {
    const { name, responses = 0, incomplete, figures, pain, praise } = touchpoint;
    if (figures === undefined) return [`  ${name}`, suppressedMark];
    return [
      `  ${name}`,
      `${count(responses)}${incomplete ? partialMark : ''}`,
      ...rated.map(({ metric }) => ratingCell(figures, metric)),
      curveText(touchpoint),
      themeText(pain, 'negative'),
      themeText(praise, 'positive'),
    ];
  };
  const stages = [
    ...map.stages.map(({ name, touchpoints }) => ({ name, touchpoints })),
    ...(map.others.length === 0 ? [] : [{ name: 'not in the journey', touchpoints: map.others }]),
  ];
  return grid(
    [
      { title: 'touchpoint' },
      { title: 'n', align: 'right' },
      ...rated.map(({ title }) => ({ title })),
      { title: 'net sentiment' },
      { title: 'top pain' },
      { title: 'top praise' },
    ],
    stages.flatMap(({ name, touchpoints }) => [[terminal.style('bold', name)], ...touchpoints.map(rowOf)]),
    terminal,
  );
};

const keysOf = (map: JourneyView): string[] =>
  touchpointsOf(map).flatMap(({ figures }) => Object.keys(figures?.ratings ?? {}));

const themeLegend = (touchpoints: readonly MapTouchpoint[]): string => {
  const isMissing = touchpoints.some(({ figures, pain, praise }) => figures && !(pain && praise));
  return isMissing ? `; ${noTheme} = no theme, or below the minimum group size` : '';
};

const legendOf = (map: JourneyView): string => {
  const units = unitLegend(keysOf(map), 'mean');
  return `${units === '' ? '' : `${units}; `}net sentiment by ${map.grain}, lowest ▁ to highest █; pain and praise: share of answers that mention the theme negatively or positively${themeLegend(touchpointsOf(map))}; (95% CI); ? = sample too small to rank${confidentialityLegend(touchpointsOf(map))}`;
};

const whys: Readonly<Record<BlindSpot, string>> = {
  none: 'no responses',
  'too-few': 'too few responses',
  'no-open-question': 'no open question',
};

const blindPicture = ({ blindSpots }: JourneyView): string =>
  blindSpots.length === 0
    ? ''
    : `Blind spots: ${blindSpots.map(({ id, reason }) => `${id} (${whys[reason]})`).join(', ')}`;
