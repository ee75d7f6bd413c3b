import type { Interval } from '../../metrics/figures/intervals.ts';

/** The recommendation for a theme. */
export type Quadrant = 'fix-first' | 'keep-up' | 'watch' | 'leave';

/** A theme by its effect on the score and its sentiment. */
interface Placed {
  /** With minus without, all else equal, in the unit of the score. */
  readonly effect: { readonly value: number };
  /** Over all themes. */
  readonly falseDiscoveryRate: number;
  /** Net sentiment of its mentions, −100..100. */
  readonly performance: Interval;
}

const maxFalseDiscoveryRate = 0.05;

/**
 * A significant effect and its sign decide: a theme that goes with a lower score is to be fixed, one that goes with a higher score to be kept
 * up. Without a significant effect, a theme with significant criticism is watched, and the others left.
 *
 * After Martilla and James, Journal of Marketing 41 (1977) 77–79, with a test instead of their medians: with medians half of all themes
 * would always be important.
 *
 * @example quadrantOf({ effect: { value: -24 }, falseDiscoveryRate: 0.001, performance: { low: 10, high: 40 } }) // 'fix-first'
 */
export const quadrantOf = ({ effect, falseDiscoveryRate, performance }: Placed): Quadrant => {
  if (falseDiscoveryRate <= maxFalseDiscoveryRate) return effect.value < 0 ? 'fix-first' : 'keep-up';
  return performance.high < 0 ? 'watch' : 'leave';
};
