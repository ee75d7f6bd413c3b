import { sortBy } from 'remeda';
import type { Figure } from './figure.ts';

/** An item to rank: a touchpoint, a theme, a segment. */
export interface Contender {
  readonly id: string;
  /** Absent if nothing was counted. */
  readonly figure?: Figure | undefined;
  /** The share, 0..1, of its answers that could not be read. Only for figures of text. */
  readonly unread?: number | undefined;
}

export interface Ranked {
  readonly id: string;
  readonly figure: Figure;
  /** The best and the worst place that the intervals allow, from 1. Equal if the place is certain. */
  readonly best: number;
  readonly worst: number;
}

export interface Unranked {
  readonly id: string;
  readonly reason: 'nothing-counted' | 'under-minimum-sample' | 'too-much-unread';
}

export interface Ranking {
  readonly ranked: readonly Ranked[];
  readonly unranked: readonly Unranked[];
}

export interface RankOptions {
  /** Default true. False for shares of detractors, of complaints and the like. */
  readonly higherIsBetter?: boolean;
  /** Above this share of unread answers an item is not ranked. Default 0.2. */
  readonly maxUnread?: number;
}

const reasonAgainst = ({ figure, unread }: Contender, maxUnread: number): Unranked['reason'] | undefined => {
  if (figure === undefined) return 'nothing-counted';
  if (!figure.enough) return 'under-minimum-sample';
  return (unread ?? 0) > maxUnread ? 'too-much-unread' : undefined;
};

/**
 * Ranks figures as far as their intervals allow: a place counts the intervals that are entirely above, so two that
 * overlap share places, and nothing under the minimum sample is ranked. Best value first; equal values by id.
 * Source: Klein, Wright and Wieczorek, JRSS C 69 (2020) 589–606 (ranks from overlapping intervals).
 *
 * @example rankOf([{ id: 'checkout', figure }, { id: 'delivery', figure: other }]).ranked // [{ id: 'checkout', best: 1, worst: 2, … }, …]
 */
export const rankOf = (contenders: readonly Contender[], options: RankOptions = {}): Ranking => {
  const { higherIsBetter = true, maxUnread = 0.2 } = options;
  const fit: { id: string; figure: Figure }[] = [];
  const unranked: Unranked[] = [];
  for (const contender of contenders) {
    const reason = reasonAgainst(contender, maxUnread);
    if (reason !== undefined) unranked.push({ id: contender.id, reason });
    else if (contender.figure) fit.push({ id: contender.id, figure: contender.figure });
  }
  const above = (one: Figure, other: Figure): boolean => one.low > other.high;
  const better = higherIsBetter ? above : (one: Figure, other: Figure) => above(other, one);
  const direction = higherIsBetter ? -1 : 1;
  const ranked = fit.map(({ id, figure }) => ({
    id,
    figure,
    best: 1 + fit.filter((other) => better(other.figure, figure)).length,
    worst: fit.length - fit.filter((other) => better(figure, other.figure)).length,
  }));
  const inOrder = sortBy(
    ranked,
    ({ figure }) => direction * figure.value,
    ({ id }) => id,
  );
  return { ranked: inOrder, unranked };
};
