import type { BuiltInLanguage } from './built-in-languages.ts';

/** Whose figures are provisional: on at least one of its test sets the model is below its goal (models/README.md). Without imports of Node: the page reads it. */
export const provisionalLanguages = [
  'de',
  'es',
  'fr',
  'it',
  'nl',
  'pt',
] as const satisfies readonly BuiltInLanguage[];

/** From this share of what was scored on, a language is named among the provisional ones. */
export const minProvisionalShare = 0.05;

const builtInOf = /languages-\d{1,3}\((?<languages>[^()]*)\)/;

/**
 * Whether a sentiment version reads a language by a model below its goal; other engines have their own accuracy.
 *
 * @example readProvisionally('verbatim-en-2+9f2c1a77+languages-4(de,nl)', 'nl') // true
 */
export const readProvisionally = (sentimentVersion: string, language: string): boolean =>
  isProvisional(language) &&
  (builtInOf.exec(sentimentVersion)?.groups?.['languages'] ?? '').split(',').includes(language);

/** @example isProvisional('en') // false */
export const isProvisional = (language: string): boolean =>
  provisionalLanguages.some((provisional) => provisional === language);
