import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMatcher } from '../../../lib/analysis/themes/matcher.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

const directory = resolve(import.meta.dirname, '../../../taxonomies');
const packs = readdirSync(directory)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => loadTaxonomy(readFileSync(resolve(directory, file), 'utf8'), file));

describe.each(packs.map((pack) => [pack.id, pack] as const))('the pack %s', (id, pack) => {
  const matcher = createMatcher(pack);
  const themesOf = (text: string) =>
    new Set(matcher.match(readWords(text)).map(({ theme }) => pack.themes[theme]?.id));

  test('has its file name as its name', () => {
    expect(readdirSync(directory)).toContain(`${id}.yaml`);
  });

  test('finds each example under its theme', () => {
    const missed = pack.themes.flatMap(({ id: theme, examples }) =>
      examples.filter((example) => !themesOf(example).has(theme)).map((example) => `${theme}: ${example}`),
    );
    expect(missed).toEqual([]);
  });

  test('finds each seed under its theme', () => {
    const dead = pack.themes.flatMap(({ id: theme, seeds }) =>
      seeds
        .filter((seed) => !/[|()]/.test(seed) && !themesOf(seed).has(theme))
        .map((seed) => `${theme}: ${seed}`),
    );
    expect(dead).toEqual([]);
  });
});
