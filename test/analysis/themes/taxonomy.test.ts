import { describe, expect, test } from 'vitest';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';
import { VerbatimError } from '../../../lib/errors.ts';

const refusal = (yamlText: string): string => {
  try {
    loadTaxonomy(yamlText, 'shop.yaml');
  } catch (error) {
    if (error instanceof VerbatimError && error.code === 'taxonomy-invalid') return error.toString();
    throw error;
  }
  return 'accepted';
};

describe('a taxonomy', () => {
  test('needs only themes with ids and seeds', () => {
    const taxonomy = loadTaxonomy(
      'themes: [{id: delivery, name: Delivery, seeds: [parcel], excludes: [parcel tax]}]',
      'dir/shop.yaml',
    );
    expect(taxonomy.id).toBe('shop');
    expect(taxonomy.themes).toEqual([
      { id: 'delivery', name: 'Delivery', seeds: ['parcel'], excludes: ['parcel tax'], examples: [] },
    ]);
  });

  test('a theme without a name is named by its id', () => {
    expect(loadTaxonomy('themes: [{id: wait, seeds: [queue]}]', 'a.yaml').themes[0]?.name).toBe('wait');
  });

  test('seeds may be a list or one per line', () => {
    const [nested, flat] = ['[[a queue, a line], wait]', '[a queue, a line, wait]'].map(
      (seeds) => loadTaxonomy(`themes: [{id: wait, seeds: ${seeds}}]`, 'a.yaml').version,
    );
    expect(nested).toBe(flat);
  });

  test('its version changes with its seeds and not with its names, examples or comments', () => {
    const version = (theme: string) => loadTaxonomy(`themes: [${theme}] # note`, 'a.yaml').version;
    expect(version('{id: a, seeds: [b], name: B, examples: [c]}')).toBe(version('{id: a, seeds: [b]}'));
    expect(version('{id: a, seeds: [b, c]}')).not.toBe(version('{id: a, seeds: [b]}'));
  });

  test('a theme without seeds is accepted and never found', () => {
    expect(loadTaxonomy('themes: [{id: other, seeds: []}]', 'a.yaml').themes).toHaveLength(1);
  });

  test.each([
    ['themes: [', 'YAML'],
    ['', 'shop.yaml'],
    ['themes: []', 'themes'],
    ['themes: [{seeds: [a b]}]', 'themes[0].id'],
    ['themes: [{id: a, seeds: [ab]}, {id: a, seeds: [cd]}]', 'themes[1].id'],
    ['themes: [{id: a, seeds: [ab], parent: b}]', 'themes[0].parent'],
    ['themes: [{id: a, seeds: [ab], exclude: [x]}]', 'themes[0]'],
    ['themes: [{id: a, seeds: [5]}]', 'themes[0].seeds[0]'],
    ['themes: [{id: a, seeds: ["..."]}]', 'themes[0].seeds[0]'],
  ])('%s is refused with its place', (yamlText, place) => {
    expect(refusal(yamlText)).toContain(place);
  });

  test('a problem is reported with its line', () => {
    expect(refusal('themes:\n  - id: a\n    seeds: [ab]\n  - id: a\n    seeds: [cd]\n')).toContain('line 4');
  });
});
