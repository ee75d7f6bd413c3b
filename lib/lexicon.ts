import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { assetPath } from './assets.ts';
import { readYaml } from './yaml-source.ts';

/** Text of one part or more, cut where the pattern says; blanks around a part don't count. */
const partsOf = (between: RegExp, expected: string) =>
  z
    .string({ error: `text with ${expected}` })
    .transform((text) => text.split(between).flatMap((part) => part.trim() || []))
    .refine((parts) => parts.length > 0, { error: `one or more ${expected}` });

/** Words with blanks or ends of lines between. */
export const wordList = partsOf(/\s+/, 'words');

/** Phrases with `|` or ends of lines between. */
export const phraseList = partsOf(/[|\n]/, 'phrases');

/** One entry a line. */
export const lineList = partsOf(/\n/, 'lines');

export const wordSet = wordList.transform((words): ReadonlySet<string> => new Set(words));
export const phraseSet = phraseList.transform((phrases): ReadonlySet<string> => new Set(phrases));

/**
 * Words or phrases that ship with the code, from `lexicons/NAME.yaml`. Read when they are first asked for, since few functions need
 * them all and each takes some milliseconds to start with.
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
