import { sortBy } from 'remeda';

/** One response in the driver analysis. */
export interface DriverObservation {
  /** What is explained: the score of a response (`scoreOf`), or its sentiment in hundredths. Whole numbers merge exactly. */
  readonly outcome: number;
  /** The themes that its answers mention, each once. Only of questions that everybody was asked, for any score. */
  readonly themes: readonly string[];
  /** Controls, whose effect must not be attributed to themes: touchpoint, channel, language. */
  readonly controls?: readonly string[];
  /** The same as `featuresOf`, if already computed: many observations share one list. */
  readonly features?: readonly string[];
}

/** Counts of the observations that have a feature. */
export interface FeatureMoments {
  readonly n: number;
  /** Sum of their outcomes, and of the squares of those. */
  readonly sum: number;
  readonly squareSum: number;
}

/**
 * What a regression on binary features needs of the data. Features are `theme:<id>` and `control:<id>`.
 * Sums of whole numbers: merging is exact, associative, commutative, with {@link emptyDriverMoments} as identity.
 */
export interface DriverMoments extends FeatureMoments {
  readonly features: Readonly<Record<string, FeatureMoments>>;
  /** Observations that have both features, by the one that sorts first and then the other. */
  readonly pairs: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Growing {
  readonly all: [n: number, sum: number, squareSum: number];
  readonly features: Map<string, [n: number, sum: number, squareSum: number]>;
  readonly pairs: Map<string, Map<string, number>>;
}

const start = (): Growing => ({ all: [0, 0, 0], features: new Map(), pairs: new Map() });

const raise = (into: [number, number, number], { n, sum, squareSum }: FeatureMoments): void => {
  into[0] += n;
  into[1] += sum;
  into[2] += squareSum;
};

const raiseFeature = (into: Growing, feature: string, moments: FeatureMoments): void => {
  const known = into.features.get(feature);
  if (known) raise(known, moments);
  else into.features.set(feature, [moments.n, moments.sum, moments.squareSum]);
};

const raisePair = (into: Growing, [first, second]: readonly [string, string], count: number): void => {
  const row = into.pairs.get(first) ?? new Map<string, number>();
  into.pairs.set(first, row.set(second, (row.get(second) ?? 0) + count));
};

/** The features of an observation, each once, sorted. */
export const featuresOf = ({ themes, controls = [], features }: DriverObservation): readonly string[] =>
  features ??
  [...new Set([...themes.map((id) => `theme:${id}`), ...controls.map((id) => `control:${id}`)])].sort();

const observe = (into: Growing, observation: DriverObservation): void => {
  const { outcome } = observation;
  const one = { n: 1, sum: outcome, squareSum: outcome * outcome };
  const features = featuresOf(observation);
  raise(into.all, one);
  for (const [index, first] of features.entries()) {
    raiseFeature(into, first, one);
    for (const second of features.slice(index + 1)) raisePair(into, [first, second], 1);
  }
};

const add = (into: Growing, moments: DriverMoments): void => {
  raise(into.all, moments);
  for (const [feature, counts] of Object.entries(moments.features)) raiseFeature(into, feature, counts);
  for (const [first, row] of Object.entries(moments.pairs))
    for (const [second, count] of Object.entries(row)) raisePair(into, [first, second], count);
};

const sorted = <Value, Out>(
  map: ReadonlyMap<string, Value>,
  out: (value: Value) => Out,
): Record<string, Out> =>
  Object.fromEntries(sortBy([...map], ([key]) => key).map(([key, value]) => [key, out(value)]));

const named = ([n, sum, squareSum]: readonly [number, number, number]): FeatureMoments => ({
  n,
  sum,
  squareSum,
});

const finish = ({ all, features, pairs }: Growing): DriverMoments => ({
  ...named(all),
  features: sorted(features, named),
  pairs: sorted(pairs, (row) => sorted(row, (count) => count)),
});

/** The moments of no observations. */
export const emptyDriverMoments: DriverMoments = finish(start());

/** The moments of a set of responses. */
export const driverMomentsOf = (observations: Iterable<DriverObservation>): DriverMoments => {
  const grown = start();
  for (const observation of observations) observe(grown, observation);
  return finish(grown);
};

/** The moments of two disjoint sets of responses together. */
export const mergeDriverMoments = (left: DriverMoments, right: DriverMoments): DriverMoments => {
  const grown = start();
  add(grown, left);
  add(grown, right);
  return finish(grown);
};
