import { sortBy } from 'remeda';
import { createMatcher } from '../themes/matcher.ts';
import type { Taxonomy } from '../themes/taxonomy.ts';
import { readWords } from '../words/words.ts';

/** What becomes of one theme. */
export interface ThemeChange {
  readonly theme: string;
  /** Comments with it before and after. */
  readonly before: number;
  readonly after: number;
  /** Indexes of the comments that gain and lose it. */
  readonly gained: readonly number[];
  readonly lost: readonly number[];
}

/** Comments that lose one theme and gain another. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly comments: number;
}

/** What a change of the taxonomy does to a set of comments. */
export interface TaxonomyChange {
  readonly comments: number;
  /** Comments with any theme. */
  readonly coveredBefore: number;
  readonly coveredAfter: number;
  /** Comments whose themes differ. */
  readonly changed: number;
  /** Themes with a difference, the largest first. */
  readonly themes: readonly ThemeChange[];
  /** Most comments first. */
  readonly moves: readonly Move[];
}

/** The ids of the themes of each comment. */
export const themesIn = (taxonomy: Taxonomy, comments: readonly string[]): ReadonlySet<string>[] => {
  const matcher = createMatcher(taxonomy);
  return comments.map(
    (text) =>
      new Set(matcher.match(readWords(text)).flatMap(({ theme }) => taxonomy.themes[theme]?.id ?? [])),
  );
};

const without = (ids: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...ids].filter((id) => !others.has(id));

/** One comment under both taxonomies. */
interface Difference {
  readonly had: ReadonlySet<string>;
  readonly has: ReadonlySet<string>;
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

const differencesOf = (before: Taxonomy, after: Taxonomy, comments: readonly string[]): Difference[] => {
  const fresh = themesIn(after, comments);
  return themesIn(before, comments).map((had, index) => {
    const has = fresh[index] ?? new Set<string>();
    return { had, has, lost: without(had, has), gained: without(has, had) };
  });
};

const themeChange = (theme: string, differences: readonly Difference[]): ThemeChange => {
  const indexesOf = (ids: (difference: Difference) => readonly string[]): number[] =>
    differences.flatMap((difference, index) => (ids(difference).includes(theme) ? [index] : []));
  return {
    theme,
    before: differences.filter(({ had }) => had.has(theme)).length,
    after: differences.filter(({ has }) => has.has(theme)).length,
    gained: indexesOf(({ gained }) => gained),
    lost: indexesOf(({ lost }) => lost),
  };
};

const movesIn = (differences: readonly Difference[]): Move[] => {
  const moves = new Map<string, Move>();
  for (const { lost, gained } of differences) {
    for (const [from, to] of lost.flatMap((one) => gained.map((other) => [one, other] as const))) {
      const key = JSON.stringify([from, to]);
      moves.set(key, { from, to, comments: (moves.get(key)?.comments ?? 0) + 1 });
    }
  }
  return sortBy([...moves], [([, { comments }]) => comments, 'desc'], ([key]) => key).map(([, move]) => move);
};

const sizeOf = ({ gained, lost }: ThemeChange): number => gained.length + lost.length;

/**
 * Compares two taxonomies on the same comments, by theme id: what is gained, lost and moved. Equal taxonomies differ in
 * nothing; no comments give zeros.
 */
export const taxonomyChange = (
  before: Taxonomy,
  after: Taxonomy,
  comments: readonly string[],
): TaxonomyChange => {
  const differences = differencesOf(before, after, comments);
  const touched = new Set(differences.flatMap(({ lost, gained }) => [...lost, ...gained]));
  return {
    comments: comments.length,
    coveredBefore: differences.filter(({ had }) => had.size > 0).length,
    coveredAfter: differences.filter(({ has }) => has.size > 0).length,
    changed: differences.filter(({ lost, gained }) => lost.length + gained.length > 0).length,
    themes: [...touched]
      .map((theme) => themeChange(theme, differences))
      .sort((left, right) => sizeOf(right) - sizeOf(left) || (left.theme < right.theme ? -1 : 1)),
    moves: movesIn(differences),
  };
};
