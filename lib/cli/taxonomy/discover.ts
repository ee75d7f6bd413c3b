import { type Command, Option } from 'commander';
import { createAnalyzer } from '../../analysis/analyzer.ts';
import type { DiscoveredThemes } from '../../api/contract/themes/themes.ts';
import { type CollectionScope, collectResponses } from '../../insights/discovery/collect-responses.ts';
import { comparedPeriod, isIn } from '../../insights/discovery/compared-period.ts';
import { discoverThemes } from '../../insights/discovery/discover.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { type ReadingCommandOptions, withReadingOptions } from '../options/reading-options.ts';
import { readTaxonomy } from '../reading/storeless-intake.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import { analyzeResponses } from './analyzed-responses.ts';
import { readResponses } from './read-responses.ts';
import { discoveryPicture } from './render-discovery.ts';

interface DiscoverOptions extends ReadingCommandOptions, ApiCommandOptions {
  readonly taxonomy?: string;
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly against?: string;
  readonly scope: CollectionScope;
  readonly limit: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  verbatim taxonomy discover survey.csv                 topics without a theme
  verbatim taxonomy discover survey.csv --scope all --from 2025-04 --to 2025-04 --against previous
  verbatim taxonomy discover --touchpoint delivery --from 2025-04 --to 2025-04 --against 2025-01..2025-03

With --against, only topics that are significantly more frequent than before. Without files, it searches the stored feedback.`;

export const addDiscover = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('discover')
    .description("find new topics, in customers' own words")
    .argument('[file...]', 'feedback files; default: the stored feedback')
    .option('--taxonomy <file>', 'for files: your themes (YAML); default: the general theme pack')
    .option('--touchpoint <id>', 'for stored feedback: this touchpoint only')
    .option('--from <day>', 'first day or month')
    .option('--to <day>', 'last day or month')
    .option('--against <period>', 'the earlier period: a day, a month, FROM..TO, or previous')
    .addOption(
      new Option('--scope <scope>', 'which comments to search')
        .choices(['unassigned', 'all'])
        .default('unassigned'),
    )
    .option('--limit <n>', 'maximum number of topics, 1 to 100', '20')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(withReadingOptions(command)).action((files: string[], options: DiscoverOptions) =>
    discover(shell, files, options),
  );
};

const inFiles = async (
  shell: Shell,
  files: readonly string[],
  options: DiscoverOptions,
): Promise<DiscoveredThemes> => {
  const { from, to, scope } = options;
  const against = comparedPeriod(options.against, { from, to });
  const analyzer = createAnalyzer({ taxonomy: await readTaxonomy(shell, options.taxonomy) });
  const all = analyzeResponses(analyzer, await readResponses(shell, files, options));
  const isBounded = from !== undefined || to !== undefined;
  const now = collectResponses(isBounded ? all.filter(({ cell }) => isIn(cell, { from, to })) : all, scope);
  const earlier =
    against === undefined
      ? undefined
      : collectResponses(
          all.filter(({ cell }) => isIn(cell, against)),
          scope,
        ).responses;
  const { comments, unassigned } = now;
  const discovery = discoverThemes(now.responses, earlier, { limit: Number(options.limit) });
  return { ...discovery, ...(against === undefined ? {} : { against }), comments, unassigned };
};

const inStore = async (shell: Shell, options: DiscoverOptions): Promise<DiscoveredThemes> => {
  const { touchpoint, from, to, against, scope, limit } = options;
  const client = await apiOf(shell, options);
  return client.discoverThemes({ touchpoint, from, to, against, scope, limit });
};

const discover = async (shell: Shell, files: readonly string[], options: DiscoverOptions): Promise<void> => {
  const found = files.length > 0 ? await inFiles(shell, files, options) : await inStore(shell, options);
  if (options.json) return printJson(shell, found);
  shell.terminal.print(discoveryPicture(found, shell.terminal));
};
