import { sortBy } from 'remeda';
import type { Disclosed } from '../../disclosure/parts.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { changesBetween, type SeriesChange } from '../../metrics/comparisons/changes.ts';
import { type MixSplit, mixOf } from '../../metrics/comparisons/mix.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import type { Moments } from '../../metrics/figures/moments.ts';
import { momentsOfSeries } from './series-moments.ts';
import { breaksBetween, type VersionBreaks } from './version-breaks.ts';

/** What may be shown of a touchpoint, or of all together, in two periods. */
export interface Compared {
  /** Absent of all touchpoints together. */
  readonly touchpoint?: string;
  readonly before: Disclosed;
  readonly after: Disclosed;
}

export interface ReportedChange extends SeriesChange {
  readonly touchpoint?: string;
  /** At most one in twenty of the changes with this mark is noise. */
  readonly certain: boolean;
}

/** What is not compared because another version scored it. */
export type Broken = keyof VersionBreaks;

const maxFalseDiscoveryRate = 0.05;

/** What two periods have scored by different versions. */
export const brokenIn = ({ before, after }: Pick<Compared, 'before' | 'after'>): Broken[] => {
  const { sentiment, themes } = breaksBetween(before.versions, after.versions);
  return [...(sentiment ? (['sentiment'] as const) : []), ...(themes ? (['themes'] as const) : [])];
};

const isComparable = (series: string, broken: readonly Broken[]): boolean => {
  if (series === 'sentiment:net') return !broken.includes('sentiment');
  if (!series.startsWith('theme:')) return true;
  return !broken.includes('themes') && !(series.endsWith(':net') && broken.includes('sentiment'));
};

const changesOf = (
  { touchpoint, before, after }: Compared,
  settings: MetricsSettings,
): Omit<ReportedChange, 'certain'>[] => {
  const broken = brokenIn({ before, after });
  return changesBetween(figuresOf(before.tally, settings), figuresOf(after.tally, settings))
    .filter(({ series }) => isComparable(series, broken))
    .map((change) => ({ ...(touchpoint === undefined ? {} : { touchpoint }), ...change }));
};

/**
 * What changed, over all series of all that is compared, most certain first. False discovery rates are over everything that was
 * looked at: whoever compares fifty touchpoints finds more by chance than who compares one.
 */
export const changeReport = (all: readonly Compared[], settings: MetricsSettings): ReportedChange[] => {
  const changes = all.flatMap((compared) => changesOf(compared, settings));
  const tested = changes.filter(({ enough }) => enough);
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  const rated = sortBy(
    tested.map((change, index) => ({ ...change, falseDiscoveryRate: rates[index] ?? 1 })),
    ({ p }) => p,
  );
  const untested = changes.filter(({ enough }) => !enough);
  return [...rated, ...untested].map((change) => ({
    ...change,
    certain: change.enough && change.falseDiscoveryRate <= maxFalseDiscoveryRate,
  }));
};

/** How the change of one headline splits into mix and customers, over the parts of a dimension. */
export interface ReportedMix extends MixSplit {
  /** `touchpoint`, or a declared dimension. */
  readonly by: string;
  readonly series: string;
}

type Parts = Readonly<Record<string, Disclosed>>;

const momentsIn = (parts: Parts, series: string, settings: MetricsSettings): Record<string, Moments> =>
  Object.fromEntries(
    Object.entries(parts).map(([part, { tally }]) => [part, momentsOfSeries(series, tally, settings)]),
  );

const ratingKeys = (parts: Parts): string[] =>
  Object.values(parts).flatMap(({ tally }) => Object.keys(tally.ratings));

/**
 * How much of the change of each headline is that other customers were heard, and how much that customers score otherwise: over
 * the touchpoints, or the values of a dimension. A headline that only one period has is left out.
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
