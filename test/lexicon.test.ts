import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { VerbatimError } from '../lib/errors.ts';
import { lexicon, lineList, phraseList, wordList, wordSet } from '../lib/lexicon.ts';
import { readYaml } from '../lib/yaml-source.ts';

const repository = new URL('..', import.meta.url);

const refusalOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof VerbatimError) return error.toString();
    throw error;
  }
  throw new Error('nothing was refused');
};

const wordFile = z.strictObject({ words: wordList });
const check = (text: string, schema: z.ZodType = wordFile): string =>
  refusalOf(() => readYaml(text, 'words.yaml', { code: 'internal', named: 'the lexicon' }).check(schema));

describe('the entries of a text', () => {
  test('are words separated by spaces or line breaks', () => {
    expect(wordList.parse('a  an\nthe\n')).toEqual(['a', 'an', 'the']);
  });

  test('are phrases separated by a bar or line break', () => {
    expect(phraseList.parse('n/a | not sure\nno idea |\n')).toEqual(['n/a', 'not sure', 'no idea']);
  });

  test('are lines, in which a bar has the meaning it has in a seed', () => {
    expect(lineList.parse('long|endless wait\n\nqueue\n')).toEqual(['long|endless wait', 'queue']);
  });
});

describe('a lexicon', () => {
  test('is read on first use, and stays the same', () => {
    const lemmas = lexicon('lemmas', z.looseObject({ uninflected: wordSet }));
    expect(lemmas().uninflected.has('morning')).toBe(true);
    expect(lemmas()).toBe(lemmas());
  });

  test('with a tag of its own is refused, not read without it', () => {
    expect(
      refusalOf(() => readYaml('a: !upper b', 'words.yaml', { code: 'internal', named: 'the lexicon' })),
    ).toBe(
      "words.yaml: the lexicon can't be used: line 1 (expected YAML without tags such as !name, got a tag) [internal]",
    );
  });

  test('refused by its schema is named with its file', () => {
    const refusal = refusalOf(lexicon('lemmas', z.strictObject({ uninflected: wordSet })));
    expect(refusal).toBe(
      'lexicons/lemmas.yaml: the lexicon can\'t be used: line 4, irregular (expected a known key, got "irregular") [internal]',
    );
  });

  test('is refused with the line, what was expected and what was found', () => {
    expect(check('# Words.\nwords: 5\n')).toBe(
      "words.yaml: the lexicon can't be used: line 2, words (expected text with words, got number 5) [internal]",
    );
    expect(check('words: |\n\n')).toBe(
      'words.yaml: the lexicon can\'t be used: line 1, words (expected one or more words, got string "") [internal]',
    );
    expect(check('- id: praise\n- seeds: |\n    good\n', z.array(z.object({ id: z.string() })))).toBe(
      "words.yaml: the lexicon can't be used, [1].id (expected text, got nothing) [internal]",
    );
  });

  test('that is not YAML is refused with the place of the error', () => {
    expect(check('words: |\n  a\n b: [\n')).toMatch(
      /^words\.yaml: the lexicon can't be used: line 3 \(expected YAML, got /,
    );
  });
});

test('every lexicon is used by the code', () => {
  const code = globSync('{lib,models}/**/*.ts', { cwd: repository })
    .map((file) => readFileSync(new URL(file, repository), 'utf8'))
    .join('\n');
  const unread = globSync('lexicons/**/*.yaml', { cwd: repository })
    .map((file) => basename(file, '.yaml'))
    .filter((name) => {
      const family = name.replace(/-[a-z]{2}$/, '-');
      const read = [`'${name}'`, `'training/${name}'`, `lexicon(\`${family}$`, `/${family}$`];
      return !read.some((place) => code.includes(place));
    });
  expect(unread).toEqual([]);
});
