import { normalP, normalQuantile95 } from '../figures/distributions.ts';
import type { Figure } from '../figures/figure.ts';

/** The difference of two figures of one kind, in their unit. */
export interface Change<Compared extends Figure = Figure> {
  /** After minus before. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** The chance, 0..1, of a difference at least this large if nothing has changed. Under 0.05 exactly when the interval excludes 0. */
  readonly p: number;
  readonly before: Compared;
  readonly after: Compared;
  /** Both figures reach the minimum sample. */
  readonly enough: boolean;
}

const marginOf = (one: number, other: number): number => Math.hypot(one, other);

/**
 * The change of a figure between two samples of different people: NPS, a share or a mean, compared with the same figure
 * of another period, touchpoint or group. The interval is computed from the two intervals (MOVER), which for shares
 * with Wilson intervals is Newcombe's method 10. The p follows from the interval.
 *
 * Sources: Newcombe, Statistics in Medicine 17 (1998) 873–890; Zou and Donner, Statistics in Medicine 27 (2008)
 * 1693–1702; Altman and Bland, BMJ 343 (2011) d2304 (p from an interval).
 *
 * @example changeOf(share(48, 80), share(56, 70)) // { difference: 0.2, low: 0.0524, high: 0.3339, p: 0.0079, … }
 */
export const changeOf = <Compared extends Figure>(before: Compared, after: Compared): Change<Compared> => {
  const difference = after.value - before.value;
  const below = marginOf(after.value - after.low, before.high - before.value);
  const above = marginOf(after.high - after.value, before.value - before.low);
  const towardsZero = difference > 0 ? below : above;
  return {
    difference,
    low: difference - below,
    high: difference + above,
    p: difference === 0 ? 1 : normalP((normalQuantile95 * difference) / towardsZero),
    before,
    after,
    enough: before.enough && after.enough,
  };
};
