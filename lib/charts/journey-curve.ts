import { scaleLinear } from 'd3-scale';
import { line as path } from 'd3-shape';
import {
  diamond,
  el,
  type Gap,
  group,
  hatchedIf,
  isGap,
  line,
  type Mark,
  type Picture,
  picture,
  pointOf,
  textColour,
  tintColour,
  whisker,
  words,
} from './picture.ts';

export interface CurveColumn {
  readonly drawn: Mark | Gap;
  /** The value of the period before. */
  readonly before?: number;
  /** Under the dot, if the change is significant. */
  readonly note?: { readonly text: string; readonly verdict: 'worse' | 'better' };
  /** True for the first touchpoint of a stage: a line is drawn before it. */
  readonly opensStage?: boolean;
}

export interface CurveData {
  readonly columns: readonly CurveColumn[];
  /** Writes an axis value. */
  readonly write: (value: number) => string;
}

const height = 190;
const top = 24;
const bottom = 24;
/** Pixels left of the columns. */
export const axisWidth = 40;

/** From the lowest to the highest drawn value, always including 0, on round numbers. */
const scaleOf = (columns: readonly CurveColumn[]) => {
  const values = columns.flatMap(({ drawn, before }) => [
    ...(isGap(drawn) ? [] : [drawn.low, drawn.high]),
    ...(before === undefined ? [] : [before]),
  ]);
  return scaleLinear([Math.min(-20, ...values), Math.max(20, ...values)], [height - bottom, top]).nice(5);
};

/**
 * The journey's curve: a column for each touchpoint with its interval as a box. Touchpoints are categories: the line between
 * them only guides the eye, and there is no band between them. The axis is in 40 pixels left of the columns.
 */
export const journeyCurve = ({ columns, write }: CurveData, width: number): Picture => {
  const columnWidth = (width - axisWidth) / columns.length;
  const middle = (index: number): number => axisWidth + (index + 0.5) * columnWidth;
  const scale = scaleOf(columns);
  const known = columns.flatMap(({ drawn }, index): [number, number][] =>
    isGap(drawn) ? [] : [[middle(index), scale(drawn.value)]],
  );
  return picture(
    {
      width,
      height,
      series: [
        columns.map(({ drawn }, index) =>
          pointOf(drawn, { scale, at: (y) => ({ x: middle(index), y }), middle: scale(0) }),
        ),
      ],
    },
    group(scale.ticks(5).map((tick) => tickLine({ tick, y: scale(tick), text: write(tick) }, width))),
    group(
      columns.map(({ opensStage }, index) =>
        opensStage && index > 0
          ? line([middle(index) - columnWidth / 2, 0], [middle(index) - columnWidth / 2, height], {
              stroke: 'var(--line)',
            })
          : undefined,
      ),
    ),
    group(columns.map((column, index) => box(column, { x: middle(index), width: columnWidth }, scale))),
    el('path', { d: path()(known) ?? '', stroke: 'var(--ink-2)', strokeWidth: 1 }),
    group(columns.map((column, index) => marks(column, middle(index), scale))),
  );
};

type Scale = (value: number) => number;

interface Tick {
  readonly tick: number;
  readonly y: number;
  readonly text: string;
}

const tickLine = ({ tick, y, text }: Tick, width: number) =>
  group([
    line([axisWidth, y], [width, y], {
      stroke: tick === 0 ? 'var(--axis)' : 'var(--line)',
    }),
    words(text, [axisWidth - 8, y + 4], { textAnchor: 'end', fill: 'var(--ink-3)', fontSize: 11 }),
  ]);

interface Across {
  /** The middle. */
  readonly x: number;
  readonly width: number;
}

const box = ({ drawn }: CurveColumn, { x, width }: Across, scale: Scale) => {
  if (isGap(drawn))
    return group([
      hatchedIf(drawn, {
        x: x - width / 2 + 6,
        y: top,
        width: Math.max(0, width - 12),
        height: height - top - bottom,
      }),
      words(drawn.text, [x, height - 6], { textAnchor: 'middle', fill: 'var(--ink-3)', fontSize: 11 }),
    ]);
  const y = scale(drawn.high);
  return el('rect', {
    x: x - width / 2 + 6,
    y,
    width: Math.max(0, width - 12),
    height: Math.max(1, scale(drawn.low) - y),
    rx: 2,
    fill: drawn.enough ? tintColour(drawn.verdict) : 'none',
    stroke: drawn.enough ? 'none' : 'var(--line)',
  });
};

const marks = ({ drawn, before, note }: CurveColumn, x: number, scale: Scale) => {
  if (isGap(drawn)) return undefined;
  return group([
    before === undefined ? undefined : diamond([x - 26, scale(before)], 4.5),
    whisker(drawn, { direction: 'up', scale, at: x }, 5),
    words(drawn.text, [x, scale(drawn.high) - 6], {
      textAnchor: 'middle',
      fontSize: 13,
      fontWeight: 600,
      fill: textColour(drawn.verdict),
    }),
    note
      ? words(note.text, [x, scale(drawn.low) + 15], {
          textAnchor: 'middle',
          fontSize: 11,
          fontWeight: 600,
          fill: textColour(note.verdict),
        })
      : undefined,
  ]);
};
