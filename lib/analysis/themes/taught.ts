import type { Word } from '../words.ts';
import { type Feature, featuresOf, type Lesson, readLesson } from './lessons.ts';
import type { ThemeMatch } from './matcher.ts';
import type { Taxonomy } from './taxonomy.ts';

const mostPlaces = 3;
/** A word that adds at least this share of what the strongest one does carries the theme too. */
const carryingShare = 0.5;

const overlap = (a: Feature, b: Feature): boolean => a.first <= b.last && b.first <= a.last;

/** The words that say the theme: the strongest, and those half as strong, at most three places. */
const carriers = (features: readonly Feature[], weights: readonly number[]): Feature[] => {
  const strongest = Math.max(0, ...weights);
  if (strongest === 0) return [];
  const candidates = features
    .map((feature, index) => ({ feature, weight: weights[index] ?? 0 }))
    .filter(({ weight }) => weight >= carryingShare * strongest)
    .sort((a, b) => b.weight - a.weight || a.feature.first - b.feature.first);
  const kept: Feature[] = [];
  for (const { feature } of candidates)
    if (kept.length < mostPlaces && !kept.some((other) => overlap(other, feature))) kept.push(feature);
  return kept.sort((a, b) => a.first - b.first);
};

interface TaughtTheme {
  readonly theme: number;
  readonly lesson: Lesson;
}

/**
 * What the lessons of a taxonomy make of the matches of its seeds: a taught theme stands where its lesson finds it likelier
 * than not. Its places are those of its seeds, or, without any, the words that carried it. Other themes stay as they are.
 *
 * @param matches In order of place, then of theme; so is the result.
 */
export const createTeacher = ({ themes, lessons }: Taxonomy) => {
  const taught = themes.flatMap(({ id }, theme): TaughtTheme[] => {
    const lesson = lessons[id];
    return lesson === undefined ? [] : [{ theme, lesson }];
  });

  const judge = (
    { theme, lesson }: TaughtTheme,
    text: { words: readonly Word[]; features: readonly Feature[] },
    found: ReadonlySet<string>,
    own: readonly ThemeMatch[],
  ): ThemeMatch[] => {
    const { probability: confidence, weights } = readLesson(lesson, text.features, found);
    if (confidence < 0.5) return [];
    if (own.length > 0) return own.map((match) => ({ ...match, confidence }));
    return carriers(text.features, weights).map(({ first, last }) => ({
      theme,
      first,
      start: text.words[first]?.start ?? 0,
      end: text.words[last]?.end ?? 0,
      confidence,
    }));
  };

  return (words: readonly Word[], matches: readonly ThemeMatch[]): readonly ThemeMatch[] => {
    if (taught.length === 0) return matches;
    const features = featuresOf(words);
    const found = new Set(matches.flatMap(({ theme }) => themes[theme]?.id ?? []));
    const judged = new Set(taught.map(({ theme }) => theme));
    return [
      ...matches.filter(({ theme }) => !judged.has(theme)),
      ...taught.flatMap((one) =>
        judge(
          one,
          { words, features },
          found,
          matches.filter(({ theme }) => theme === one.theme),
        ),
      ),
    ].sort((a, b) => a.start - b.start || a.theme - b.theme || a.end - b.end);
  };
};
