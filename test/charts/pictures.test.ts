import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { axisRow } from '../../lib/charts/axis-row.ts';
import { divergingRows } from '../../lib/charts/bars/diverging-rows.ts';
import { type IntervalRowsData, intervalRows } from '../../lib/charts/bars/interval-rows.ts';
import { partsBar } from '../../lib/charts/bars/parts-bar.ts';
import { divergingBar, maxSide } from '../../lib/charts/diverging-bar.ts';
import { domainOf } from '../../lib/charts/domain.ts';
import { dumbbell } from '../../lib/charts/dumbbell.ts';
import { embedded, standalone } from '../../lib/charts/files/standalone.ts';
import { histogram } from '../../lib/charts/histogram.ts';
import { intervalRow, rowSide } from '../../lib/charts/interval-row.ts';
import { intervalStrip } from '../../lib/charts/interval-strip.ts';
import { journeyCurve } from '../../lib/charts/journey-curve.ts';
import { journeyMap } from '../../lib/charts/journey-map.ts';
import { panels } from '../../lib/charts/panels.ts';
import type { Gap, Mark, Picture } from '../../lib/charts/picture.ts';
import { quadrants } from '../../lib/charts/quadrants.ts';
import { joinedRuns, trendLine } from '../../lib/charts/trend-line.ts';
import { wrapped } from '../../lib/charts/wrapped.ts';

const mark = (value: number, more: Partial<Mark> = {}): Mark => ({
  value,
  low: value - 10,
  high: value + 10,
  enough: true,
  text: `${value}`,
  sentence: `it is ${value}`,
  ...more,
});
const gap: Gap = { gap: 'suppressed', text: 'not shown', sentence: 'not shown: fewer than 5 people' };

const drawn = (picture: Picture) => {
  const { document } = parseHTML(standalone(picture, { title: 'a picture' }));
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  // The first is the title.
  return {
    all,
    texts: all('text')
      .slice(1)
      .map(({ textContent }) => textContent),
  };
};

const write = (value: number): string => `${value}`;
const point = (value: number) => ({ label: `p${value}`, n: '40', drawn: mark(value) });

const pictures: Readonly<Record<string, (width: number) => Picture>> = {
  dumbbell: (width) =>
    dumbbell(
      {
        before: { label: 'April', drawn: mark(41) },
        after: { label: 'May', drawn: mark(18) },
        domain: [0, 100],
        write,
      },
      width,
    ),
  'interval row': (width) =>
    intervalRow({ drawn: mark(5), domain: [-100, 100], before: 3, target: 9 }, width),
  'interval strip': (width) =>
    intervalStrip({ columns: [{ drawn: mark(5) }, { drawn: gap }], domain: [-100, 100] }, width),
  'journey curve': (width) =>
    journeyCurve({ columns: [{ drawn: mark(5), before: 9 }, { drawn: gap }], write }, width),
  'trend line': (width) =>
    trendLine(
      {
        points: [
          point(40),
          { ...point(50), expected: { value: 30, low: 20, high: 35 }, odd: true },
          { ...point(45), part: true },
        ],
        domain: [0, 100],
        write,
      },
      width,
    ),
  'diverging bar': (width) =>
    divergingBar({ negative: 3, neutral: 2, positive: 1, reach: 4, sentence: 's' }, width),
  'diverging rows': (width) =>
    divergingRows(
      [
        {
          label: 'Delivery',
          note: '9%',
          drawn: { negative: 3, neutral: 2, positive: 1, reach: 4, sentence: 's' },
        },
        { label: 'Price', note: '', drawn: gap },
      ],
      width,
    ),
  panels: (width) =>
    panels(
      [1, 2, 3].map((value) => ({
        heading: `p${value}`,
        draw: (wide) => intervalRow({ drawn: mark(value), domain: [-100, 100] }, wide),
      })),
      { columns: 2, gap: 16 },
      width,
    ),
  'interval rows': (width) =>
    intervalRows(
      {
        rows: [
          { label: 'NPS', note: 'n 46', drawn: mark(5) },
          { label: 'Returns', drawn: gap },
        ],
        domain: [-100, 100],
        write,
      },
      width,
    ),
  'parts bar': (width) =>
    partsBar(
      [
        { count: 9, text: '9 accepted', tone: 'kept', sentence: 'a' },
        { count: 1, text: '1 to mend', tone: 'rejected', sentence: 'b' },
      ],
      width,
    ),
  histogram: (width) =>
    histogram(
      [
        { count: 0, sentence: 'a' },
        { count: 9, sentence: 'b' },
      ],
      width,
    ),
  quadrants: (width) =>
    quadrants(
      {
        points: [{ label: 'Delivery', across: mark(1), up: mark(-40), size: 30, sentence: 's' }],
        acrossLabel: 'impact',
        upLabel: 'sentiment',
        writeAcross: write,
        writeUp: write,
        corners: { topLeft: 'a', topRight: 'b', bottomLeft: 'c', bottomRight: 'd' },
      },
      width,
    ),
};

