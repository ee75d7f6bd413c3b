import { z } from 'zod';
import { builtInLanguages, isBuiltIn } from '../sentiment/languages/built-in-languages.ts';

/** The languages in which Amazon Comprehend finds sentiment, English aside. */
export const comprehendLanguages = ['ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh'] as const;

/** English is not among them: its built-in model always scores it. */
export const settableLanguages: readonly string[] = [
  ...new Set([...comprehendLanguages, ...builtInLanguages]),
].toSorted();

export type LanguageEngine = 'built-in' | 'comprehend' | 'none';

/** What may score a language; the first where the file says nothing. @example enginesOf('nl') // ['built-in', 'none'] */
export const enginesOf = (language: string): [LanguageEngine, ...LanguageEngine[]] => {
  const hasComprehend = comprehendLanguages.some((known) => known === language);
  if (!isBuiltIn(language)) return ['none', 'comprehend'];
  return hasComprehend ? ['built-in', 'comprehend', 'none'] : ['built-in', 'none'];
};

/** The whole file. */
export const languageSettings = z.strictObject({
  engines: z
    .strictObject(
      Object.fromEntries(
        settableLanguages.map((language) => [language, z.enum(enginesOf(language)).exactOptional()]),
      ),
    )
    .default({}),
});
