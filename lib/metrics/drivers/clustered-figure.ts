import { normalQuantile95, tQuantile95 } from '../figures/distributions.ts';
import { type Figure, type FigureMaker, figureMaker } from '../figures/figure.ts';
import type { Bounds } from '../figures/intervals.ts';
import { ClusterPlaces } from './cluster-places.ts';
import { clusterGroups } from './clusters.ts';

/** The effect of clustering on a sample. */
export interface EffectiveSample {
  /** The variance of the mean relative to that of as many independent responses; at least 1. */
  readonly designEffect: number;
  /** The number of independent responses with the same certainty. */
  readonly effectiveN: number;
  readonly clusters: number;
}

/** A figure whose interval accounts for several responses of one respondent or account. */
export interface ClusteredFigure extends Figure, EffectiveSample {}

interface Cluster {
  n: number;
  sum: number;
}

/** Scores of responses, with their clusters. Can be added in any order; scores that are whole numbers add up exactly. */
export class ClusteredScores {
  /** By place. */
  #clusters: Cluster[] = [];
  readonly #places = new ClusterPlaces((groups) => this.#regroup(groups));
  #n = 0;
  #sum = 0;
  #squareSum = 0;
  readonly #counts = new Map<number, number>();

  add(score: number, cluster: number): void {
    this.#addTo(this.#places.placeOf(cluster), { n: 1, sum: score });
    this.#n += 1;
    this.#sum += score;
    this.#squareSum += score * score;
    this.#counts.set(score, (this.#counts.get(score) ?? 0) + 1);
  }

  #addTo(place: number, { n, sum }: Cluster): void {
    this.#clusters[place] ??= { n: 0, sum: 0 };
    this.#clusters[place].n += n;
    this.#clusters[place].sum += sum;
  }

  #regroup(groups: readonly number[]): void {
    const own = this.#clusters;
    this.#clusters = Array.from({ length: clusterGroups }, () => ({ n: 0, sum: 0 }));
    own.forEach((cluster, place) => {
      this.#addTo(groups[place] ?? 0, cluster);
    });
  }

  get n(): number {
    return this.#n;
  }

  /** The mean of the scores; 0 of none. */
  get mean(): number {
    return this.#n === 0 ? 0 : this.#sum / this.#n;
  }

  /** The sample's variance (n − 1); 0 of one. */
  get variance(): number {
    return this.#n < 2 ? 0 : Math.max(0, this.#squareSum - this.#n * this.mean ** 2) / (this.#n - 1);
  }

  /** The number of responses with this score. */
  count(score: number): number {
    return this.#counts.get(score) ?? 0;
  }

  /**
   * Design effect: the cluster-robust variance of the mean over that of independent responses. If all gave the same score,
   * the similarity within clusters is unknown, and each cluster counts once.
   */
  get designEffect(): number {
    const clusters = this.#places.count;
    if (clusters < 2 || this.variance === 0) return this.#n / Math.max(1, clusters);
    const between = this.#clusters.reduce((sum, { n, sum: own }) => sum + (own - n * this.mean) ** 2, 0);
    const robust = ((between / this.#n ** 2) * clusters) / (clusters - 1);
    return Math.max(1, robust / (this.variance / this.#n));
  }

  /** The intraclass correlation of scores, 0..1: the analysis-of-variance estimate. */
  get #alike(): number {
    const present = this.#clusters.filter((cluster) => cluster.n > 0);
    const [n, clusters] = [this.#n, present.length];
    const squares = present.reduce((sum, cluster) => sum + cluster.n ** 2, 0);
    const size = (n - squares / n) / (clusters - 1);
    const means = present.reduce((sum, cluster) => sum + cluster.sum ** 2 / cluster.n, 0);
    const between = (means - n * this.mean ** 2) / (clusters - 1);
    const within = (this.#squareSum - means) / (n - clusters);
    const alike = (between - within) / (between + (size - 1) * within);
    return Number.isFinite(alike) ? Math.min(1, Math.max(0, alike)) : 0;
  }

  /** Degrees of freedom of the variance between clusters of unequal sizes (Satterthwaite). */
  get #degrees(): number {
    const alike = this.#alike;
    let [sum, squareSum] = [0, 0];
    for (const { n } of this.#clusters) {
      const variance = n * (1 + (n - 1) * alike);
      sum += variance;
      squareSum += variance ** 2;
    }
    return Math.max(1, sum ** 2 / squareSum - 1);
  }

  /** The effective sample. If every respondent gave one response, it is the number of responses; zero for none. */
  effective(): EffectiveSample {
    const clusters = this.#places.count;
    if (clusters === this.#n) return { designEffect: 1, effectiveN: this.#n, clusters };
    const { designEffect } = this;
    const forFewClusters = (normalQuantile95 / tQuantile95(this.#degrees)) ** 2;
    return { designEffect, effectiveN: (this.#n / designEffect) * forFewClusters, clusters };
  }
}

/** How a mean of scores is presented: as a net score of −100, 0 and 100, as a share of 0 and 1, or as a mean on a scale. */
export type ScoreKind = 'net' | 'share' | Bounds;

/**
 * A figure of scores of which some come from one respondent or account: its interval is that of the same figure with the effective
 * number of responses, its n is the number of responses, and it is `enough` if the effective number is.
 * Undefined without scores.
 *
 * Sources: Kish, Survey Sampling (Wiley 1965); Rao and Scott, Annals of Statistics 12 (1984) 46–60; Korn and Graubard,
 * Survey Methodology 24 (1998) 193–201 (degrees of freedom); Franco, Little, Louis and Slud, Journal of Survey
 * Statistics and Methodology 7 (2019) 334–364 (Wilson's interval so).
 */
export const clusteredFigure = (
  scores: ClusteredScores,
  kind: ScoreKind,
  minimumSample: number,
): ClusteredFigure | undefined => {
  const { n } = scores;
  if (n === 0) return undefined;
  const effective = scores.effective();
  const make = figureMaker(minimumSample);
  return { ...figureOf({ scores, size: effective.effectiveN }, kind, make), ...effective, n };
};

/** Scores as of another number of responses. */
interface Resized {
  readonly scores: ClusteredScores;
  readonly size: number;
}

const figureOf = ({ scores, size }: Resized, kind: ScoreKind, make: FigureMaker): Figure => {
  const part = (score: number): number => (scores.count(score) * size) / scores.n;
  if (kind === 'net') return make.net(part(100), part(-100), size);
  if (kind === 'share') return make.share(part(1), size);
  return make.mean({ n: size, mean: scores.mean, variance: scores.variance }, kind);
};