describe.each(Object.entries(pictures))('%s', (_, draw) => {
  test('has the requested width, for any width, with finite numbers only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 120, max: 2000 }), (width) => {
        const picture = draw(width);
        expect(picture.width).toBe(width);
        expect(standalone(picture, { title: 'it' })).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 20 },
    );
  });

  test('keeps its points inside the frame', () => {
    const { series, width, height } = draw(400);
    for (const { x, y } of series.flat()) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
  });

  test('contains its own colours as a file, and nothing from the page', () => {
    for (const theme of ['light', 'dark'] as const)
      expect(standalone(draw(400), { title: 'it', theme })).not.toMatch(/var\(|currentColor|<style|style=/);
  });
});

describe('a figure', () => {
  test('under the minimum sample is hollow', () => {
    const dotOf = (enough: boolean) =>
      drawn(intervalRow({ drawn: mark(5, { enough }), domain: [0, 10] }, 100)).all('circle')[0];
    expect(dotOf(true)?.getAttribute('fill')).toBe(dotOf(false)?.getAttribute('stroke'));
    expect(dotOf(false)?.getAttribute('fill')).toBe('#ffffff');
  });

  test('of a large enough sample is hollow in no chart, whatever else is drawn beside it', () => {
    const hollow = Object.entries(pictures).filter(
      ([, draw]) => drawn(draw(400)).all('circle[fill="#ffffff"]').length > 0,
    );
    expect(hollow.map(([name]) => name)).toEqual([]);
  });

  test('that is suppressed is text without a mark: it is not zero', () => {
    const { all, texts } = drawn(intervalStrip({ columns: [{ drawn: gap }], domain: [-100, 100] }, 100));
    expect([all('circle:not([pointer-events])').length, texts]).toEqual([0, ['not shown']]);
  });

  test('outside the axis is drawn at its end', () => {
    const { series } = intervalRow({ drawn: mark(900), domain: [-100, 100] }, 100);
    expect(series[0]?.[0]?.x).toBe(92);
  });
});

describe('an axis over rows', () => {
  test('has each value where the rows have it', () => {
    const axis = drawn(axisRow({ domain: [0, 100], write, side: rowSide }, 300));
    const places = axis.all('text').slice(1);
    expect(axis.texts).toEqual(['0', '20', '40', '60', '80', '100']);
    for (const value of [20, 60]) {
      const [dot] = drawn(intervalRow({ drawn: mark(value), domain: [0, 100] }, 300)).all('circle');
      const text = places.find(({ textContent }) => textContent === `${value}`);
      expect(text?.getAttribute('x')).toBe(dot?.getAttribute('cx'));
    }
  });
});

describe('a dumbbell', () => {
  test('omits the end of the axis that the label of the target would touch', () => {
    const at = (value: number): (string | null)[] =>
      drawn(
        dumbbell(
          {
            before: { label: 'April', drawn: gap },
            after: { label: 'May', drawn: mark(18) },
            domain: [0, 100],
            write,
            target: { value, text: 'target' },
          },
          300,
        ),
      ).texts;
    expect(at(50)).toContain('100');
    expect(at(95)).not.toContain('100');
  });
});

