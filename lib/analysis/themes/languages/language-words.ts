import { z } from 'zod';
import { lexicon, phraseList } from '../../../lexicon.ts';
import type { BuiltInLanguage } from '../../sentiment/languages/built-in-languages.ts';
import type { Word } from '../../words/words.ts';
import { longestOf } from '../longest.ts';
import type { Taxonomy, Theme } from '../taxonomy.ts';
import { byPlace, type ThemeMatch } from '../theme-match.ts';
import { createPatterns, type PatternSeed } from './word-patterns.ts';

/** Changes whenever the words of themes or signals of any language do, or how they are found. */
export const languageThemesVersion = 'language-themes-1';

const schema = z.strictObject({
  /** By theme id. */
  seeds: z.record(z.string(), phraseList),
  excludes: z.record(z.string(), phraseList).default({}),
  /** By signal id. */
  signals: z.record(z.string(), phraseList),
});

/** The words of themes and signals in a language, from `lexicons/themes-de.yaml` and so on. */
export const languageWords = (language: BuiltInLanguage): z.output<typeof schema> =>
  lexicon(`themes-${language}`, schema)();

const seedsOf = (language: BuiltInLanguage, { id, seedsIn }: Theme, theme: number): PatternSeed[] => {
  const { seeds, excludes } = languageWords(language);
  const meant = (exclude: boolean) => (seed: string) => ({
    seed,
    meaning: { theme, exclude, certainty: 1 },
  });
  const own = seedsIn?.[language] ?? [];
  // What a taxonomy says of a language counts instead of the words that ship with the code.
  const words = own.length > 0 ? own : (seeds[id] ?? []);
  return [...words.map(meant(false)), ...(excludes[id] ?? []).map(meant(true))];
};

/**
 * Finds the themes of a taxonomy in comments of a language: by the words that the taxonomy has for it (`seedsIn`), otherwise by
 * those that ship for the theme's id. A theme with neither is not found.
 */
export const createLanguageMatcher = (
  taxonomy: Pick<Taxonomy, 'themes'>,
  language: BuiltInLanguage,
): ((words: readonly Word[]) => ThemeMatch[]) => {
  const find = createPatterns(taxonomy.themes.flatMap((theme, index) => seedsOf(language, theme, index)));
  return (words) =>
    longestOf(find(words))
      .map(({ meaning, first, last, confidence }) => ({
        theme: meaning.theme,
        first,
        start: words[first]?.start ?? 0,
        end: words[last]?.end ?? 0,
        confidence,
      }))
      .sort(byPlace);
};
