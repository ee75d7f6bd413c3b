import type { FacetsView, FacetView } from '../../api/contract/summaries.ts';
import type { WeightedHeadline } from '../../insights/journey/facet-page.ts';
import type { Terminal } from '../terminal.ts';
import { grid } from './grid.ts';
import { ratedColumns, ratingCell } from './render-journey.ts';
import {
  confidentialityLegend,
  count,
  partialMark,
  pointsText,
  seriesText,
  suppressedMark,
} from './wording.ts';

/** Prints the figures of a touchpoint or a stage by a dimension. */
export const printFacets = (page: FacetsView, terminal: Terminal): void => {
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
