import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';

const counts = z.strictObject({ judged: z.int().positive(), right: z.int().nonnegative() });
const wrong = z.array(z.strictObject({ theme: z.string(), kind: z.string(), about: z.string() }));
const judged = z.strictObject({
  pack: z.string(),
  comments: z.string(),
  first: counts,
  fresh: counts,
  wrongInFirst: wrong,
  wrongInFresh: wrong,
});

const folder = new URL('../../models/themes/judged/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const read = (file: string) => judged.parse(parse(readFileSync(new URL(file, folder), 'utf8')));

/** One unless it says how many: `(3 matches)`. */
const matchesOf = (about: string): number => Number(/\((\d+) matches\)$/.exec(about)?.[1] ?? 1);
const sumOf = (entries: z.infer<typeof wrong>): number =>
  entries.reduce((sum, { about }) => sum + matchesOf(about), 0);

describe.each(files)('theme matches judged in %s', (file) => {
  const { pack, first, fresh, wrongInFirst, wrongInFresh } = read(file);

  test('are as many wrong ones as are listed', () => {
    expect([sumOf(wrongInFirst), sumOf(wrongInFresh)]).toEqual([
      first.judged - first.right,
      fresh.judged - fresh.right,
    ]);
  });

  test('name themes of the pack', () => {
    const path = new URL(`../../taxonomies/${pack}.yaml`, import.meta.url);
    const ids = new Set(loadTaxonomy(readFileSync(path, 'utf8'), pack).themes.map(({ id }) => id));
    const named = [...wrongInFirst, ...wrongInFresh].map(({ theme }) => theme);
    expect(named.filter((theme) => !ids.has(theme))).toEqual([]);
  });

  test('are right in at least nine of ten of the fresh sample', () => {
    expect(fresh.right / fresh.judged).toBeGreaterThanOrEqual(0.9);
  });
});
