import { sortBy } from 'remeda';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { seriesOf } from '../../metrics/comparisons/changes.ts';
import { type Homogeneity, homogeneityOf } from '../../metrics/comparisons/homogeneity.ts';
import { defaultMinimumSample, type Figure } from '../../metrics/figures/figure.ts';
import { type FiguresOptions, figuresOf } from '../../metrics/figures/figures.ts';
import { sumTallies, type Tally } from '../../metrics/tally/tally.ts';
import { boundsOfSeries, independentMoments } from '../changes/series-moments.ts';

/** One value of the dimension: a channel. */
export interface ConsistencyPart {
  readonly value: string;
  readonly figure: Figure;
}

/** One figure of a touchpoint over the values of a dimension: where it is consistent and where not. */
export interface Consistency extends Homogeneity {
  /** Absent if touchpoints themselves are compared. */
  readonly touchpoint?: string;
  /** As in changes: the key of a scale, `sentiment:net`, `theme:<id>:share`, `theme:<id>:net`. */
  readonly series: string;
  /** Best first; those under the minimum sample are left out. */
  readonly parts: readonly ConsistencyPart[];
  /** Best minus worst, in the unit of the figure. */
  readonly spread: number;
  /** Over all tests. */
  readonly falseDiscoveryRate: number;
}

const whole = '';

/** The counts of one value, and its figures by series. */
interface Part {
  readonly value: string;
  readonly tally: Tally;
  readonly figures: ReadonlyMap<string, Figure>;
}

type Tested = Omit<Consistency, 'falseDiscoveryRate'>;

const testOf = (
  { touchpoint, series }: { readonly touchpoint: string; readonly series: string },
  parts: readonly Part[],
  options: FiguresOptions,
): Tested[] => {
  const enough = parts.flatMap(({ value, tally, figures }) => {
    const figure = figures.get(series);
    return figure?.enough ? [{ value, figure, moments: independentMoments(series, tally, options) }] : [];
  });
  const homogeneity = homogeneityOf(
    enough.map(({ moments }) => moments),
    boundsOfSeries(series),
  );
  if (homogeneity === undefined) return [];
  const ordered = sortBy(enough, [({ figure }) => figure.value, 'desc']);
  const [best, worst] = [ordered[0]?.figure.value ?? 0, ordered.at(-1)?.figure.value ?? 0];
  return [
    {
      ...(touchpoint === whole ? {} : { touchpoint }),
      series,
      ...homogeneity,
      parts: ordered.map(({ value, figure }) => ({ value, figure })),
      spread: best - worst,
    },
  ];
};

/**
 * Whether a touchpoint and its themes are the same over the values of a dimension, or, by `touchpoint`, a theme over
 * touchpoints. Each series with at least two values above the minimum sample is tested, with the false discovery rate over
 * all tests; report those of at most 0.05.
 */
export class ConsistencyReport {
  readonly #byTouchpoint: boolean;
  readonly #parts = new Map<string, Map<string, Tally[]>>();

  constructor(dimension: string) {
    this.#byTouchpoint = dimension === 'touchpoint';
  }

  /** Adds what may be disclosed of a piece of a touchpoint, by the value of the dimension. */
  add(touchpoint: string, parts: Readonly<Record<string, Tally>>): void {
    const group = this.#byTouchpoint ? whole : touchpoint;
    const known = this.#parts.get(group) ?? new Map<string, Tally[]>();
    this.#parts.set(group, known);
    for (const [value, tally] of Object.entries(parts))
      known.set(value, [...(known.get(value) ?? []), tally]);
  }

  /** The most certain differences first. Empty if nothing can be compared. */
  tests(options: FiguresOptions = {}): Consistency[] {
    const settings = { ...options, minimumSample: options.minimumSample ?? defaultMinimumSample };
    const tested = [...this.#parts].flatMap(([touchpoint, parts]) => testsOf(touchpoint, parts, settings));
    const rates = falseDiscoveryRates(tested.map(({ p }) => p));
    return sortBy(
      tested.map((one, index) => ({ ...one, falseDiscoveryRate: rates[index] ?? 1 })),
      ({ p }) => p,
      [({ statistic }) => statistic, 'desc'],
    );
  }
}

/** Responses without a value can't be compared by it. */
const testsOf = (
  touchpoint: string,
  values: ReadonlyMap<string, readonly Tally[]>,
  options: FiguresOptions,
): Tested[] => {
  const parts = sortBy(
    [...values].filter(([value]) => value !== ''),
    ([value]) => value,
  ).map(([value, tallies]): Part => {
    const tally = sumTallies(tallies);
    return { value, tally, figures: seriesOf(figuresOf(tally, options)) };
  });
  const series = new Set(parts.flatMap(({ figures }) => [...figures.keys()]));
  return [...series].toSorted().flatMap((one) => testOf({ touchpoint, series: one }, parts, options));
};
