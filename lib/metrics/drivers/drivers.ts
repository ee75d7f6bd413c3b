import { sortBy } from 'remeda';
import { falseDiscoveryRates } from '../comparisons/benjamini-hochberg.ts';
import { defaultMinimumSample } from '../figures/figure.ts';
import type { Interval } from '../figures/intervals.ts';
import type { DriverMoments } from './driver-moments.ts';
import { type Clustering, type Coefficient, regress } from './regression.ts';

/** An association with a score. It does not prove that the theme causes it. */
export interface Driver {
  readonly theme: string;
  /** Responses that mention it. */
  readonly mentions: number;
  /** The share, 0..1, of all responses that mention it. */
  readonly frequency: number;
  /** The mean score of responses with the theme and without it, uncorrected. */
  readonly scoreWith: number;
  readonly scoreWithout: number;
  /** With minus without, corrected for the other themes and the controls, in the unit of the score. */
  readonly effect: Interval & { readonly value: number };
  readonly p: number;
  /** Over all themes with a sufficient sample; 1 for the others. */
  readonly falseDiscoveryRate: number;
  /** Effect × frequency: how much the theme contributes to the overall score. */
  readonly impact: Interval & { readonly value: number };
  /** The overall score without its mentions: the mean minus the impact. */
  readonly scoreIfGone: number;
  /** At least the minimum sample mentions it, and as many do not. Others are marked as uncertain and listed last. */
  readonly enough: boolean;
}

export interface DriverOptions {
  /** Default 30. */
  readonly minimumSample?: number;
  /** Default 1; see `regress`. */
  readonly ridge?: number;
  /** By feature, if one respondent or account gave several responses: `clusteringOf`. Default: all are independent. */
  readonly clustering?: ReadonlyMap<string, Clustering>;
}

const prefix = 'theme:';

/** Undefined for what is no theme. */
const driverOf = (
  { feature, value, low, high, p }: Coefficient,
  whole: DriverMoments,
  minimumSample: number,
): Driver | undefined => {
  const having = whole.features[feature];
  if (having === undefined || !feature.startsWith(prefix)) return undefined;
  const frequency = having.n / whole.n;
  const without = whole.n - having.n;
  return {
    theme: feature.slice(prefix.length),
    mentions: having.n,
    frequency,
    scoreWith: having.sum / having.n,
    scoreWithout: (whole.sum - having.sum) / without,
    effect: { value, low, high },
    p,
    falseDiscoveryRate: 1,
    impact: { value: value * frequency, low: low * frequency, high: high * frequency },
    scoreIfGone: whole.sum / whole.n - value * frequency,
    enough: Math.min(having.n, without) >= minimumSample,
  };
};

const byImpact = <Each extends Driver>(drivers: readonly Each[]): Each[] =>
  sortBy(drivers, [({ impact }) => Math.abs(impact.value), 'desc'], ({ theme }) => theme);

/**
 * Themes associated with a score, the largest impact first, themes under the minimum sample last. Report those with a
 * false discovery rate of at most 0.05, as "associated with". Empty if there are not more responses than features.
 *
 * @example driversOf(driverMomentsOf(observations))[0] // { theme: 'delivery', effect: { value: -41, … }, impact: { value: -8.2, … }, … }
 */
export const driversOf = (moments: DriverMoments, options: DriverOptions = {}): Driver[] => {
  const { minimumSample = defaultMinimumSample, ridge, clustering } = options;
  const drivers = regress(moments, ridge, clustering)
    .map((coefficient) => driverOf(coefficient, moments, minimumSample))
    .filter((driver) => driver !== undefined);
  const enough = drivers.filter((driver) => driver.enough);
  const rates = falseDiscoveryRates(enough.map(({ p }) => p));
  const rated = enough.map((driver, index) => ({ ...driver, falseDiscoveryRate: rates[index] ?? 1 }));
  return [...byImpact(rated), ...byImpact(drivers.filter((driver) => !driver.enough))];
};
