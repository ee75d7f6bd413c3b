import { sortBy } from 'remeda';
import type { Counted } from '../../disclosure/parts.ts';
import { breaksBetween, type VersionBreaks } from '../../insights/changes/version-breaks.ts';
import { orderOf } from '../../insights/findings/compared/scales.ts';
import type { Language } from '../../insights/findings/text/language.ts';
import { scaleNameOf } from '../../insights/findings/text/names.ts';
import { headlineOf, seriesOf } from '../../metrics/comparisons/changes.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../../metrics/figures/figures.ts';
import { emptyTally, type Tally } from '../../metrics/tally/tally.ts';
import { type Unit, unitOfScale } from '../wording.ts';
import type { DigestMaterial } from './digest-material.ts';

/** A score of the scope. Its change is in the findings. */
export interface Headline {
  /** The scale's key, or `sentiment:net`. */
  readonly series: string;
  readonly name: string;
  readonly unit: Unit;
  readonly figure: Figure;
}

/** The input of charts and tables. */
export interface DigestFigures {
  readonly figures: Figures;
  readonly breaks: VersionBreaks;
  readonly headlines: readonly Headline[];
}

const headlinesOf = (figures: Figures, language: Language): Headline[] => {
  const scales = sortBy(
    Object.entries(figures.ratings).map(([series, ratings]) => ({
      series,
      name: scaleNameOf(series, language),
      unit: unitOfScale(series),
      figure: headlineOf(ratings),
    })),
    ({ series }) => orderOf(series),
    [({ figure }) => figure.n, 'desc'],
    ({ series }) => series,
  );
  const sentiment = figures.sentiment && {
    series: 'sentiment:net',
    name: scaleNameOf('sentiment:net', language),
    unit: 'points' as const,
    figure: figures.sentiment.net,
  };
  return [...scales, ...(sentiment ? [sentiment] : [])];
};

/** The figure of a headline's series; undefined without responses. */
export const figureOfSeries = (
  { ratings, sentiment, clusters = {} }: Pick<Tally, 'ratings' | 'sentiment' | 'clusters'>,
  series: string,
  options: FiguresOptions,
): Figure | undefined => {
  const figures = figuresOf({ ...emptyTally, ratings, sentiment, clusters }, options);
  return seriesOf(figures).get(series);
};

/** The figures of a scope's period. */
export const digestFigures = (
  { now, before }: DigestMaterial & { readonly now: Counted },
  language: Language,
  options: FiguresOptions = {},
): DigestFigures => {
  const figures = figuresOf(now.tally, options);
  return {
    figures,
    breaks: breaksBetween(now.versions, ...(before ? [before.versions] : [])),
    headlines: headlinesOf(figures, language),
  };
};
