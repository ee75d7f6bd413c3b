import { VerbatimError } from '../../errors.ts';
import { readYaml } from '../../yaml-source.ts';
import { type BuiltInLanguage, builtInLanguages } from '../sentiment/languages/built-in-languages.ts';
import { comprehendLanguages, languageSettings, settableLanguages } from './language-settings-schema.ts';

/** The languages that are scored beside English, each by one engine, in alphabetical order. */
export interface LanguageEngineSettings {
  readonly builtIn: readonly BuiltInLanguage[];
  readonly comprehend: readonly string[];
}

/** Without settings, each language that has a built-in model is scored by it. */
export const usualLanguages: LanguageEngineSettings = { builtIn: builtInLanguages, comprehend: [] };

/**
 * Which engine scores which language, from the content of `config/languages.yaml`. English is always scored by the built-in
 * model. A language that is not named is scored by its built-in model where there is one; one that is `none`, by nothing.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseLanguageSettings('engines: { de: comprehend, nl: none }', 'config/languages.yaml').comprehend // ['de']
 */
export const parseLanguageSettings = (text: string, file: string): LanguageEngineSettings => {
  const parsed = languageSettings.safeParse(
    readYaml(text, file, { code: 'usage', named: 'the file' }).value ?? {},
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is invalid`, {
      file,
      expected: `engines: ${settableLanguages.join(', ')}, each built-in (${builtInLanguages.join(', ')}), comprehend (${comprehendLanguages.join(', ')}) or none`,
    });
  }
  const engines = new Map(Object.entries(parsed.data.engines));
  return {
    builtIn: builtInLanguages.filter((language) => (engines.get(language) ?? 'built-in') === 'built-in'),
    comprehend: comprehendLanguages.filter((language) => engines.get(language) === 'comprehend'),
  };
};
