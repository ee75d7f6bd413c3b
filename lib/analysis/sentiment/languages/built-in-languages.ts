/** The languages, English aside, that this release scores by models of its own. */
export const builtInLanguages = ['de', 'es', 'fr', 'it', 'nl', 'pt'] as const;

export type BuiltInLanguage = (typeof builtInLanguages)[number];

export const isBuiltIn = (language: string): language is BuiltInLanguage =>
  builtInLanguages.some((known) => known === language);
