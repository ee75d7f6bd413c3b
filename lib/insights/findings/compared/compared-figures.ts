import { type Change, changeOf } from '../../../metrics/comparisons/change.ts';
import { familyRates } from '../../../metrics/comparisons/family-rates.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../material.ts';
import {
  isBeyondZero,
  type Scope,
  scopeKey,
  type UntestedFigure,
  untestedFigures,
} from './untested-figures.ts';

/** `significant`: false discovery rate of at most 0.05. `likely`: its own interval excludes zero. */
export type FigureStatus = 'significant' | 'likely' | 'unchanged' | 'too-few';

/** A figure in both periods, with the status of its difference. */
export interface ComparedFigure extends UntestedFigure {
  readonly falseDiscoveryRate: number;
  readonly status: FigureStatus;
  /** Responses that repeat one source, if the difference is not significant without them. It is `likely` at most. */
  readonly repeated?: number;
  /** The same part of the year, one year before. */
  readonly lastYear?: Change;
  /** A year before, the difference had the same direction and was not significantly smaller. */
  readonly seasonal: boolean;
}

const maxFalseDiscoveryRate = 0.05;

const statusOf = ({ change }: UntestedFigure, falseDiscoveryRate: number): FigureStatus => {
  if (!change.enough) return 'too-few';
  if (falseDiscoveryRate <= maxFalseDiscoveryRate) return 'significant';
  return isBeyondZero(change) ? 'likely' : 'unchanged';
};

const keyOf = (scope: Scope, series: string): string => `${scopeKey(scope)} ${series}`;

type ByKey<Value> = ReadonlyMap<string, Value>;

/** What is known about a figure; for a segment without facts of its own, those of its place. */
const knownOf = <Value>({ scope, series }: UntestedFigure, known: ByKey<Value>): Value | undefined => {
  const { segment, ...place } = scope;
  const own = known.get(keyOf(scope, series));
  return own === undefined && segment !== undefined ? known.get(keyOf(place, series)) : own;
};

/** The false discovery rate of each figure, by family. */
const ratesOf = (figures: readonly UntestedFigure[]): ReadonlyMap<UntestedFigure, number> => {
  const tested = figures.filter(({ change }) => change.enough);
  const families = [...Map.groupBy(tested, ({ family }) => family).values()];
  const rates = familyRates(families.map((family) => family.map(({ change }) => change.p)));
  return new Map(
    families.flatMap((family, index) =>
      family.map((figure, place) => [figure, rates[index]?.[place] ?? 1] as const),
    ),
  );
};

const hasLoudSource = ({ quiet }: TouchpointMaterial): boolean => quiet !== undefined;

const responsesRepeated = ({ touchpoint }: Scope, loud: readonly TouchpointMaterial[]): number =>
  loud
    .filter(({ id }) => touchpoint === undefined || id === touchpoint)
    .reduce((sum, { quiet }) => sum + (quiet?.repeated ?? 0), 0);

/** Figures that are not significant without the responses that repeat one source, with the number of those responses. */
const madeByOneSource = (material: FindingsMaterial): ByKey<number> => {
  const loud = material.touchpoints.filter(hasLoudSource);
  if (loud.length === 0) return new Map();
  const quiet = untestedFigures({
    ...material,
    touchpoints: material.touchpoints.map((one) => ({
      ...one,
      after: one.quiet?.after ?? one.after,
      segments: [],
    })),
  });
  const rates = ratesOf(quiet);
  return new Map(
    quiet
      .filter((figure) => statusOf(figure, rates.get(figure) ?? 1) !== 'significant')
      .map(({ scope, series }) => [keyOf(scope, series), responsesRepeated(scope, loud)] as const)
      .filter(([, repeated]) => repeated > 0),
  );
};

/** The differences of a year before, where every touchpoint has data of that time. */
const lastYearOf = (material: FindingsMaterial): ByKey<Change> => {
  const touchpoints = material.touchpoints.flatMap(({ agreement: _agreement, ...touchpoint }) =>
    touchpoint.lastYear === undefined ? [] : [{ ...touchpoint, ...touchpoint.lastYear, segments: [] }],
  );
  if (touchpoints.length === 0) return new Map();
  return new Map(
    untestedFigures({ ...material, touchpoints, issues: [] })
      .filter(({ change }) => change.enough)
      .map(({ scope, series, change }) => [keyOf(scope, series), change]),
  );
};

/** The difference of a year before was at least as large. */
const minRepeated = 0.5;

const asFigure = ({ difference, low, high }: Change) => ({
  value: difference,
  low,
  high,
  n: 1,
  enough: true,
});

const isSeasonal = ({ change }: UntestedFigure, lastYear: Change | undefined): boolean =>
  lastYear !== undefined &&
  lastYear.difference / change.difference >= minRepeated &&
  !isBeyondZero(changeOf(asFigure(lastYear), asFigure(change)));

type Judged = UntestedFigure & Pick<ComparedFigure, 'lastYear' | 'seasonal'>;

/** How often comments contradicted a score a year before is not read: it is as seasonal as that score. */
const withSeasonalChecks = (figures: readonly Judged[]): Judged[] => {
  const keys = figures.filter(({ seasonal }) => seasonal).map(({ scope, series }) => keyOf(scope, series));
  const seasonal = new Set(keys);
  return figures.map((figure) =>
    figure.checks !== undefined && seasonal.has(keyOf(figure.scope, figure.checks))
      ? { ...figure, seasonal: true }
      : figure,
  );
};

/**
 * Every figure that both periods have, with its false discovery rate. Scores of the journey, of its places and of segments, topics, and the
 * agreement of scores and comments are separate families ({@link familyRates}). Seasonal differences are rated among all figures, the
 * others without them. This is the only rule for what is significant: pages, digests and lists choose from these figures and test nothing again.
 */
export const comparedFigures = (material: FindingsMaterial): ComparedFigure[] => {
  const years = lastYearOf(material);
  const untested = withSeasonalChecks(
    untestedFigures(material).map((figure) => {
      const lastYear = knownOf(figure, years);
      return { ...figure, ...(lastYear && { lastYear }), seasonal: isSeasonal(figure, lastYear) };
    }),
  );
  const rates = new Map([...ratesOf(untested), ...ratesOf(untested.filter(({ seasonal }) => !seasonal))]);
  const bySource = madeByOneSource(material);
  return untested.map((figure): ComparedFigure => {
    const falseDiscoveryRate = rates.get(figure) ?? 1;
    const status = statusOf(figure, falseDiscoveryRate);
    const repeated = status === 'significant' ? knownOf(figure, bySource) : undefined;
    if (repeated === undefined) return { ...figure, falseDiscoveryRate, status };
    return { ...figure, falseDiscoveryRate, status: 'likely', repeated };
  });
};
