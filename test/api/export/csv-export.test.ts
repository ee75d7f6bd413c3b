import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../lib/api/export/csv-export.ts';

describe('csvOf', () => {
  test('writes 0 as 0, a missing value as empty, and numbers with all their digits', () => {
    expect(csvOf([{ nps: 0, low: undefined, share: 0.1 + 0.2, difference: -12.5, enough: false }])).toBe(
      '\uFEFFnps,low,share,difference,enough\r\n0,,0.30000000000000004,-12.5,false\r\n',
    );
  });

  test.each(['=cmd', '+1', '-2+3', '@sum', '\tx', '\rx'])(
    'makes %j no formula, in cells and in the header',
    (text) => {
      const [header, row] = parse(csvOf([{ [text]: text }]), { bom: true }) as [string[], string[]];
      expect([header, row]).toEqual([[`'${text}`], [`'${text}`]]);
    },
  );

  test('has every column in each line, and a line for every row', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? { a: index } : { b: index }));
    const lines = parse(csvOf(rows), { bom: true }) as string[][];
    expect([lines.length, lines[0], lines[1], lines[2]]).toEqual([1001, ['a', 'b'], ['0', ''], ['', '1']]);
  });

  test('is empty without rows', () => {
    expect(csvOf([])).toBe('');
  });

  test('any text reads back unchanged, except for the apostrophe against formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (texts) => {
        const lines = parse(csvOf(texts.map((text) => ({ text }))), { bom: true }) as string[][];
        expect(lines.slice(1).map(([text = '']) => text.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(texts);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
