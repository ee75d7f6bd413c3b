import { describe, expect, test } from 'vitest';
import { ticksOf } from '../../lib/charts/chart-parts.ts';
import { type ChartPoint, lineChart } from '../../lib/charts/line-chart.ts';

const settings = { title: 'NPS of <delivery> & co', unit: 'points', format: String };
const draw = (...points: ChartPoint[]) => lineChart(points, settings);
const countOf = (svg: string, part: string): number => svg.split(part).length - 1;

describe('lineChart', () => {
  test('draws a band, a line and a point for each figure, with its numbers', () => {
    const svg = draw(
      { label: '2026-05-04', value: 0, low: -10, high: 12, n: 80 },
      { label: '2026-05-11', value: 20, low: 5, high: 30, n: 90 },
    );
    expect([countOf(svg, 'fill-opacity'), countOf(svg, 'stroke-width="2"'), countOf(svg, '<circle')]).toEqual(
      [1, 1, 2],
    );
    expect(svg).toContain('<title>2026-05-04: 0 (95% CI -10 to 12, n = 80)</title>');
  });

  test('leaves a gap where there is no figure, and draws a dashed line where the version changed', () => {
    const point = (label: string, more: Partial<ChartPoint> = {}): ChartPoint => ({
      label,
      value: 1,
      ...more,
    });
    const svg = draw(point('a'), point('b', { value: undefined }), point('c'), point('d', { broken: true }));
    expect([countOf(svg, 'stroke-opacity'), countOf(svg, 'stroke-dasharray')]).toEqual([3, 1]);
  });

  test('marks uncertain and unusual points', () => {
    const svg = draw({ label: 'a', value: 1, uncertain: true }, { label: 'b', value: 9, anomalous: true });
    expect([countOf(svg, 'r="3.5" fill="#ffffff"'), countOf(svg, 'r="8"')]).toEqual([1, 1]);
  });

  test('marks partly suppressed points, and says so', () => {
    const svg = draw({ label: 'a', value: 1, partial: true }, { label: 'b', value: 9 });
    expect([countOf(svg, '>*</text>'), countOf(svg, '*: partly suppressed')]).toEqual([1, 1]);
    expect(draw({ label: 'b', value: 9 })).not.toContain('*');
  });

  test('escapes names', () => {
    expect(draw({ label: '"<a>"', value: 1 })).toContain('&quot;&lt;a&gt;&quot;');
    expect(draw()).toContain('NPS of &lt;delivery&gt; &amp; co');
  });

  test('has no NaN with one point or none', () => {
    expect(draw({ label: 'a', value: 5 }) + draw()).not.toMatch(/NaN|Infinity/);
  });
});

test.each([
  [-34, 41, [-40, -20, 0, 20, 40, 60]],
  [0.52, 0.61, [0.52, 0.54, 0.56, 0.58, 0.6, 0.62]],
  [7, 7, [6, 8]],
  [0, 0, [0, 0.2]],
])('the ticks from %d to %d are %j', (low, high, ticks) => {
  expect(ticksOf(low, high)).toEqual(ticks);
});
