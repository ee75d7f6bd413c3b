import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editTaxonomy, idFrom, type TaxonomyEdit } from '../../../lib/analysis/taxonomy/taxonomy-edits.ts';
import { undoEdit } from '../../../lib/analysis/taxonomy/taxonomy-history.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';
import { VerbatimError } from '../../../lib/errors.ts';

const at = '2026-06-01T12:00:00Z';

const original = `# Themes of the shop. Keep the ids.
id: shop
related: false
themes:
  # What comes to the door.
  - id: delivery
    name: Delivery
    seeds:
      - [parcel, courier, driver] # people and things
      - late|slow delivery
    excludes: [driver update]
  - id: tracking
    parent: delivery
    seeds: [tracking]

  # What goes back.
  - id: returns
    name: Returns
    seeds:
      - send back
    examples: [I sent it back]
  - id: refunds
    name: Refunds
    seeds: [refund, money back]
`;

const edited = (edit: TaxonomyEdit, text = original): string =>
  editTaxonomy(text, 'shop.yaml', { edit, at }).text;
const themesOf = (text: string) => loadTaxonomy(text, 'shop.yaml').themes;
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return error instanceof VerbatimError ? error.code : String(error);
  }
};

/** The text at first and after each edit that is allowed. */
const textsAfter = (edits: readonly TaxonomyEdit[]): string[] => {
  const texts = [original];
  for (const edit of edits) {
    const last = texts.at(-1) ?? original;
    if (codeOf(() => edited(edit, last)) === 'no error') texts.push(edited(edit, last));
  }
  return texts;
};

describe('an edit', () => {
  test('leaves every line that it does not change as it was, comments included', () => {
    const text = edited({ kind: 'rename', theme: 'returns', name: 'Sending back' });
    const [head] = text.split('history:');
    expect(head).toBe(original.replace('name: Returns', 'name: Sending back'));
  });

  test('is recorded in the history, with the text before', () => {
    const text = edited({ kind: 'rename', theme: 'refunds', name: 'Money' });
    expect(text.slice(text.indexOf('history:'))).toBe(`history:
  - at: 2026-06-01T12:00:00Z
    edit: rename refunds to Money
    before:
      - place: 3
        theme:
          id: refunds
          name: Refunds
          seeds: [refund, money back]
`);
  });

  test('does not change the theme version where only a name changes', () => {
    const text = edited({ kind: 'rename', theme: 'returns', name: 'Sending back' });
    expect(loadTaxonomy(text, 'shop.yaml').version).toBe(loadTaxonomy(original, 'shop.yaml').version);
  });
});

test('adopt adds a theme with an id made from its name', () => {
  const text = edited({ kind: 'adopt', name: 'Gift card', seeds: ['gift card', 'voucher'] });
  expect(themesOf(text).at(-1)).toMatchObject({
    id: 'gift-card',
    name: 'Gift card',
    seeds: ['gift card', 'voucher'],
  });
});

test('adopt may put the theme below another', () => {
  const text = edited({ kind: 'adopt', name: 'Slots', seeds: ['slot'], parent: 'delivery', id: 'slots' });
  expect(themesOf(text).at(-1)).toMatchObject({ id: 'slots', parent: 'delivery' });
});

test('merge moves seeds, excludes, examples and subthemes, and repeats no seed', () => {
  const twice = original.replace('[refund, money back]', '[refund, money back, send back]');
  const themes = themesOf(edited({ kind: 'merge', from: 'delivery', into: 'refunds' }, twice));
  expect(themes.map(({ id, parent }) => [id, parent])).toEqual([
    ['tracking', 'refunds'],
    ['returns', undefined],
    ['refunds', undefined],
  ]);
  expect(themes.at(-1)).toMatchObject({
    seeds: ['refund', 'money back', 'send back', 'parcel', 'courier', 'driver', 'late|slow delivery'],
    excludes: ['driver update'],
  });
  const [, returns] = themesOf(edited({ kind: 'merge', from: 'refunds', into: 'returns' }, twice)).slice(1);
  expect(returns?.seeds).toEqual(['send back', 'refund', 'money back']);
});

test('split moves seeds, also from a list on one line, into a new theme next to the old one', () => {
  const text = edited({ kind: 'split', from: 'delivery', name: 'Driver', seeds: ['driver', 'courier'] });
  expect(themesOf(text).slice(0, 2)).toMatchObject([
    { id: 'delivery', seeds: ['parcel', 'late|slow delivery'] },
    { id: 'driver', seeds: ['driver', 'courier'] },
  ]);
});

