import type { Hono } from 'hono';
import pMap from 'p-map';
import { VerbatimError } from '../../errors.ts';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { listen } from '../../insights/discovery/collect-responses.ts';
import { type ComparedPeriod, comparedPeriod } from '../../insights/discovery/compared-period.ts';
import { type Discovery, discoverThemes } from '../../insights/discovery/discover.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { responsesIn, type StoredCell, storedCells } from '../../query/stored-cells.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { type DiscoveredParameters, discoveredParameters, parseParameters } from '../query-parameters.ts';

/** Responses that one request reads at most: it has under 29 seconds. */
const maxResponsesRead = 20_000;
const cellsAtOnce = 8;

export interface DiscoveredThemes extends Discovery {
  /** What the themes are compared to, where they are. */
  readonly against?: ComparedPeriod;
  /** Scored comments of the period, and those of them that no theme was found in. */
  readonly comments: number;
  readonly unassigned: number;
}

const refuseTooMany = (cells: readonly StoredCell[]): void => {
  const responses = responsesIn(cells);
  if (responses <= maxResponsesRead) return;
  throw new VerbatimError('scan-too-large', 'the range holds more responses than one request reads', {
    expected: `at most ${maxResponsesRead}: a shorter time or one touchpoint`,
    got: String(responses),
  });
};

/** Whether a comment has a theme depends on the taxonomy: under two of them the instrument changed, not the customers. */
const refuseTwoTaxonomies = (copies: readonly Copy[]): void => {
  const read = copies.filter(({ answers }) => answers.length > 0);
  const versions = [...new Set(read.map(({ versions: { theme } }) => theme))].toSorted();
  if (versions.length < 2) return;
  throw new VerbatimError('conflict', 'the feedback was analyzed under several theme versions', {
    expected: 'one version (verbatim reanalyze), or scope=all, which asks no taxonomy',
    got: versions.join(', '),
  });
};

/**
 * What customers speak of in stored feedback, in their own words; compared to an earlier period, what of it is new. Reads
 * the texts of at most 20,000 responses, `scan-too-large` where the range holds more; `conflict` where unassigned comments are asked
 * for and several taxonomies assigned them.
 */
const discoveredThemes = async (
  { summaries, feedback }: Effects,
  configuration: Pick<Configuration, 'metrics'>,
  parameters: DiscoveredParameters,
): Promise<DiscoveredThemes> => {
  const { touchpoint, from, to, scope, limit } = parameters;
  const period = { from, to };
  const against = comparedPeriod(parameters.against, period);
  const cells = await storedCells(summaries, { touchpoint, ...period });
  const earlierCells = against === undefined ? [] : await storedCells(summaries, { touchpoint, ...against });
  refuseTooMany([...cells, ...earlierCells]);

  const copiesIn = async (some: readonly StoredCell[]): Promise<Copy[]> => {
    const read = await pMap(
      some,
      async (one) => latestCopies(await feedback.readCell(one.touchpoint, one.cell)),
      { concurrency: cellsAtOnce },
    );
    return read.flat();
  };
  const [copies, earlierCopies] = [await copiesIn(cells), await copiesIn(earlierCells)];
  if (scope === 'unassigned') refuseTwoTaxonomies([...copies, ...earlierCopies]);
  const { responses, comments, unassigned } = listen(copies, scope);
  const earlier = against === undefined ? undefined : listen(earlierCopies, scope).responses;
  const thresholds = thresholdsOf(await configuration.metrics());
  const discovery = discoverThemes(responses, earlier, { limit, thresholds });
  return { ...discovery, ...(against === undefined ? {} : { against }), comments, unassigned };
};

export const discoveredRoutes = [
  'GET /themes/discovered?touchpoint&from&to&against&scope=unassigned|all&limit',
] as const;

/** Adds the route that finds what customers speak of. */
export const addDiscoveredThemes = (api: Hono, effects: Effects, configuration: Configuration): void => {
  api.get('/themes/discovered', async (context) => {
    const parameters = parseParameters(discoveredParameters, context.req.query());
    return context.json(await discoveredThemes(effects, configuration, parameters));
  });
};
