import type { Disclosed } from '../../disclosure/parts.ts';
import type { SeriesChange } from '../../metrics/comparisons/changes.ts';
import { type MixSegment, type MixSplit, mixOf } from '../../metrics/comparisons/mix.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { mixSegmentOf } from './series-moments.ts';
import { breaksBetween, type VersionBreaks } from './version-breaks.ts';

/** What may be disclosed of a place in two periods. */
export interface Compared {
  readonly before: Disclosed;
  readonly after: Disclosed;
}

/** A figure, or only an upper bound of it: below the minimum group size. */
type BoundedFigure = Figure & { readonly atMost?: true };

export interface ReportedChange extends SeriesChange {
  readonly before: BoundedFigure;
  readonly after: BoundedFigure;
  /** Without it and `stage`: the whole journey. */
  readonly touchpoint?: string;
  readonly stage?: string;
  /** Only customers with one value of a declared dimension. */
  readonly segment?: { readonly dimension: string; readonly value: string };
  /** The same series of other themes of exactly the same comments: one fact, tested once. */
  readonly also?: readonly string[];
  /** At most one in twenty of the changes with this mark is a false positive. */
  readonly certain: boolean;
}

/** What is not compared because another version scored it. */
export type Broken = keyof VersionBreaks;

/** What different versions scored in the two periods. */
export const brokenIn = ({ before, after }: Compared): Broken[] => {
  const { sentiment, themes } = breaksBetween(before.versions, after.versions);
  return [...(sentiment ? (['sentiment'] as const) : []), ...(themes ? (['themes'] as const) : [])];
};

/** The change of one headline split into mix and customers, over the parts of a dimension. */
export interface ReportedMix extends MixSplit {
  /** `touchpoint`, or a declared dimension. */
  readonly by: string;
  readonly series: string;
}

type Parts = Readonly<Record<string, Disclosed>>;

const momentsIn = (parts: Parts, series: string, settings: MetricsSettings): Record<string, MixSegment> =>
  Object.fromEntries(
    Object.entries(parts).map(([part, { tally }]) => [part, mixSegmentOf(series, tally, settings)]),
  );

const ratingKeys = (parts: Parts): string[] =>
  Object.values(parts).flatMap(({ tally }) => Object.keys(tally.ratings));

/**
 * How much of the change of each headline is mix (different customers responded), and how much is customers (the same ones score differently): over
 * the touchpoints, or the values of a dimension. A headline of only one period is left out.
 */
export const mixReport = (
  by: string,
  { before, after }: { readonly before: Parts; readonly after: Parts },
  settings: MetricsSettings,
): ReportedMix[] => {
  const broken = Object.keys(after).some((part) => {
    const [one, other] = [before[part], after[part]];
    return one && other && brokenIn({ before: one, after: other }).includes('sentiment');
  });
  const keys = new Set([...ratingKeys(before), ...ratingKeys(after), ...(broken ? [] : ['sentiment:net'])]);
  return [...keys].toSorted().flatMap((series) => {
    const split = mixOf(momentsIn(before, series, settings), momentsIn(after, series, settings));
    return split === undefined ? [] : [{ by, series, ...split }];
  });
};
