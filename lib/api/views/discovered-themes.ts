import pMap from 'p-map';
import { VerbatimError } from '../../errors.ts';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { collectResponses } from '../../insights/discovery/collect-responses.ts';
import { comparedPeriod } from '../../insights/discovery/compared-period.ts';
import { discoverThemes as discover } from '../../insights/discovery/discover.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { responsesIn, type StoredCell, storedCells } from '../../query/stored-cells.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import {
  type DiscoveredParameters,
  type DiscoveredThemes,
  discoverThemes,
} from '../contract/themes/themes.ts';
import { type Route, route } from '../route.ts';

/** The maximum number of responses that one request reads: it has under 29 seconds. */
const maxResponsesRead = 20_000;
const cellsAtOnce = 8;

const refuseTooMany = (cells: readonly StoredCell[]): void => {
  const responses = responsesIn(cells);
  if (responses <= maxResponsesRead) return;
  throw new VerbatimError('scan-too-large', 'too many responses for one request', {
    expected: `at most ${maxResponsesRead}: a shorter period or one touchpoint`,
    got: String(responses),
  });
};

/** Whether a comment has a theme depends on the taxonomy: with two of them, a difference may come from the taxonomy, not from customers. */
const refuseTwoTaxonomies = (copies: readonly Copy[]): void => {
  const read = copies.filter(({ answers }) => answers.length > 0);
  const versions = [...new Set(read.map(({ versions: { theme } }) => theme))].toSorted();
  if (versions.length < 2) return;
  throw new VerbatimError('conflict', 'the feedback was analyzed with several theme versions', {
    expected: 'one version (run verbatim reanalyze), or scope=all',
    got: versions.join(', '),
  });
};

/**
 * Topics of stored feedback in customers' own words; compared with an earlier period, the new ones. Reads
 * the texts of at most 20,000 responses; `scan-too-large` above; `conflict` if unassigned comments are requested
 * and several taxonomies scored them.
 */
const discoveredThemes = async (
  { effects: { summaries, feedback }, configuration }: ApiContext,
  parameters: DiscoveredParameters,
): Promise<DiscoveredThemes> => {
  const { touchpoint, from, to, scope, limit } = parameters;
  if (touchpoint !== undefined) await requireTouchpoint(summaries, configuration, touchpoint);
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
  const { responses, comments, unassigned } = collectResponses(copies, scope);
  const earlier = against === undefined ? undefined : collectResponses(earlierCopies, scope).responses;
  const thresholds = thresholdsOf(await configuration.metrics());
  const discovery = discover(responses, earlier, { limit, thresholds });
  return { ...discovery, ...(against === undefined ? {} : { against }), comments, unassigned };
};

/** `GET /themes/discovered` */
export const discoveredRoutes = (context: ApiContext): Route[] => [
  route(discoverThemes, ({ query }) => discoveredThemes(context, query)),
];
