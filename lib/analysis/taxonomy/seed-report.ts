import { wordingsOf } from '../themes/seeds.ts';
import type { Taxonomy } from '../themes/taxonomy.ts';
import { lemmaOf } from '../words/lemma.ts';
import { createSeedProbe, type Firing, type Seed } from './seed-probe.ts';

export interface NamedSeed {
  /** Id of its theme. */
  readonly theme: string;
  readonly seed: string;
}

/** Two seeds of two themes that found the same place. A theme and the one above it share places by design. */
export interface Overlap {
  readonly seeds: readonly [NamedSeed, NamedSeed];
  /** Comments with such a place. */
  readonly comments: number;
}

/** A seed that finds comments which, by all other seeds, are about something else. */
export interface AmbiguousSeed extends NamedSeed {
  readonly comments: number;
  /** Of them, those in which another seed of its theme, or of one above or below it, is found too. */
  readonly supported: number;
  /** The other theme that is found most beside it, and in how many of the comments. */
  readonly other: string;
  readonly besideOther: number;
}

/** A wording that two themes claim, independent of comments. */
export interface Claim {
  readonly wording: string;
  /** Ids, sorted. */
  readonly themes: readonly string[];
}

export interface SeedReport {
  readonly comments: number;
  readonly seeds: number;
  readonly claims: readonly Claim[];
  /** Seeds without a single comment, in the taxonomy's order. */
  readonly dead: readonly NamedSeed[];
  /** Most comments first. */
  readonly overlaps: readonly Overlap[];
  readonly ambiguous: readonly AmbiguousSeed[];
}

/** Comments under which a seed's company says nothing. */
const minForAmbiguity = 10;
/** The share of a seed's comments beside another theme from which it is suspect. */
const suspectFrom = 0.5;
/** …and so many times the other theme's share of all comments: a theme that everybody mentions occurs with everything. */
const suspectLift = 1.5;

/** Theme and the one above it are one family: they may share words. */
const familyOf = ({ themes }: Taxonomy, theme: number): string => {
  const { id = '', parent } = themes[theme] ?? {};
  return parent ?? id;
};

const increase = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const overlap = (one: Firing, other: Firing): boolean => one.start < other.end && other.start < one.end;

const claimsOf = (taxonomy: Taxonomy): Claim[] => {
  const claimants = new Map<string, { wording: string; themes: Set<number> }>();
  taxonomy.themes.forEach(({ seeds }, theme) => {
    for (const words of seeds.flatMap((seed) => wordingsOf(seed) ?? [])) {
      const key = words.map(lemmaOf).join(' ');
      const claim = claimants.get(key) ?? { wording: words.join(' '), themes: new Set() };
      claim.themes.add(theme);
      claimants.set(key, claim);
    }
  });
  return [...claimants.values()]
    .filter(({ themes }) => new Set([...themes].map((theme) => familyOf(taxonomy, theme))).size > 1)
    .map(({ wording, themes }) => ({
      wording,
      themes: [...themes].map((theme) => taxonomy.themes[theme]?.id ?? '').sort(),
    }))
    .sort((left, right) => (left.wording < right.wording ? -1 : 1));
};

/** What is counted of the seeds in comments. */
class Counts {
  readonly comments: number[];
  readonly supported: number[];
  readonly beside: Map<number, number>[];
  readonly overlaps = new Map<string, number>();
  readonly byTheme = new Map<number, number>();
  private readonly seeds: readonly Seed[];
  private readonly taxonomy: Taxonomy;

  constructor(seeds: readonly Seed[], taxonomy: Taxonomy) {
    this.seeds = seeds;
    this.taxonomy = taxonomy;
    this.comments = seeds.map(() => 0);
    this.supported = seeds.map(() => 0);
    this.beside = seeds.map(() => new Map());
  }

  add(firings: readonly Firing[]): void {
    const fired = [...new Set(firings.map(({ seed }) => seed))];
    for (const seed of fired) this.addCompany(seed, fired);
    for (const theme of new Set(fired.map((seed) => this.themeOf(seed)))) increase(this.byTheme, theme);
    const pairs = new Set(firings.flatMap((one, index) => this.pairsWith(one, firings.slice(index + 1))));
    for (const pair of pairs) increase(this.overlaps, pair);
  }

  private themeOf(seed: number): number {
    return this.seeds[seed]?.theme ?? -1;
  }

  private areStrangers(one: number, other: number): boolean {
    return familyOf(this.taxonomy, this.themeOf(one)) !== familyOf(this.taxonomy, this.themeOf(other));
  }

  private addCompany(seed: number, fired: readonly number[]): void {
    this.comments[seed] = (this.comments[seed] ?? 0) + 1;
    const others = fired.filter((other) => other !== seed);
    if (others.some((other) => !this.areStrangers(seed, other)))
      this.supported[seed] = (this.supported[seed] ?? 0) + 1;
    const strangers = others.filter((other) => this.areStrangers(seed, other));
    for (const theme of new Set(strangers.map((other) => this.themeOf(other))))
      increase(this.beside[seed] ?? new Map(), theme);
  }

  private pairsWith(one: Firing, others: readonly Firing[]): string[] {
    return others
      .filter((other) => overlap(one, other) && this.areStrangers(one.seed, other.seed))
      .map((other) => [one.seed, other.seed].sort((left, right) => left - right).join(' '));
  }
}

/**
 * How the seeds of a taxonomy do on comments: which are never found, which pairs of themes claim one place, and which find
 * comments about something else. No comments: every seed is dead.
 *
 * @param comments texts that say something, in the taxonomy's language
 */
export const seedReport = (taxonomy: Taxonomy, comments: readonly string[]): SeedReport => {
  const probe = createSeedProbe(taxonomy);
  const counts = new Counts(probe.seeds, taxonomy);
  for (const text of comments) counts.add(probe.fire(text));
  const named = (index: number): NamedSeed => {
    const { theme = -1, seed = '' } = probe.seeds[index] ?? {};
    return { theme: taxonomy.themes[theme]?.id ?? '', seed };
  };
  const ambiguityOf = (_: Seed, index: number): AmbiguousSeed[] => {
    const [all = 0, supported = 0] = [counts.comments[index], counts.supported[index]];
    const [most] = [...(counts.beside[index] ?? [])].sort(
      ([one, oneCount], [other, otherCount]) => otherCount - oneCount || one - other,
    );
    if (most === undefined || all < minForAmbiguity) return [];
    const [theme, besideOther] = most;
    const expected = ((counts.byTheme.get(theme) ?? 0) * all) / comments.length;
    const isSuspect =
      besideOther >= suspectFrom * all && besideOther > supported && besideOther >= suspectLift * expected;
    if (!isSuspect) return [];
    return [
      { ...named(index), comments: all, supported, other: taxonomy.themes[theme]?.id ?? '', besideOther },
    ];
  };
  return {
    comments: comments.length,
    seeds: probe.seeds.length,
    claims: claimsOf(taxonomy),
    dead: probe.seeds.flatMap((_, index) => (counts.comments[index] === 0 ? [named(index)] : [])),
    overlaps: [...counts.overlaps]
      .map(([pair, n]): Overlap => {
        const [one = 0, other = 0] = pair.split(' ').map(Number);
        return { seeds: [named(one), named(other)], comments: n };
      })
      .sort((left, right) => right.comments - left.comments),
    ambiguous: probe.seeds.flatMap(ambiguityOf).sort((left, right) => right.besideOther - left.besideOther),
  };
};
