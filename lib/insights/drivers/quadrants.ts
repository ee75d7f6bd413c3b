/** What to do first: how much a theme matters against how well it goes. */
export type Quadrant = 'fix-first' | 'keep-up' | 'watch' | 'leave';

/** A theme by how much it moves the score and its sentiment. */
interface Placed {
  readonly theme: string;
  /** On the score, in its unit. */
  readonly impact: number;
  /** Net sentiment of its mentions, −100..100. */
  readonly performance: number;
}

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

/**
 * Each theme's quadrant of importance and performance, split at the medians of both. Those at
 * the median of impact count as important, those at that of performance as going well if their net sentiment is not below 0.
 * What is associated with a higher score counts as going well: there is nothing to fix. Of nothing, none.
 *
 * Source: Martilla and James, Journal of Marketing 41 (1977) 77–79.
 *
 * @example quadrantsOf([{ theme: 'delivery', impact: -8, performance: -60 }, { theme: 'staff', impact: 2, performance: 70 }]).get('delivery') // 'fix-first'
 */
export const quadrantsOf = (themes: readonly Placed[]): Map<string, Quadrant> => {
  const importance = medianOf(themes.map(({ impact }) => Math.abs(impact)));
  const performance = medianOf(themes.map((theme) => theme.performance));
  const quadrantOf = (theme: Placed): Quadrant => {
    const isLiked =
      theme.performance > performance || (theme.performance === performance && performance >= 0);
    const isGood = theme.impact >= 0 || isLiked;
    if (Math.abs(theme.impact) >= importance) return isGood ? 'keep-up' : 'fix-first';
    return isGood ? 'leave' : 'watch';
  };
  return new Map(themes.map((theme) => [theme.theme, quadrantOf(theme)]));
};