describe('a trend', () => {
  const broken = { ...point(3), broken: true };
  const part = { ...point(4), part: true };
  test('joins points up to a version change, a gap and an unfinished period', () => {
    const points = [point(1), point(2), broken, point(5), { ...point(0), drawn: gap }, point(6), part];
    expect(joinedRuns(points)).toEqual([[0, 1], [2, 3], [5]]);
  });

  test('with one point has its interval as a line', () => {
    const { all } = drawn(trendLine({ points: [point(40)], domain: [0, 100], write, height: 50 }, 200));
    expect(all('line').length).toBe(1);
  });

  test('without points is an empty picture', () => {
    expect(trendLine({ points: [], domain: [0, 100], write }, 200).series).toEqual([[]]);
  });
});

describe('an action on a trend', () => {
  const anchorsAt = (at: number) =>
    drawn(
      trendLine(
        {
          points: [point(1), point(2), point(3), point(4)],
          domain: [0, 100],
          write,
          flags: [{ at, text: 'New courier' }],
        },
        600,
      ),
    )
      .all('text')
      .filter(({ textContent }) => textContent === 'New courier')
      .map((text) => text.getAttribute('text-anchor'));

  test('has its label on the side with more space', () => {
    expect([anchorsAt(0), anchorsAt(3)]).toEqual([['start'], ['end']]);
  });
});

describe('diverging bars', () => {
  test('have the middle of neutral at zero, on one scale', () => {
    const bars = [
      { negative: 8, neutral: 4, positive: 2 },
      { negative: 1, neutral: 0, positive: 3 },
    ];
    expect(maxSide(bars)).toBe(10);
    const { all } = drawn(
      divergingBar({ negative: 8, neutral: 4, positive: 2, reach: 10, sentence: '' }, 200),
    );
    const [, negative, neutral] = all('rect').map((bar) => [
      Number(bar.getAttribute('x')),
      Number(bar.getAttribute('width')),
    ]);
    expect([negative, neutral]).toEqual([
      [0, 80],
      [80, 40],
    ]);
  });
});

describe('a histogram', () => {
  test('of a suppressed count has an empty box where a count of zero has none', () => {
    const bars = [
      { count: 0, suppressed: true, sentence: 'suppressed' },
      { count: 0, sentence: 'none' },
      { count: 4, sentence: 'four' },
    ];
    const boxes = drawn(histogram(bars, 90)).all('rect[stroke-dasharray]');
    expect(boxes.length).toBe(1);
  });

  test('shows a count of one next to a count of a thousand, and nothing for zero', () => {
    const bars = [1000, 1, 0].map((count) => ({ count, sentence: '' }));
    const heights = drawn(histogram(bars, 90))
      .all('rect')
      .slice(1)
      .map((bar) => Number(bar.getAttribute('height')));
    expect(heights).toEqual([22, 1.5, 0]);
  });
});

describe('a stacked bar', () => {
  const part = (count: number, tone: 'kept' | 'rejected' = 'kept') => ({
    count,
    tone,
    text: `${count} rows`,
    sentence: `${count}`,
  });
  const rects = (parts: readonly ReturnType<typeof part>[], width: number) =>
    drawn(partsBar(parts, width))
      .all('rect')
      .slice(1)
      .map((bar) => ({ x: Number(bar.getAttribute('x')), width: Number(bar.getAttribute('width')) }));

  test('is as long as its space, for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 5 }), (counts) => {
        fc.pre(counts.some((count) => count > 0));
        const last = rects(
          counts.map((count) => part(count)),
          600,
        ).at(-1);
        expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(600);
      }),
    );
  });

  test('shows one row of a million, and nothing for zero', () => {
    const [, one, ...others] = rects([part(1_000_000), part(1, 'rejected'), part(0)], 600);
    expect(one?.width).toBeGreaterThanOrEqual(4);
    expect(others).toEqual([]);
  });

  test('labels a part where the label fits', () => {
    expect(drawn(partsBar([part(990), part(10, 'rejected')], 600)).texts).toEqual(['990 rows']);
  });
});

