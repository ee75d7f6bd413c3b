import type { Figure } from '../figures/figure.ts';
import type { Figures, ThemeFigures } from '../figures/figures.ts';
import type { RatingFigures } from '../figures/rating-figures.ts';
import type { Change } from './change.ts';

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
  /** The false discovery rate, 0..1, over all compared figures of its family that reach the minimum sample in both periods; otherwise 1. */
  readonly falseDiscoveryRate: number;
}
