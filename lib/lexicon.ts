import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { assetPath } from './assets.ts';
import { readYaml } from './yaml-source.ts';

/** Parts of a text, split by the pattern; spaces around a part are ignored. */
const partsOf = (between: RegExp, expected: string) =>
  z
    .string({ error: `text with ${expected}` })
    .transform((text) => text.split(between).flatMap((part) => part.trim() || []))
    .refine((parts) => parts.length > 0, { error: `one or more ${expected}` });

/** Words separated by spaces or line breaks. */
export const wordList = partsOf(/\s+/, 'words');

/** Phrases separated by `|` or line breaks. */
export const phraseList = partsOf(/[|\n]/, 'phrases');

/** One entry per line. */
export const lineList = partsOf(/\n/, 'lines');

export const wordSet = wordList.transform((words): ReadonlySet<string> => new Set(words));
export const phraseSet = phraseList.transform((phrases): ReadonlySet<string> => new Set(phrases));

/**
 * Words or phrases that ship with the code, from `lexicons/NAME.yaml`. Read on first use, because few functions need
 * all of them and each takes some milliseconds to load.
 *
 * @throws VerbatimError `internal`, when asked, with file, line, path, expected and got where the schema refuses the file.
 * @example lexicon('lemmas', z.looseObject({ uninflected: wordSet }))().uninflected.has('morning') // true
 */
export const lexicon = <Output>(name: string, schema: z.ZodType<Output>): (() => Output) => {
  let known: { readonly output: Output } | undefined;
  return () => {
    known ??= { output: readLexicon(`lexicons/${name}.yaml`, schema) };
    return known.output;
  };
};

const readLexicon = <Output>(file: string, schema: z.ZodType<Output>): Output =>
  readYaml(readFileSync(assetPath(file), 'utf8'), file, { code: 'internal', named: 'the lexicon' }).check(
    schema,
  );
