import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bar, sentimentBar, sparkline } from '../../../lib/cli/render/bars.ts';

const plain = (_style: string, text: string): string => text;
const run = { seed: 1, numRuns: 200 };

test('a bar of 50 % fills half of its width', () => {
  expect(bar(0.5, 4)).toBe('██  ');
});

test('a bar of zero is blank, and the smallest share is not', () => {
  expect(bar(0, 4)).toBe('    ');
  expect(bar(0.0001, 4)).toBe('▏   ');
});

test('values outside 0 to 1 are clamped', () => {
  expect(bar(1.7, 3)).toBe('███');
  expect(bar(-1, 3)).toBe('   ');
});

test('any bar has the requested width', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 80 }),
      (share, width) => {
        expect(bar(share, width)).toHaveLength(width);
      },
    ),
    run,
  );
});

test('negative, neutral and positive are drawn in proportion', () => {
  expect(sentimentBar({ negative: 1, neutral: 1, positive: 2 }, 8, plain)).toBe('░░▒▒████');
});

test('a sentiment bar without answers is blank', () => {
  expect(sentimentBar({ negative: 0, neutral: 0, positive: 0 }, 4, plain)).toBe('    ');
});

test('the parts of a sentiment bar always fill its width', () => {
  const counts = fc.record({
    negative: fc.nat(500),
    neutral: fc.nat(500),
    positive: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 60 }), (shares, width) => {
      expect(sentimentBar(shares, width, plain)).toHaveLength(width);
    }),
    run,
  );
});

test('a sparkline runs from its lowest to its highest value', () => {
  expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8])).toBe('▁▂▃▄▅▆▇█');
});

test('a missing value is a gap in a sparkline, not a zero', () => {
  expect(sparkline([1, undefined, 2, 3])).toBe('▁ ▅█');
});

test('equal values are at half height, and no values give an empty text', () => {
  expect(sparkline([3, 3])).toBe('▄▄');
  expect(sparkline([])).toBe('');
});
