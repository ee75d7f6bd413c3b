import { describe, expect, test } from 'vitest';
import { type IntervalMark, type IntervalRow, intervalChart } from '../../lib/charts/interval-chart.ts';

const column = { title: 'NPS', unit: 'points', format: String };
const mark = (changes: Partial<IntervalMark> = {}): IntervalMark => ({
  value: 10,
  low: -5,
  high: 24,
  n: 1234,
  ...changes,
});
const draw = (rows: readonly IntervalRow[], columns = [column]) =>
  intervalChart({ title: 'The <journey>', subtitle: 'May', columns, rows });
const countOf = (svg: string, part: string): number => svg.split(part).length - 1;

describe('intervalChart', () => {
  test('draws each figure as a point on its interval, with its n, and states its numbers', () => {
    const svg = draw([{ label: 'Delivery', marks: [mark()] }]);
    expect(countOf(svg, '<circle')).toBe(1);
    expect(svg).toContain('>n=1,234</text>');
    expect(svg).toContain('<title>Delivery, NPS: 10 (95% CI -5 to 24, n = 1234)</title>');
  });

  test('draws the interval between its ends, on the axis of its column', () => {
    const svg = draw([{ label: 'a', marks: [mark({ value: 0, low: -10, high: 10 })] }]);
    const [, low, high] = /<line x1="([\d.]+)" x2="([\d.]+)"[^>]*stroke-width="3"/.exec(svg) ?? [];
    const [, middle] = /<circle cx="([\d.]+)"/.exec(svg) ?? [];
    expect((Number(low) + Number(high)) / 2).toBeCloseTo(Number(middle), 0);
  });

  test('draws a figure under the minimum sample hollow, and one that is not significant pale', () => {
    const svg = draw([
      { label: 'a', marks: [mark({ uncertain: true })] },
      { label: 'b', marks: [mark({ pale: true })] },
    ]);
    expect([countOf(svg, 'r="3" fill="#ffffff"'), countOf(svg, 'r="3" fill="#a0aec0"')]).toEqual([1, 1]);
  });

  test('omits a missing figure, and says why', () => {
    const svg = draw([{ label: 'a', note: 'suppressed: below the minimum group size', marks: [undefined] }]);
    expect([countOf(svg, '<circle'), countOf(svg, 'suppressed: below the minimum group size')]).toEqual([
      0, 1,
    ]);
  });

  test('a heading takes a row of its own', () => {
    const heightOf = (svg: string): number => Number(/height="(\d+)"/.exec(svg)?.[1]);
    const plain = draw([{ label: 'a', marks: [mark()] }]);
    const headed = draw([{ label: 'a', heading: 'Ordering', marks: [mark()] }]);
    expect(heightOf(headed) - heightOf(plain)).toBe(22);
  });

  test('escapes names, and truncates long ones', () => {
    const svg = draw([{ label: '<b>'.padEnd(40, 'x'), marks: [mark()] }]);
    expect(svg).toContain(`>&lt;b&gt;${'x'.repeat(26)}…</text>`);
    expect(svg).toContain('The &lt;journey&gt;');
  });

  test('replaces characters that XML does not allow', () => {
    const svg = draw([{ label: 'a\u0007b \ud83d \ufffe 😀', marks: [mark()] }]);
    expect(svg).toContain('>a\ufffdb \ufffd \ufffd 😀</text>');
  });

  test('has no NaN without rows, columns or a range', () => {
    const flat = draw([{ label: 'a', marks: [mark({ value: 0, low: 0, high: 0 })] }]);
    expect(draw([]) + draw([], []) + flat).not.toMatch(/NaN|Infinity/);
  });
});
