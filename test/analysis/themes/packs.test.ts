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

describe('the core pack does not find', () => {
  const core = packs.find(({ id }) => id === 'cx-core');
  if (core === undefined) throw new Error('no core pack');
  const matcher = createMatcher(core);

  test.each([
    ['account', 'The filters reset every time I open a product'],
    ['account', 'The nearest branch is closed when I finish work'],
    ['account', 'I shop here because it is close'],
    ['availability', 'Free hot chocolate available in the lobby'],
    ['billing', 'My husband Bill loved it'],
    ['billing', 'It charges overnight'],
    ['communication', 'Solved in one call, money back too'],
    ['competence', 'Everything loads fast, even on the train'],
    ['competence', 'No way to sort by price'],
    ['delivery', 'Told my neighbour about it'],
    ['delivery', 'Where is my order history?'],
    ['delivery', 'I found it in five minutes'],
    ['delivery', 'After the delivery of our baby we stayed two nights'],
    ['digital', 'I found the picture frame for my aunt'],
    ['effort', 'Service and range, hard to beat'],
    ['facilities', 'The new payment page looks tidier'],
    ['facilities', 'So where is dark mode?'],
    ['facilities', 'It asks for my date of birth'],
    ['personalization', 'The start page hides all I need'],
    ['personalization', 'You can reach me by email'],
    ['product-quality', 'Perfect for a lunch break'],
    ['product-quality', 'The lift is broken again'],
    ['product-quality', 'They actually know their products'],
    ['returns', 'People want a good return on their savings'],
    ['speed', 'The wait staff were lovely'],
    ['speed', 'Runs smoothly, for five months'],
    ['staff', 'I am a patient person'],
    ['trust', 'To be honest, the emails annoy me'],
    ['trust', 'Detailed descriptions, I knew what I would get'],
    ['trust', 'They hid the back button'],
  ])('%s in "%s"', (theme, text) => {
    expect(matcher.match(readWords(text)).map((match) => core.themes[match.theme]?.id)).not.toContain(theme);
  });
});
