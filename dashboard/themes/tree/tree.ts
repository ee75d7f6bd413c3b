import type { Theme } from '../../shared/api.ts';
import type { Scope } from '../../shared/scope/scope.ts';

export const orders = ['often', 'worst', 'moved'] as const;
export type Order = (typeof orders)[number];

/** The order that an address asks for. */
export const orderOf = ({ sort }: Scope): Order => orders.find((order) => order === sort) ?? 'often';

/** A theme in the tree; those below another stand under it. */
export interface Branch {
  readonly theme: Theme;
  readonly below: readonly Branch[];
}

/** What an order ranks by, the greatest first; undefined stands last. */
const rankOf = ({ facts, share, net }: Theme, order: Order): number | undefined => {
  if (order === 'often') return facts?.mentions;
  // Under the minimum sample nothing is ranked.
  if (order === 'worst') return facts?.net.enough ? -facts.net.value : undefined;
  const moves = [share, net].filter((change) => change?.enough && change.certain);
  const [shareMove = 0, netMove = 0] = [share, net].map((change) =>
    change !== undefined && moves.includes(change) ? Math.abs(change.difference) : 0,
  );
  return moves.length === 0 ? undefined : Math.max(100 * shareMove, netMove);
};

const compare =
  (order: Order) =>
  (left: Theme, right: Theme): number => {
    const [one, other] = [rankOf(left, order), rankOf(right, order)];
    if (one === other) return (right.facts?.mentions ?? 0) - (left.facts?.mentions ?? 0);
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    return other - one;
  };

/**
 * The themes as a tree, each level in an order. A theme whose parent is missing is at the top level.
 *
 * @example treeOf([{ id: 'driver', parent: 'delivery' }, { id: 'delivery' }], 'often') // [{ theme: delivery, below: [{ theme: driver, below: [] }] }]
 */
export const treeOf = (themes: readonly Theme[], order: Order): Branch[] => {
  const known = new Set(themes.map(({ id }) => id));
  const sorted = themes.toSorted(compare(order));
  const under = (parent: string | undefined): Branch[] =>
    sorted
      .filter(
        (theme) =>
          (theme.parent !== undefined && known.has(theme.parent) ? theme.parent : undefined) === parent,
      )
      .map((theme) => ({ theme, below: theme.id === parent ? [] : under(theme.id) }));
  return under(undefined);
};

/** The themes from top to bottom, as they are read. */
export const flatOf = (branches: readonly Branch[]): Theme[] =>
  branches.flatMap(({ theme, below }) => [theme, ...flatOf(below)]);
