import { sortBy } from 'remeda';
import type { DisclosedFacets } from '../../disclosure/disclosed-facets.ts';
import { type Disclosed, isFullySuppressed, sumDisclosed } from '../../disclosure/parts.ts';
import type { DisclosedPeriod } from '../../disclosure/series.ts';
import { headlineOf } from '../../metrics/comparisons/changes.ts';
import { defaultMinimumSample, type Figure } from '../../metrics/figures/figure.ts';
import { type Figures, figuresOf } from '../../metrics/figures/figures.ts';
import type { MetricsSettings, Persona } from '../../metrics/figures/metrics-settings.ts';
import { type Ranking, rankOf } from '../../metrics/figures/rank.ts';
import { type WeightedFigure, weightedFigure } from '../../metrics/figures/weights.ts';
import { pairOf } from '../../metrics/tally/dimensions.ts';
import { type View, viewOf } from './period-view.ts';

/** The headlines for comparing customers: one for each scale under its key, and `sentiment:net`. */
export const headlinesOf = (figures: Figures): Map<string, Figure> =>
  new Map([
    ...Object.entries(figures.ratings).map(([key, ratings]) => [key, headlineOf(ratings)] as const),
    ...(figures.sentiment ? [['sentiment:net', figures.sentiment.net] as const] : []),
  ]);

/** One value of a dimension over all requested months, and month by month. */
export interface FacetEntry {
  /** `""` for responses without one. */
  readonly value: string;
  readonly total: View;
  readonly months: readonly DisclosedPeriod[];
}

/** A headline weighted to the configured shares, or the values that are suppressed or missing. */
export type WeightedHeadline = WeightedFigure | { readonly missing: readonly string[] };

export interface FacetPage {
  readonly facets: readonly FacetEntry[];
  /** By headline: the ranks of the values as far as intervals allow. */
  readonly rankings: Readonly<Record<string, Ranking>>;
  /** By headline; only if the settings weight by this dimension. */
  readonly weighted?: Readonly<Record<string, WeightedHeadline>>;
}

/** What may be disclosed of one month by each dimension. */
export interface MonthFacets {
  readonly month: string;
  readonly facets: DisclosedFacets;
}

const seriesByValue = (months: readonly MonthFacets[], dimension: string): Map<string, DisclosedPeriod[]> => {
  const series = new Map<string, DisclosedPeriod[]>();
  for (const { month, facets } of months)
    for (const [value, disclosed] of Object.entries(facets[dimension] ?? {}))
      series.set(value, [...(series.get(value) ?? []), { period: month, disclosed }]);
  return series;
};

type FiguresByValue = ReadonlyMap<string, Figures>;

/** What may be disclosed of each value over all months. */
export const facetTotals = (months: readonly MonthFacets[], dimension: string): Record<string, Disclosed> =>
  Object.fromEntries(
    [...seriesByValue(months, dimension)].map(([value, series]) => [
      value,
      sumDisclosed(series.map(({ disclosed }) => disclosed)),
    ]),
  );

const rankingOf = (headline: string, byValue: FiguresByValue): Ranking =>
  rankOf(
    [...byValue].map(([id, figures]) => ({
      id,
      figure: headlinesOf(figures).get(headline),
      unread: headline === 'sentiment:net' ? figures.answers.unread?.value : undefined,
    })),
  );

const weightedHeadline = (
  headline: string,
  byValue: FiguresByValue,
  { weights, minimumSample = defaultMinimumSample }: MetricsSettings,
): WeightedHeadline => {
  const strata = Object.entries(weights?.shares ?? {}).map(([value, share]) => {
    const figures = byValue.get(value);
    return { value, share, figure: figures && headlinesOf(figures).get(headline) };
  });
  const missing = strata.filter(({ figure }) => figure === undefined).map(({ value }) => value);
  const known = strata.flatMap(({ share, figure }) => (figure === undefined ? [] : [{ share, figure }]));
  const weighted = missing.length > 0 ? undefined : weightedFigure(known, minimumSample);
  return weighted ?? { missing };
};

/**
 * A dimension's values side by side: figures, months, and ranks as far as intervals allow. Months of several touchpoints may
 * follow each other; their facets are added up.
 */
export const facetPage = (
  months: readonly MonthFacets[],
  dimension: string,
  settings: MetricsSettings,
): FacetPage => {
  const entries = sortBy(
    [...seriesByValue(months, dimension)].map(([value, series]) => ({
      value,
      series,
      total: sumDisclosed(series.map(({ disclosed }) => disclosed)),
    })),
    [({ total }) => total.tally.responses, 'desc'],
  );
  const byValue = new Map(
    entries
      .filter(({ total }) => !isFullySuppressed(total))
      .map(({ value, total }) => [value, figuresOf(total.tally, settings)]),
  );
  const headlines = [
    ...new Set([...byValue.values()].flatMap((figures) => [...headlinesOf(figures).keys()])),
  ];
  const byHeadline = <Entry>(entryOf: (headline: string) => Entry): Record<string, Entry> =>
    Object.fromEntries(headlines.map((headline) => [headline, entryOf(headline)]));
  return {
    facets: entries.map(({ value, series, total }) => ({
      value,
      total: viewOf(total, settings),
      months: series,
    })),
    rankings: byHeadline((headline) => rankingOf(headline, byValue)),
    ...(settings.weights?.by === dimension
      ? { weighted: byHeadline((headline) => weightedHeadline(headline, byValue, settings)) }
      : {}),
  };
};

/** The declared dimension of a persona's rule: its one dimension, or its pair in either order. */
export const dimensionOf = ({ where }: Persona, declared: readonly string[]): string | undefined => {
  const names = Object.keys(where);
  return [names.join('+'), names.toReversed().join('+')].find((name) => declared.includes(name));
};

/** The values of a dimension or pair in a persona's rule. */
export const valuesOf = ({ where }: Persona, dimension: string): Set<string> => {
  const [first = '', second] = dimension.split('+');
  const firsts = where[first] ?? [];
  if (second === undefined) return new Set(firsts);
  return new Set(firsts.flatMap((one) => (where[second] ?? []).map((other) => pairOf([one, other]))));
};

/** What may be disclosed of a persona in each month: the sum of what may be disclosed of its values. */
export const personaSeries = (
  persona: Persona,
  dimension: string,
  months: readonly MonthFacets[],
): DisclosedPeriod[] => {
  const values = valuesOf(persona, dimension);
  return months.flatMap(({ month, facets }) => {
    const theirs: Disclosed[] = Object.entries(facets[dimension] ?? {}).flatMap(([value, disclosed]) =>
      values.has(value) ? [disclosed] : [],
    );
    return theirs.length === 0 ? [] : [{ period: month, disclosed: sumDisclosed(theirs) }];
  });
};
