import { sortBy } from 'remeda';
import type { Figure } from '../figures/figure.ts';
import type { Figures, ThemeFigures } from '../figures/figures.ts';
import type { RatingFigures } from '../figures/rating-figures.ts';
import { falseDiscoveryRates } from './benjamini-hochberg.ts';
import { type Change, changeOf } from './change.ts';

/** The headline of a scale: NPS, the satisfied share, low effort, or mean stars. */
export const headlineOf = (ratings: RatingFigures): Figure => {
  switch (ratings.metric) {
    case 'nps':
      return ratings.nps;
    case 'csat':
      return ratings.satisfied;
    case 'ces':
      return ratings.lowEffort;
    default:
      return ratings.mean;
  }
};

const themeSeries = ([id, theme]: [string, ThemeFigures]): [string, Figure][] => [
  [`theme:${id}:share`, theme.share],
  [`theme:${id}:net`, theme.net],
];

/**
 * The series that are compared, by name: the headline of each scale under the scale's key, `sentiment:net`,
 * and for each theme `theme:<id>:share` and `theme:<id>:net`.
 */
export const seriesOf = (figures: Figures): ReadonlyMap<string, Figure> =>
  new Map([
    ...Object.entries(figures.ratings).map(([key, ratings]): [string, Figure] => [key, headlineOf(ratings)]),
    ...(figures.sentiment ? [['sentiment:net', figures.sentiment.net] as const] : []),
    ...Object.entries(figures.themes).flatMap(themeSeries),
  ]);

export interface SeriesChange extends Change {
  readonly series: string;
  /** The false discovery rate, 0..1, over all compared series that reach the minimum sample in both periods; otherwise 1. */
  readonly falseDiscoveryRate: number;
}

/**
 * Changes between two periods, over all series that both have, most certain first. Only series that reach the
 * minimum sample in both are tested; the others follow with a rate of 1. Report those with a rate of at most 0.05.
 */
export const changesBetween = (before: Figures, after: Figures): SeriesChange[] => {
  const earlier = seriesOf(before);
  const changes = [...seriesOf(after)].flatMap(([series, figure]) => {
    const known = earlier.get(series);
    return known === undefined ? [] : [{ series, ...changeOf(known, figure) }];
  });
  const tested = changes.filter((change) => change.enough);
  const rates = falseDiscoveryRates(tested.map((change) => change.p));
  const rated = tested.map((change, index) => ({ ...change, falseDiscoveryRate: rates[index] ?? 1 }));
  const untested = changes
    .filter((change) => !change.enough)
    .map((change) => ({ ...change, falseDiscoveryRate: 1 }));
  return [...sortBy(rated, ({ p }) => p), ...untested];
};
