import { sortBy } from 'remeda';
import { type Disclosed, nothingDisclosed, sumDisclosed } from '../../disclosure/parts.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import type { Interval } from '../../metrics/figures/intervals.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { headlinesOf } from './facet-page.ts';

/** What one touchpoint adds to a headline of all touchpoints together. */
export interface TouchpointMoment {
  readonly touchpoint: string;
  /** The headline of all minus that of all others, in its unit: negative where the touchpoint lowers it. */
  readonly impact: Interval & { readonly value: number };
  /** Of the touchpoint, and of all others. */
  readonly here: Figure;
  readonly elsewhere: Figure;
  readonly falseDiscoveryRate: number;
  /** Both reach the minimum sample. */
  readonly enough: boolean;
}

/** What may be disclosed of a touchpoint. */
export interface DisclosedPlace {
  readonly id: string;
  readonly disclosed: Disclosed;
}

interface ComparedPlace {
  readonly touchpoint: string;
  readonly headline: string;
  /** The touchpoint after all others. */
  readonly change: Change;
}

const headlinesIn = (disclosed: Disclosed, settings: MetricsSettings): Map<string, Figure> =>
  headlinesOf(figuresOf(disclosed.tally, settings));

/** The sum of all before each place, or of all after it when the places are reversed. */
const sumsBefore = (places: readonly DisclosedPlace[]): Disclosed[] => {
  const sums = [nothingDisclosed];
  for (const { disclosed } of places) sums.push(sumDisclosed([sums.at(-1) ?? nothingDisclosed, disclosed]));
  return sums.slice(0, -1);
};

const comparedPlaces = (places: readonly DisclosedPlace[], settings: MetricsSettings): ComparedPlace[] => {
  const before = sumsBefore(places);
  const after = sumsBefore(places.toReversed()).toReversed();
  return places.flatMap(({ id, disclosed }, index) => {
    const others = sumDisclosed([before[index] ?? nothingDisclosed, after[index] ?? nothingDisclosed]);
    const elsewhere = headlinesIn(others, settings);
    return [...headlinesIn(disclosed, settings)].flatMap(([headline, here]) => {
      const theirs = elsewhere.get(headline);
      return theirs === undefined ? [] : [{ touchpoint: id, headline, change: changeOf(theirs, here) }];
    });
  });
};

/** A difference to all others counts as much as the touchpoint's share of all. */
const impactOf = ({ difference, low, high, before, after }: Change): TouchpointMoment['impact'] => {
  const share = after.n / (before.n + after.n);
  return { value: share * difference, low: share * low, high: share * high };
};

const momentsOf = (compared: readonly ComparedPlace[]): TouchpointMoment[] => {
  const tested = compared.filter(({ change }) => change.enough);
  const rates = falseDiscoveryRates(tested.map(({ change }) => change.p));
  const moments = compared.map(
    (place): TouchpointMoment => ({
      touchpoint: place.touchpoint,
      impact: impactOf(place.change),
      here: place.change.after,
      elsewhere: place.change.before,
      falseDiscoveryRate: rates[tested.indexOf(place)] ?? 1,
      enough: place.change.enough,
    }),
  );
  return sortBy(moments, [({ impact }) => Math.abs(impact.value), 'desc']);
};

/**
 * The moments of truth: by headline, the touchpoints with it, the largest impact first. A headline of one touchpoint has none. Only
 * what may be disclosed of each touchpoint is counted, so nothing follows from it that the touchpoints do not show.
 *
 * @example momentsOfTruth([{ id: 'web', disclosed }, { id: 'store', disclosed }], {})
 */
export const momentsOfTruth = (
  places: readonly DisclosedPlace[],
  settings: MetricsSettings,
): Record<string, TouchpointMoment[]> =>
  Object.fromEntries(
    [...Map.groupBy(comparedPlaces(places, settings), ({ headline }) => headline)].map(
      ([headline, compared]) => [headline, momentsOf(compared)],
    ),
  );
