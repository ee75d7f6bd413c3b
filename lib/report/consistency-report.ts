import type { CountedCopy } from '../feedback/copy.ts';
import { falseDiscoveryRates } from '../metrics/benjamini-hochberg.ts';
import { seriesOf } from '../metrics/changes.ts';
import { defaultThresholds, withheldCells } from '../metrics/confidentiality.ts';
import { valueIn } from '../metrics/dimensions.ts';
import { type Facets, facetsOf, sumFacets } from '../metrics/facets.ts';
import { defaultMinimumSample, type Figure } from '../metrics/figure.ts';
import { type FiguresOptions, figuresOf } from '../metrics/figures.ts';
import { type Homogeneity, homogeneityOf } from '../metrics/homogeneity.ts';
import { countPeople } from '../metrics/people.ts';
import type { Tally } from '../metrics/tally.ts';
import { boundsOfSeries, momentsOfSeries, themeOf } from './series-moments.ts';

/** One value of the dimension: a channel. */
export interface ConsistencyPart {
  readonly value: string;
  readonly figure: Figure;
}

/** One figure of a touchpoint over the values of a dimension: where the promise holds and where it does not. */
export interface Consistency extends Homogeneity {
  /** Absent where touchpoints themselves are compared. */
  readonly touchpoint?: string;
  /** As in changes: the key of a scale, `sentiment:net`, `theme:<id>:share`, `theme:<id>:net`. */
  readonly series: string;
  /** Best first; those under the minimum sample and those of too few people are left out. */
  readonly parts: readonly ConsistencyPart[];
  /** Best less worst, in the unit of the figure. */
  readonly spread: number;
  /** Over all that was tested. */
  readonly falseDiscoveryRate: number;
}

export interface ConsistencyOptions extends FiguresOptions {
  /** Default 5. */
  readonly leastPeople?: number;
}

const whole = '';

const peopleBehind = (series: string, tally: Tally): number => {
  const theme = themeOf(series);
  return countPeople(theme === undefined ? tally.people : (tally.themes[theme]?.people ?? []));
};

/** What was counted of one value, and its figures by series. */
interface Part {
  readonly value: string;
  readonly tally: Tally;
  readonly figures: ReadonlyMap<string, Figure>;
}

/** Values that may be shown of a series: none of too few people, and none from which those would follow. */
const shownValues = (series: string, parts: readonly Part[], leastPeople: number): Set<string> => {
  const respondents = Object.fromEntries(
    parts.map(({ value, tally }) => [value, peopleBehind(series, tally)]),
  );
  const values = parts.map(({ value }) => value);
  const withheld = withheldCells({ ...respondents }, [{ total: 'all of them', parts: values }], leastPeople);
  return new Set(values.filter((value) => !withheld.has(value)));
};

type Tested = Omit<Consistency, 'falseDiscoveryRate'>;

const testOf = (
  touchpoint: string,
  series: string,
  parts: readonly Part[],
  options: ConsistencyOptions,
): Tested[] => {
  const shown = shownValues(series, parts, options.leastPeople ?? defaultThresholds.figures);
  const enough = parts.flatMap(({ value, tally, figures }) => {
    const figure = figures.get(series);
    return figure?.enough && shown.has(value)
      ? [{ value, figure, moments: momentsOfSeries(series, tally, options) }]
      : [];
  });
  const homogeneity = homogeneityOf(
    enough.map(({ moments }) => moments),
    boundsOfSeries(series),
  );
  if (homogeneity === undefined) return [];
  const ordered = enough.toSorted((left, right) => right.figure.value - left.figure.value);
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
 * touchpoints. Each series is tested where two values or more reach the minimum sample, and gets its false discovery rate over
 * all that was tested; report those of at most 0.05.
 */
export class ConsistencyReport {
  readonly #dimension: string;
  readonly #facets = new Map<string, Facets>();

  constructor(dimension: string) {
    this.#dimension = dimension;
  }

  /** Takes the responses of one cell in, once. */
  add(copies: readonly CountedCopy[]): void {
    const byTouchpoint = this.#dimension === 'touchpoint';
    const ask = byTouchpoint ? ({ touchpoint }: CountedCopy) => touchpoint : valueIn(this.#dimension);
    const groups = Map.groupBy(copies, ({ touchpoint }) => (byTouchpoint ? whole : touchpoint));
    for (const [touchpoint, group] of groups)
      this.#facets.set(touchpoint, sumFacets([this.#facets.get(touchpoint) ?? {}, facetsOf(group, ask)]));
  }

  /** The most certain differences first. Empty where nothing can be compared. */
  tests(options: ConsistencyOptions = {}): Consistency[] {
    const settings = { ...options, minimumSample: options.minimumSample ?? defaultMinimumSample };
    const tested = [...this.#facets].flatMap(([touchpoint, facets]) =>
      facets === 'too-many' ? [] : testsOf(touchpoint, Object.entries(facets), settings),
    );
    const rates = falseDiscoveryRates(tested.map(({ p }) => p));
    return tested
      .map((one, index) => ({ ...one, falseDiscoveryRate: rates[index] ?? 1 }))
      .toSorted((left, right) => left.p - right.p || right.statistic - left.statistic);
  }
}

/** Responses without a value are no place where a promise is kept. */
const testsOf = (
  touchpoint: string,
  facets: readonly (readonly [string, Tally])[],
  options: ConsistencyOptions,
): Tested[] => {
  const parts = facets
    .filter(([value]) => value !== '')
    .map(([value, tally]): Part => ({ value, tally, figures: seriesOf(figuresOf(tally, options)) }));
  const series = new Set(parts.flatMap(({ figures }) => [...figures.keys()]));
  return [...series].toSorted().flatMap((one) => testOf(touchpoint, one, parts, options));
};
