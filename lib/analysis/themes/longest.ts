import type { Meaning } from './pattern.ts';

/** A wording found in a text; `first` and `last` are places of words. */
export interface Found {
  readonly meaning: Meaning;
  readonly first: number;
  readonly last: number;
  /** Words of the wording, without what stood between them. */
  readonly length: number;
  readonly confidence: number;
}

const holds = (outer: Found, inner: Found): boolean => outer.first <= inner.first && inner.last <= outer.last;

const overlaps = (a: Found, b: Found): boolean => a.first <= b.last && b.first <= a.last;

const strongestFirst = (a: Found, b: Found): number =>
  b.length - a.length ||
  a.last - a.first - (b.last - b.first) ||
  b.confidence - a.confidence ||
  a.first - b.first;

const isSilencedBy = (found: Found, stronger: Found, acrossThemes: boolean): boolean => {
  if (stronger.meaning.exclude)
    return stronger.meaning.theme === found.meaning.theme && overlaps(stronger, found);
  if (stronger.meaning.theme === found.meaning.theme) return overlaps(stronger, found);
  return acrossThemes && stronger.length > found.length && holds(stronger, found);
};

/**
 * What counts of all that was found: an exclude silences what it touches of its own theme; a longer wording silences the
 * shorter ones inside it, of any theme unless `acrossThemes` is false; one theme is named once at one place. Two themes that share a wording both count.
 */
export const longestOf = (all: readonly Found[], acrossThemes = true): readonly Found[] => {
  if (all.length < 2) return all[0]?.meaning.exclude ? [] : all;
  const excludes = all.filter(({ meaning }) => meaning.exclude);
  const kept: Found[] = [];
  const isSilenced = (found: Found): boolean =>
    excludes.some((exclude) => isSilencedBy(found, exclude, acrossThemes)) ||
    kept.some((stronger) => isSilencedBy(found, stronger, acrossThemes));
  const candidates = all.length === excludes.length ? [] : all.filter(({ meaning }) => !meaning.exclude);
  for (const found of candidates.sort(strongestFirst)) if (!isSilenced(found)) kept.push(found);
  return kept;
};