test('move puts a theme under another or at the top', () => {
  const below = edited({ kind: 'move', theme: 'refunds', parent: 'returns' });
  expect(themesOf(below).at(-1)).toMatchObject({ id: 'refunds', parent: 'returns' });
  const top = edited({ kind: 'move', theme: 'refunds' }, below);
  expect(themesOf(top).at(-1)).not.toHaveProperty('parent');
});

describe('is refused:', () => {
  test.each<[string, TaxonomyEdit, string]>([
    ['an unknown theme', { kind: 'rename', theme: 'nothing', name: 'x' }, 'not-found'],
    ['an unknown seed', { kind: 'split', from: 'returns', name: 'x', seeds: ['nothing'] }, 'not-found'],
    ['an unknown parent', { kind: 'move', theme: 'returns', parent: 'nothing' }, 'not-found'],
    ['an id that is taken', { kind: 'adopt', name: 'Returns', seeds: ['x'] }, 'conflict'],
    ['a name that makes no id', { kind: 'adopt', name: '!!', seeds: ['x'] }, 'conflict'],
    ['a theme without seeds', { kind: 'adopt', name: 'New', seeds: [] }, 'usage'],
    ['a theme merged into itself', { kind: 'merge', from: 'returns', into: 'returns' }, 'usage'],
    ['a theme merged into its own part', { kind: 'merge', from: 'delivery', into: 'tracking' }, 'usage'],
    ['a third level', { kind: 'move', theme: 'delivery', parent: 'returns' }, 'taxonomy-invalid'],
  ])('%s', (_what, edit, code) => {
    expect(codeOf(() => edited(edit))).toBe(code);
  });

  test('an id that a merged theme had: stored results refer to it', () => {
    const merged = edited({ kind: 'merge', from: 'refunds', into: 'returns' });
    expect(codeOf(() => edited({ kind: 'adopt', name: 'Refunds', seeds: ['x'] }, merged))).toBe('conflict');
  });

  test('to undo an edit that was never made', () => {
    expect(codeOf(() => undoEdit(original, 'shop.yaml'))).toBe('not-found');
  });
});

describe('undo', () => {
  test.each<TaxonomyEdit>([
    { kind: 'adopt', name: 'Gift card', seeds: ['gift card'] },
    { kind: 'merge', from: 'delivery', into: 'refunds' },
    { kind: 'split', from: 'delivery', name: 'Driver', seeds: ['driver', 'courier'] },
    { kind: 'move', theme: 'refunds', parent: 'returns' },
    { kind: 'rename', theme: 'delivery', name: 'Shipping' },
  ])('gives back the very text, comments included: $kind', (edit) => {
    expect(undoEdit(edited(edit), 'shop.yaml').text).toBe(original);
  });

  test('reports what it undid', () => {
    expect(undoEdit(edited({ kind: 'move', theme: 'refunds', parent: 'returns' }), 'shop.yaml').edit).toBe(
      'move refunds under returns',
    );
  });

  test('undoes edits one by one, with the exact text of each step', () => {
    const theme = fc.constantFrom('delivery', 'tracking', 'returns', 'refunds');
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    const edit = fc.oneof<fc.Arbitrary<TaxonomyEdit>[]>(
      fc.record({ kind: fc.constant('adopt'), name: word, seeds: fc.array(word, { minLength: 1 }) }),
      fc.record({ kind: fc.constant('merge'), from: theme, into: theme }),
      fc.record({
        kind: fc.constant('split'),
        from: theme,
        name: word,
        seeds: fc.subarray(['courier', 'driver', 'refund', 'tracking'], { minLength: 1 }),
      }),
      fc.record({ kind: fc.constant('move'), theme, parent: fc.option(theme, { nil: undefined }) }),
      fc.record({ kind: fc.constant('rename'), theme, name: word }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const texts = textsAfter(edits);
        for (let step = texts.length - 1; step > 0; step -= 1)
          expect(undoEdit(texts[step] ?? '', 'shop.yaml').text).toBe(texts[step - 1]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('works on a built-in pack', () => {
    const pack = readFileSync(
      fileURLToPath(new URL('../../../taxonomies/retail.yaml', import.meta.url)),
      'utf8',
    );
    const edit = { kind: 'merge', from: 'looks', into: 'fit' } as const;
    const merged = editTaxonomy(pack, 'retail.yaml', { edit, at }).text;
    expect(undoEdit(merged, 'retail.yaml').text).toBe(pack);
  });
});

test('an id consists of letters and digits of any script', () => {
  expect(['Payment failed!', 'Größe & Form'].map(idFrom)).toEqual(['payment-failed', 'größe-form']);
});
