import { sortBy } from 'remeda';
import type { Counted } from '../../disclosure/parts.ts';
import { breaksBetween, type VersionBreaks } from '../../insights/changes/version-breaks.ts';
import {
  changesBetween,
  headlineOf,
  type SeriesChange,
  seriesOf,
} from '../../metrics/comparisons/changes.ts';
import { type MixSplit, mixOf } from '../../metrics/comparisons/mix.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../../metrics/figures/figures.ts';
import { type Ranking, rankOf } from '../../metrics/figures/rank.ts';
import { scoreMoments } from '../../metrics/figures/score.ts';
import { emptyTally, type Tally } from '../../metrics/tally/tally.ts';
import { scaleName, type Unit, unitOfScale } from '../wording.ts';
import type { DigestMaterial, TouchpointCounts } from './digest-material.ts';

/** The series that are told of, with their names, and what became of them since the period before. */
export interface Headline {
  /** The scale's key, or `sentiment:net`. */
  readonly series: string;
  readonly name: string;
  readonly unit: Unit;
  readonly figure: Figure;
  /** Absent where there was nothing before, or it was suppressed, or was scored by another version. */
  readonly change?: SeriesChange;
}

/** What the sentences are made of; all numbers in them are in here. */
export interface DigestFigures {
  readonly material: DigestMaterial;
  readonly figures: Figures;
  /** Absent where there is nothing to compare with. */
  readonly before?: Figures;
  readonly breaks: VersionBreaks;
  /** Of the series that may be compared, with the false discovery rate over all of them. */
  readonly changes: ReadonlyMap<string, SeriesChange>;
  readonly headlines: readonly Headline[];
  /** Of the first headline, by touchpoint; of the whole only. */
  readonly mix?: MixSplit;
  readonly ranking?: Ranking;
}

const without = ({ sentiment, themes, ...figures }: Figures, breaks: VersionBreaks): Figures => ({
  ...figures,
  ...(breaks.sentiment || sentiment === undefined ? {} : { sentiment }),
  themes: breaks.themes ? {} : themes,
});

/** Where sentiment is broken a theme's share may still be compared, its sentiment may not. */
const mayCompare = ({ series }: SeriesChange, breaks: VersionBreaks): boolean =>
  !(breaks.sentiment && series.endsWith(':net'));

const changesIn = (
  { now, before, comparable }: DigestMaterial,
  breaks: VersionBreaks,
  options: FiguresOptions,
): ReadonlyMap<string, SeriesChange> => {
  const [earlier, later] = [comparable?.before ?? before?.tally, comparable?.now ?? now?.tally];
  if (earlier === undefined || later === undefined || earlier.responses === 0) return new Map();
  const strip = (tally: Tally): Figures => without(figuresOf(tally, options), breaks);
  const changes = changesBetween(strip(earlier), strip(later)).filter((change) => mayCompare(change, breaks));
  return new Map(changes.map((change) => [change.series, change]));
};

const headlinesOf = (figures: Figures, changes: ReadonlyMap<string, SeriesChange>): Headline[] => {
  const withChange = (headline: Headline): Headline => {
    const change = changes.get(headline.series);
    return change === undefined ? headline : { ...headline, change };
  };
  const scales = sortBy(
    Object.entries(figures.ratings).map(([series, ratings]) => ({
      series,
      name: scaleName(series).name,
      unit: unitOfScale(series),
      figure: headlineOf(ratings),
    })),
    [({ figure }) => figure.n, 'desc'],
    ({ series }) => series,
  );
  const sentiment = figures.sentiment && {
    series: 'sentiment:net',
    name: 'net sentiment',
    unit: 'points' as const,
    figure: figures.sentiment.net,
  };
  return [...scales, ...(sentiment ? [sentiment] : [])].map(withChange);
};

/** The figure of a headline's series; undefined where nobody gave rise to it. */
export const figureOfSeries = (
  tally: Pick<Tally, 'ratings' | 'sentiment'>,
  series: string,
  options: FiguresOptions,
): Figure | undefined => {
  const figures = figuresOf({ ...emptyTally, ratings: tally.ratings, sentiment: tally.sentiment }, options);
  return seriesOf(figures).get(series);
};

const mixByTouchpoint = (
  touchpoints: readonly TouchpointCounts[],
  series: string,
  options: FiguresOptions,
): MixSplit | undefined => {
  const segments = (pick: (counts: TouchpointCounts) => Counted) =>
    Object.fromEntries(
      touchpoints.map((counts) => [
        counts.id,
        scoreMoments(series, pick(counts).tally.ratings[series] ?? {}, options.satisfiedFrom?.[series]),
      ]),
    );
  return mixOf(
    segments(({ before }) => before),
    segments(({ now }) => now),
  );
};

/** Touchpoints by the first headline, where there are several. */
const comparedTouchpoints = (
  { touchpoints, before }: DigestMaterial,
  [first]: readonly Headline[],
  options: FiguresOptions,
): Pick<DigestFigures, 'mix' | 'ranking'> => {
  if (touchpoints.length < 2 || first === undefined) return {};
  const ranking = rankOf(
    touchpoints.map(({ id, now }) => ({ id, figure: figureOfSeries(now.tally, first.series, options) })),
  );
  const mix =
    first.series === 'sentiment:net' || before === undefined
      ? undefined
      : mixByTouchpoint(touchpoints, first.series, options);
  return { ranking, ...(mix === undefined ? {} : { mix }) };
};

/** Everything that a digest may say, computed. */
export const digestFigures = (
  material: DigestMaterial & { readonly now: Counted },
  options: FiguresOptions = {},
): DigestFigures => {
  const figures = figuresOf(material.now.tally, options);
  const before =
    material.before === undefined || material.before.tally.responses === 0
      ? undefined
      : figuresOf(material.before.tally, options);
  const breaks = breaksBetween(material.now.versions, ...(material.before ? [material.before.versions] : []));
  const changes = changesIn(material, breaks, options);
  const headlines = headlinesOf(figures, changes);
  return {
    material,
    figures,
    ...(before === undefined ? {} : { before }),
    breaks,
    changes,
    headlines,
    ...comparedTouchpoints(material, headlines, options),
  };
};