describe('figures under each other', () => {
  const part = (value: number) =>
    ({ isPart: true, value, verdict: 'worse', text: `${value}`, sentence: `part ${value}` }) as const;
  const data: IntervalRowsData = {
    rows: [
      { label: 'Website', drawn: part(-5) },
      { label: 'Checkout', drawn: part(-10), strong: true },
      { label: 'Customers', drawn: mark(-7), ruled: true },
    ],
    domain: [-20, 20],
    write,
  };

  test('share one axis: a part reaches from zero, as long as it is large', () => {
    const [one, other] = drawn(intervalRows(data, 600)).all('rect[fill-opacity]');
    const ends = [one, other].map(
      (rect) => Number(rect?.getAttribute('x')) + Number(rect?.getAttribute('width')),
    );
    expect(ends[0]).toBeCloseTo(ends[1] ?? 0, 5);
    expect(Number(other?.getAttribute('width'))).toBeCloseTo(2 * Number(one?.getAttribute('width')), 5);
  });

  test('say each figure with its sentence, from top to bottom', () => {
    const [points = []] = intervalRows(data, 600).series;
    expect(points.map(({ sentence }) => sentence)).toEqual(['part -5', 'part -10', 'it is -7']);
    expect(points.map(({ y }) => y)).toEqual(points.map(({ y }) => y).toSorted((low, high) => low - high));
  });

  test('have their labels above them where it is narrow', () => {
    const [wide, narrow] = [600, 320].map((width) => intervalRows(data, width).height);
    expect(narrow).toBeGreaterThan(wide ?? 0);
  });
});

describe('quadrants', () => {
  test('omit a label that would cover another, but never its sentence', () => {
    const same = Array.from({ length: 12 }, (_, index) => ({
      label: `Theme number ${index}`,
      across: mark(1, { low: 0.9, high: 1.1 }),
      up: mark(-40),
      size: 30,
      sentence: `theme ${index}`,
    }));
    const picture = quadrants(
      {
        points: same,
        acrossLabel: '',
        upLabel: '',
        writeAcross: write,
        writeUp: write,
        corners: { topLeft: '', topRight: '', bottomLeft: '', bottomRight: '' },
      },
      500,
    );
    const labels = drawn(picture).texts.filter((text) => text?.startsWith('Theme'));
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.length).toBeLessThan(12);
    expect(picture.series[0]?.length).toBe(12);
  });
});

describe('a suppressed figure', () => {
  const hatches = (picture: Picture): number => drawn(picture).all('rect[stroke-dasharray="2 2"]').length;
  const other = { gap: 'not-asked', text: 'not asked', sentence: 'it was not asked' } as const;

  test.each([
    ['strip', (one: Gap) => intervalStrip({ columns: [{ drawn: one }], domain: [0, 1] }, 200)],
    ['curve', (one: Gap) => journeyCurve({ columns: [{ drawn: one }], write }, 200)],
    [
      'trend',
      (one: Gap) => trendLine({ points: [{ label: 'May', n: '', drawn: one }], domain: [0, 1], write }, 200),
    ],
    ['theme', (one: Gap) => divergingRows([{ label: 'Price', note: '', drawn: one }], 600)],
    ['row', (one: Gap) => intervalRows({ rows: [{ label: 'NPS', drawn: one }], domain: [0, 1], write }, 600)],
  ])('in a %s is hatched, one that was not asked is not; neither has a dot', (_, draw) => {
    expect([hatches(draw(gap)), hatches(draw(other))]).toEqual([1, 0]);
    expect(draw(gap).series.flat()).toMatchObject([{ gap: 'suppressed', sentence: gap.sentence }]);
    expect(drawn(draw(gap)).all('circle:not([pointer-events])').length).toBe(0);
  });
});

