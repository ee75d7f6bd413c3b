import { parse } from 'yaml';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';

/** The languages in which Amazon Comprehend finds sentiment, English aside. */
export const comprehendLanguages = ['ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh'] as const;

/** The whole file. */
export const languageSettings = z.strictObject({
  engines: z.partialRecord(z.enum(comprehendLanguages), z.enum(['comprehend', 'none'])).exactOptional(),
});

/**
 * Which engine scores which language, from the content of `config/languages.yaml`: the languages that Comprehend scores, in
 * alphabetical order. English is scored by the built-in model; a language that is not named, or is `none`, by nothing.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseLanguageSettings('engines: { de: comprehend, fr: comprehend }', 'config/languages.yaml') // ['de', 'fr']
 */
export const parseLanguageSettings = (text: string, file: string): string[] => {
  const parsed = languageSettings.safeParse(parse(text) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is invalid`, {
      file,
      expected: `engines: ${comprehendLanguages.join(', ')}, each comprehend or none`,
    });
  }
  return Object.entries(parsed.data.engines ?? {})
    .filter(([, engine]) => engine === 'comprehend')
    .map(([language]) => language)
    .toSorted();
};
