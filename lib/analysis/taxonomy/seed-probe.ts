import { outOfRange } from '../../out-of-range.ts';
import { createMatcher } from '../themes/matcher.ts';
import type { Taxonomy, Theme } from '../themes/taxonomy.ts';
import { readWords } from '../words/words.ts';

/** A seed of a theme, as it is in the taxonomy. */
export interface Seed {
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  readonly seed: string;
}

/** A seed with a place of a text where it is found; half-open UTF-16 offsets. */
export interface Firing {
  /** Index into the seeds. */
  readonly seed: number;
  readonly start: number;
  readonly end: number;
}

export interface SeedProbe {
  readonly seeds: readonly Seed[];
  /** What each seed finds in a text. A longer phrase silences the shorter ones inside it, as in the taxonomy itself. */
  fire(text: string): Firing[];
}

const seedsOf = ({ themes }: Taxonomy): Seed[] =>
  themes.flatMap(({ seeds }, theme) => [...new Set(seeds)].map((seed) => ({ theme, seed })));

/**
 * Tells which seed found a theme: each seed is matched as a theme of its own, beside all others. Near words that join a theme
 * by meaning have no seed and are not counted here.
 */
export const createSeedProbe = (taxonomy: Taxonomy): SeedProbe => {
  const seeds = seedsOf(taxonomy);
  const alone = seeds.map(({ theme, seed }, index): Theme => {
    const { parent: _parent, ...rest } = taxonomy.themes[theme] ?? outOfRange(theme);
    return { ...rest, id: String(index), seeds: [seed], examples: [] };
  });
  const matcher = createMatcher({ ...taxonomy, related: false, themes: alone });
  return {
    seeds,
    fire: (text) =>
      matcher.match(readWords(text)).map(({ theme, start, end }) => ({ seed: theme, start, end })),
  };
};
