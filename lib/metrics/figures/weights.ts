import type { Figure } from './figure.ts';

/** A figure of each stratum, and the stratum's share of the population. */
export interface Stratum {
  /** 0..1. */
  readonly share: number;
  readonly figure: Figure;
}

export interface WeightedFigure extends Figure {
  /** The number of equally weighted responses with the same certainty (Kish). It decides `enough`. */
  readonly effectiveN: number;
}

/**
 * The figure if each stratum had responded in its true share (post-stratification): Σ share × figure. The interval is
 * combined from those of the strata (MOVER); effective n is (Σ w)² ∕ Σ w² over the weights of responses. Shares are
 * scaled to add up to 1. `undefined` without strata.
 *
 * Sources: Holt and Smith, JRSS A 142 (1979) 33–46; Kish, Survey Sampling (Wiley 1965) 11.7; Zou and Donner, Statistics in
 * Medicine 27 (2008) 1693–1702.
 *
 * @example weightedFigure([{ share: 0.5, figure: make.net(60, 20, 100) }, { share: 0.5, figure: make.net(0, 10, 20) }], 30) // { value: -5, n: 120, effectiveN: 66.7, … }
 */
export const weightedFigure = (
  strata: readonly Stratum[],
  minimumSample: number,
): WeightedFigure | undefined => {
  const total = strata.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return undefined;
  const sumOf = (term: (weight: number, figure: Figure) => number): number =>
    strata.reduce((sum, { share, figure }) => sum + term(share / total, figure), 0);
  const value = sumOf((weight, figure) => weight * figure.value);
  const below = Math.sqrt(sumOf((weight, figure) => (weight * (figure.value - figure.low)) ** 2));
  const above = Math.sqrt(sumOf((weight, figure) => (weight * (figure.high - figure.value)) ** 2));
  const effectiveN = 1 / sumOf((weight, figure) => weight ** 2 / figure.n);
  const n = strata.reduce((sum, { figure }) => sum + figure.n, 0);
  return {
    value,
    low: value - below,
    high: value + above,
    n,
    effectiveN,
    enough: effectiveN >= minimumSample,
  };
};
