/** How often something came out true in simulated truth. */
export interface Measured {
  /** What was simulated: `NPS, n = 30`. */
  readonly situation: string;
  /** 0..1; of a `count`, the mean number. */
  readonly share: number;
  /** Infinite where the share is computed exactly. */
  readonly trials: number;
}

/**
 * One statement of docs/metrics.md, measured anew: samples are drawn from a truth that is known, and the product's public functions
 * are asked about them. Whether they were right is judged here by other formulas and libraries than theirs.
 */
export interface Check {
  /** The first cell of the statement's row under "What holds". */
  readonly claim: string;
  /** `count` where numbers are stated, not percentages. Default `share`. */
  readonly unit?: 'share' | 'count';
  /** @param effort 1 for the whole audit, less for a short one: it multiplies the number of trials */
  measure(effort: number): readonly Measured[];
}

/** The number of trials of a short audit, at least 20. */
export const trialsOf = (whole: number, effort: number): number => Math.max(20, Math.round(whole * effort));
