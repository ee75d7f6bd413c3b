import { ClusterPlaces } from './cluster-places.ts';
import { clusterGroups } from './clusters.ts';
import { type DriverMoments, type DriverObservation, featuresOf } from './driver-moments.ts';
import { type Clustering, type Fit, fitLine } from './regression.ts';

/** An observation of a cluster: see `clusterOf`. */
export interface ClusteredObservation extends DriverObservation {
  readonly cluster: number;
}

/** What all observations with the same features share. */
interface Shape {
  readonly present: readonly number[];
  readonly expected: number;
  /** By feature: what a residual of 1 adds to the error of its coefficient. */
  readonly weights: Float64Array;
}

/** Enough for frequent combinations; the others are computed each time. */
const rememberedShapes = 10_000;

interface Regrouping {
  readonly groups: readonly number[];
  /** Numbers under each place. */
  readonly width: number;
}

/** Numbers by place, added up by the group of the place. */
const addedUp = <Numbers extends Float64Array | Int32Array>(
  own: Numbers,
  into: Numbers,
  { groups, width }: Regrouping,
): Numbers => {
  groups.forEach((group, place) => {
    for (let at = 0; at < width; at += 1)
      into[group * width + at] = (into[group * width + at] ?? 0) + (own[place * width + at] ?? 0);
  });
  return into;
};

/** What each observation adds to the error of each coefficient, summed by cluster. */
class Scores {
  readonly #fit: Fit;
  readonly #places: ReadonlyMap<string, number>;
  /** The inverse times the means: what centring subtracts from every observation. */
  readonly #centre: readonly number[];
  /** By place, and by feature within it. */
  #sums: Float64Array;
  readonly #squares: Float64Array;
  #having: Int32Array;
  #sizes = new Int32Array(clusterGroups);
  readonly #clusters = new ClusterPlaces((groups) => this.#regroup(groups));
  /** By the list of features, as the same object: observations share it. */
  readonly #shapes = new Map<readonly string[], Shape>();

  constructor(line: Fit, moments: DriverMoments) {
    this.#fit = line;
    this.#places = new Map(line.features.map((feature, index) => [feature, index]));
    const means = line.features.map((feature) => (moments.features[feature]?.n ?? 0) / moments.n);
    this.#centre = line.inverse.map((row) =>
      row.reduce((sum, value, at) => sum + value * (means[at] ?? 0), 0),
    );
    this.#sums = new Float64Array(clusterGroups * line.features.length);
    this.#having = new Int32Array(clusterGroups * line.features.length);
    this.#squares = new Float64Array(line.features.length);
  }

  add(observation: ClusteredObservation): void {
    const { present, expected, weights } = this.#shapeOf(featuresOf(observation));
    const residual = observation.outcome - expected;
    const cluster = this.#clusters.placeOf(observation.cluster);
    const start = cluster * weights.length;
    for (let at = 0; at < weights.length; at += 1) {
      const score = (weights[at] ?? 0) * residual;
      this.#sums[start + at] = (this.#sums[start + at] ?? 0) + score;
      this.#squares[at] = (this.#squares[at] ?? 0) + score * score;
    }
    for (const at of present) this.#having[start + at] = (this.#having[start + at] ?? 0) + 1;
    this.#sizes[cluster] = (this.#sizes[cluster] ?? 0) + 1;
  }

  #regroup(groups: readonly number[]): void {
    const width = this.#fit.features.length;
    this.#sums = addedUp(this.#sums, new Float64Array(this.#sums.length), { groups, width });
    this.#having = addedUp(this.#having, new Int32Array(this.#having.length), { groups, width });
    this.#sizes = addedUp(this.#sizes, new Int32Array(this.#sizes.length), { groups, width: 1 });
  }

  #shapeOf(features: readonly string[]): Shape {
    const known = this.#shapes.get(features);
    if (known !== undefined) return known;
    const { slopes, inverse, intercept } = this.#fit;
    const present = features.flatMap((feature) => this.#places.get(feature) ?? []);
    const shape = {
      present,
      expected: present.reduce((sum, at) => sum + (slopes[at] ?? 0), intercept),
      weights: Float64Array.from(inverse, (row, at) =>
        present.reduce((sum, other) => sum + (row[other] ?? 0), -(this.#centre[at] ?? 0)),
      ),
    };
    if (this.#shapes.size < rememberedShapes) this.#shapes.set(features, shape);
    return shape;
  }

  clustering(): Map<string, Clustering> {
    return new Map(this.#fit.features.map((feature, at) => [feature, this.#ofFeature(at)]));
  }

  #ofFeature(at: number): Clustering {
    const all = this.#clusters.count;
    let [clustered, having, without] = [0, 0, 0];
    for (let cluster = 0; cluster < this.#clusters.end; cluster += 1) {
      const place = cluster * this.#fit.features.length + at;
      clustered += (this.#sums[place] ?? 0) ** 2;
      if ((this.#having[place] ?? 0) > 0) having += 1;
      if ((this.#sizes[cluster] ?? 0) > (this.#having[place] ?? 0)) without += 1;
    }
    const independent = this.#squares[at] ?? 0;
    const designEffect = independent === 0 || all < 2 ? 1 : (clustered / independent) * (all / (all - 1));
    return { designEffect: Math.max(1, designEffect), clusters: Math.min(having, without) };
  }
}

/**
 * The effect of several responses of one respondent or account on the certainty of each feature's effect: the ratio of the
 * cluster-robust variance of its coefficient to that of independent responses, never below 1, for `regress`. Each is 1
 * if every respondent gave one response, apart from the noise of grouping; empty if there is no fit.
 *
 * Sources: Liang and Zeger, Biometrika 73 (1986) 13–22; Cameron and Miller, Journal of Human Resources 50 (2015) 317–372.
 *
 * @param moments those of the same observations
 */
export const clusteringOf = (
  observations: Iterable<ClusteredObservation>,
  moments: DriverMoments,
  ridge?: number,
): Map<string, Clustering> => {
  const line = fitLine(moments, ridge);
  if (line === undefined) return new Map();
  const scores = new Scores(line, moments);
  for (const observation of observations) scores.add(observation);
  return scores.clustering();
};
