import { readFileSync } from 'node:fs';
import { assetPath } from '../../../assets.ts';
import type { ExplainingModel } from '../model/trained-model.ts';
import { type BuiltInLanguage, builtInLanguages } from './built-in-languages.ts';
import { loadLanguageModel } from './language-model.ts';

/** Of all models together: changes whenever a file of weights or the code that reads it does. */
export const languagesVersion = 'languages-4';

/** The models of some languages, and what they add to the sentiment version: `+languages-4(de,fr)`, '' for none. */
export interface LanguageModels {
  readonly version: string;
  readonly languages: readonly BuiltInLanguage[];
  /** Undefined for a language without a model. */
  modelOf(language: string): ExplainingModel | undefined;
}

/**
 * The models that ship with the code, of the languages asked for. A file is read when the first text of its language comes: a
 * function that sees English only reads none.
 *
 * @param languages Default: all.
 * @example shippedLanguages().modelOf('de')?.score('Die Lieferung kam pünktlich').label // 'positive'
 */
export const shippedLanguages = (
  languages: readonly BuiltInLanguage[] = builtInLanguages,
): LanguageModels => {
  const loaded = new Map<BuiltInLanguage, ExplainingModel>();
  const load = (language: BuiltInLanguage): ExplainingModel => {
    const model = loadLanguageModel(readFileSync(assetPath(`models/sentiment-${language}.bin`)));
    loaded.set(language, model);
    return model;
  };
  return {
    languages,
    version: languages.length === 0 ? '' : `+${languagesVersion}(${languages.join(',')})`,
    modelOf: (asked) => {
      const language = languages.find((known) => known === asked);
      return language === undefined ? undefined : (loaded.get(language) ?? load(language));
    },
  };
};
