import type { FacetsView, FacetView } from '../../api/views/facets-view.ts';
import type { WeightedHeadline } from '../../insights/journey/facet-page.ts';
import { type ApiOptions, apiOf } from '../connection/api-client.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';
import { grid } from './grid.ts';
import { printJson } from './json.ts';
import { ratedColumns, ratingCell } from './render-journey.ts';
import {
  confidentialityLegend,
  count,
  partialMark,
  pointsText,
  seriesText,
  suppressedMark,
} from './wording.ts';

interface FacetOptions extends ApiOptions {
  readonly by: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** Shows the figures of a touchpoint or a stage by a dimension. */
export const showFacets = async (
  shell: Shell,
  { path, name }: { readonly path: readonly string[]; readonly name: string },
  options: FacetOptions,
): Promise<void> => {
  const { by, from, to } = options;
  const client = await apiOf(shell, options);
  const page = await client.view<FacetsView>(path, { by, from, to });
  if (options.json) return printJson(shell, page);
  const { terminal } = shell;
  if (page.facets.length === 0) return terminal.print(`No feedback for ${name} in this period.`);
  terminal.print(facetPicture(page, terminal));
  const legend = confidentialityLegend(page.facets.map(({ total }) => total)).replace(/^; /, '');
  if (legend !== '') terminal.print(terminal.style('dim', legend));
  const weighted = Object.entries(page.weighted ?? {}).map(weightedText);
  if (weighted.length > 0) terminal.print(`\n${weighted.join('\n')}`);
};

const facetPicture = ({ by, facets }: FacetsView, terminal: Terminal): string => {
  const rated = ratedColumns(facets.map(({ total }) => total));
  const rowOf = ({ value, total: { figures, incomplete } }: FacetView): string[] => {
    const name = value === '' ? '(none)' : value;
    if (figures === undefined) return [name, suppressedMark];
    return [
      name,
      `${count(figures.responses)}${incomplete ? partialMark : ''}`,
      ...rated.map(({ metric }) => ratingCell(figures, metric)),
      figures.sentiment === undefined ? '' : pointsText(figures.sentiment.net),
    ];
  };
  return grid(
    [
      { title: by },
      { title: 'n', align: 'right' },
      ...rated.map(({ title }) => ({ title })),
      { title: 'net sentiment' },
    ],
    facets.map(rowOf),
    terminal,
  );
};

/** A headline weighted to the true shares, with its effective n; or what is missing. */
export const weightedText = ([headline, weighted]: [string, WeightedHeadline]): string =>
  'missing' in weighted
    ? `${headline} weighted: not available, no feedback from ${weighted.missing.join(', ')}`
    : `${headline} weighted: ${seriesText(headline, weighted)} n=${count(weighted.n)}, effective ${count(weighted.effectiveN)}`;
