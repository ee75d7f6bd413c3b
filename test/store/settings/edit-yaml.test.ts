import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { editYaml } from '../../../lib/store/settings/files/edit-yaml.ts';

const edit = (text: string, next: unknown): string => editYaml(text, { base: parse(text), next });

describe('an edited YAML file', () => {
  test('keeps the comments of what changed and of what did not', () => {
    const text = '# All of it\na: 1 # one\n\n# The second\nb: two\n';
    expect(edit(text, { a: 3, b: 'two' })).toBe('# All of it\na: 3 # one\n\n# The second\nb: two\n');
  });

  test('moves the comments of an entry with it', () => {
    const text =
      'stages:\n  - id: buy\n    name: Buy # first\n  # Behind the counter\n  - id: pay\n    name: Pay\n';
    const next = {
      stages: [
        { id: 'pay', name: 'Pay' },
        { id: 'buy', name: 'Shop' },
      ],
    };
    expect(edit(text, next)).toBe(
      'stages:\n  # Behind the counter\n  - id: pay\n    name: Pay\n  - id: buy\n    name: Shop # first\n',
    );
  });

  test('loses the comments of a removed entry, and no others', () => {
    const text = 'all:\n  - id: a\n    x: 1 # ours\n  - id: b # theirs\n    x: 2\n';
    expect(edit(text, { all: [{ id: 'a', x: 1 }] })).toBe('all:\n  - id: a\n    x: 1 # ours\n');
  });

  test('does not say the defaults that it did not say before', () => {
    const base = { rules: [{ id: 'a', days: 28, target: 1 }] };
    const next = { rules: [{ id: 'a', days: 28, target: 2 }] };
    expect(editYaml('rules: [{ id: a, target: 1 }]\n', { base, next })).toBe(
      'rules: [ { id: a, target: 2 } ]\n',
    );
  });

  test('that was empty is what it should say', () => {
    expect(editYaml('', { base: {}, next: { a: [], b: [{ id: 'c', d: [] }] } })).toBe('b:\n  - id: c\n');
  });

  test('expands an alias in full', () => {
    const next = { b: { x: 2 }, a: { x: 1 } };
    expect(parse(edit('a: &same { x: 1 }\nb: *same\n', next))).toEqual(next);
  });

  test('finds keys that are numbers', () => {
    expect(edit('shares: { 2024: 0.5, 2025: 0.5 }\n', { shares: { '2024': 0.4, '2025': 0.6 } })).toBe(
      'shares: { 2024: 0.4, 2025: 0.6 }\n',
    );
  });

  test('of the example keeps every comment and every line but the one that changes', () => {
    const text = readFileSync(new URL('../../../examples/journey.yaml', import.meta.url), 'utf8');
    const changed = edit(text, JSON.parse(JSON.stringify(parse(text)).replace('"Logistics"', '"Parcels"')));
    const plain = (yaml: string): string[] =>
      yaml.replaceAll(/\[ | \]/g, (bracket) => bracket.trim()).split('\n');
    const [before, after] = [plain(text), plain(changed)];
    expect(after.filter((line, index) => line !== before[index])).toEqual(['        owner: Parcels']);
  });

  const entry = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), name: fc.string(), n: fc.integer() });
  const file = fc.record(
    {
      all: fc.uniqueArray(entry, { selector: ({ id }) => id, minLength: 1 }),
      words: fc.array(fc.string(), { minLength: 1 }),
      deep: fc.dictionary(
        fc.string(),
        fc.oneof(fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      ),
    },
    { requiredKeys: [] },
  );

  test('says what it should, whatever it said', () => {
    fc.assert(
      fc.property(file, file, (before, after) => {
        const next: unknown = JSON.parse(JSON.stringify(after));
        expect(parse(edit(stringify(before), next)) ?? {}).toEqual(next);
      }),
    );
  });
});
