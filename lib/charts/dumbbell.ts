import { scaleLinear } from 'd3-scale';
import {
  diamond,
  type Gap,
  group,
  isGap,
  line,
  type Mark,
  markColour,
  type Picture,
  picture,
  pointOf,
  textColour,
  whisker,
  words,
} from './picture.ts';

/** A figure of one of two periods, with the period's name. */
export interface DumbbellEnd {
  readonly label: string;
  readonly drawn: Mark | Gap;
}

export interface DumbbellData {
  readonly before: DumbbellEnd;
  readonly after: DumbbellEnd;
  /** The ends of the axis. */
  readonly domain: readonly [number, number];
  /** Writes an end of the axis. */
  readonly write: (value: number) => string;
  readonly target?: { readonly value: number; readonly text: string };
}

const labelWidth = 52;
const valueWidth = 52;
const rowHeight = 20;
const axisAt = 2 * rowHeight + 4;
const height = axisAt + 18;

/** Before and after on one axis: a diamond with its interval, a dot with its own, the target dotted. It shows whether intervals overlap. */
export const dumbbell = (data: DumbbellData, width: number): Picture => {
  const { before, after, domain, target } = data;
  const [left, right] = [labelWidth, width - valueWidth];
  const scale = scaleLinear(domain, [left, right]).clamp(true);
  const rows = [before, after].map((end, index) => ({ end, at: (index + 0.5) * rowHeight }));
  return picture(
    {
      width,
      height,
      series: [
        rows.map(({ end, at }) =>
          pointOf(end.drawn, { scale, at: (x) => ({ x, y: at }), middle: (left + right) / 2 }),
        ),
      ],
    },
    line([left, axisAt], [right, axisAt], { stroke: 'var(--axis)' }),
    ...ends(data, scale),
    domain[0] < 0 && domain[1] > 0
      ? line([scale(0), 0], [scale(0), axisAt], { stroke: 'var(--line)' })
      : undefined,
    target && targetRule(target, scale(target.value)),
    ...rows.map(({ end, at }, index) => row(end, { at, scale, width, isAfter: index === 1 })),
  );
};

/** The distance from the target's label that an axis end needs to be readable. */
const clearance = 64;

const ends = ({ domain, write, target }: DumbbellData, scale: (value: number) => number) =>
  domain.map((end, index) =>
    target !== undefined && Math.abs(scale(target.value) - scale(end)) < clearance
      ? undefined
      : words(write(end), [scale(end), height - 4], axisText(index === 0 ? 'start' : 'end')),
  );

const axisText = (textAnchor: 'start' | 'middle' | 'end') => ({
  textAnchor,
  fontSize: 11,
  fill: 'var(--ink-3)',
});

const targetRule = ({ text }: { readonly text: string }, x: number) =>
  group([
    line([x, 0], [x, axisAt], { stroke: 'var(--ink)', strokeWidth: 1.5, strokeDasharray: '2 2' }),
    words(text, [x, height - 4], axisText('middle')),
  ]);

interface RowPlace {
  readonly at: number;
  readonly scale: (value: number) => number;
  readonly width: number;
  readonly isAfter: boolean;
}

const row = ({ label, drawn }: DumbbellEnd, { at, scale, width, isAfter }: RowPlace) => {
  const weight = isAfter ? { fontWeight: 600 } : {};
  const fill = isAfter && !isGap(drawn) ? textColour(drawn.verdict) : 'var(--ink-2)';
  return group([
    words(label, [labelWidth - 10, at + 4], {
      ...weight,
      textAnchor: 'end',
      fill: isAfter ? 'var(--ink)' : 'var(--ink-2)',
    }),
    isGap(drawn)
      ? undefined
      : isAfter
        ? whisker(drawn, { direction: 'across', scale, at })
        : earlier(drawn, scale, at),
    words(drawn.text, [width - valueWidth + 8, at + 4], { ...weight, fill }),
  ]);
};

const earlier = ({ low, value, high }: Mark, scale: (value: number) => number, at: number) => {
  const stroke = { stroke: markColour('neutral'), strokeWidth: 2 };
  return group([
    line([scale(low), at], [scale(high), at], stroke),
    line([scale(low), at - 3.5], [scale(low), at + 3.5], stroke),
    line([scale(high), at - 3.5], [scale(high), at + 3.5], stroke),
    diamond([scale(value), at], 5.5),
  ]);
};