describe('pictures side by side', () => {
  const panel = (value: number) => ({
    heading: `panel ${value}`,
    draw: (width: number) => intervalRow({ drawn: mark(value), domain: [-100, 100] }, width),
  });

  test('have their points where they are drawn, row by row', () => {
    const { series, height } = panels([panel(0), panel(0), panel(0)], { columns: 2, gap: 20 }, 220);
    expect(series.flat().map(({ x, y }) => [x, y])).toEqual([
      [50, 46],
      [170, 46],
      [50, 122],
    ]);
    expect(height).toBe(132);
  });

  test('of none are an empty picture', () => {
    expect(panels([], {}, 300)).toMatchObject({ width: 300, height: 0, series: [] });
  });
});

describe('the journey as one picture', () => {
  const column = (name: string) => ({ name, n: 'n 40' });
  const map = (count: number) => {
    const stops = Array.from({ length: count }, (_, index) => column(`Stop ${index}`));
    const drawnStops = stops.map(() => ({ drawn: mark(5) }));
    return journeyMap(
      {
        columns: stops.map((stop, index) => (index === 0 ? { ...stop, stage: 'Buy' } : stop)),
        curve: { heading: 'Net sentiment', columns: drawnStops, write },
        strips: [{ heading: 'NPS', columns: drawnStops, domain: [-100, 100] }],
      },
      800,
    );
  };

  test('has a column for each touchpoint with its stage, name and n, and a heading for each metric', () => {
    const { texts } = drawn(map(2));
    for (const text of ['Buy', 'Stop 0', 'Stop 1', 'n 40', 'Net sentiment', 'NPS'])
      expect(texts).toContain(text);
    expect(texts.indexOf('NPS')).toBeLessThan(texts.indexOf('Net sentiment'));
    expect(map(2).series.map((points) => points.length)).toEqual([2, 2]);
  });

  test('is as wide as its columns need', () => {
    expect([map(2).width, map(50).width]).toEqual([800, 4240]);
  });
});

describe('an axis', () => {
  test.each([
    [[mark(20)], [], [10, 30]],
    [[mark(20)], [0], [0, 30]],
    [[gap], [0], [0, 1]],
    [[mark(4, { low: 4, high: 4 })], [], [3.6, 4.4]],
  ])('of %j including %j is %j', (all, including, ends) => {
    expect(domainOf(all, including)).toEqual(ends);
  });
});

describe('a chart as a file', () => {
  const picture = intervalRow({ drawn: mark(5), domain: [0, 10] }, 300);

  test('has its title and lines above it, and says each point where a pointer rests', () => {
    const svg = standalone(picture, { title: 'NPS', lines: ['May 2026, n 46'] });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="348"/);
    expect(svg).toContain('<title>NPS</title><desc>May 2026, n 46</desc>');
    expect(svg).toMatch(/font-weight="600">NPS<\/text>.*>May 2026, n 46<\/text>/);
    expect(svg).toContain('<title>it is 5</title>');
  });

  test('has texts that look like colours, and letters that XML does not allow, as texts', () => {
    const svg = standalone(picture, { title: 'var(--no) currentColor \u0000' });
    expect(svg).toContain('<title>var(--no) currentColor \ufffd</title>');
  });

  test('inside a page keeps the colours of the page', () => {
    expect(embedded(picture, 'NPS')).toMatch(
      /^<svg viewBox="0 0 300 30".* role="img" aria-label="NPS">.*var\(--bg\)/,
    );
  });
});

describe('a long text', () => {
  test('is in lines that fit', () => {
    expect(wrapped('Net sentiment, May 2026', { width: 90, fontSize: 12 })).toEqual([
      'Net',
      'sentiment,',
      'May 2026',
    ]);
    expect(wrapped('Unbreakable', { width: 10, fontSize: 12 })).toEqual(['Unbreakable']);
  });
});

describe('text in a chart', () => {
  test('is text, never markup', () => {
    const hostile = '<script>alert(1)</script>';
    const { texts, all } = drawn(
      intervalStrip({ columns: [{ drawn: { ...gap, text: hostile } }], domain: [0, 1] }, 100),
    );
    expect([texts, all('script').length]).toEqual([[hostile], 0]);
  });
});
