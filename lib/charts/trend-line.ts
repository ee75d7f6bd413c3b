import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line as path } from 'd3-shape';
import {
  el,
  type Gap,
  group,
  hatchedIf,
  isGap,
  line,
  type Mark,
  markColour,
  type Picture,
  picture,
  pointOf,
  words,
} from './picture.ts';

export interface TrendPoint {
  /** Under the tick: the period. */
  readonly label: string;
  /** Under the period: the number of responses. */
  readonly n: string;
  readonly drawn: Mark | Gap;
  /** The range predicted by earlier periods; drawn next to the point. */
  readonly expected?: { readonly value: number; readonly low: number; readonly high: number };
  /** An anomaly: a ring around the dot, in the colour of its verdict. */
  readonly odd?: boolean;
  /** The period has not ended: not joined. */
  readonly part?: boolean;
  /** Another version scored it than the point before: a gap with a dotted line. */
  readonly broken?: boolean;
}

export interface TrendFlag {
  /** The index of its point. */
  readonly at: number;
  readonly text: string;
  readonly detail?: string;
}

export interface TrendData {
  readonly points: readonly TrendPoint[];
  /** The ends of the axis; all drawn values are between them. */
  readonly domain: readonly [number, number];
  readonly write: (value: number) => string;
  readonly target?: { readonly value: number; readonly text: string };
  readonly flags?: readonly TrendFlag[];
  /** The points of the selected period: shaded. */
  readonly shaded?: { readonly from: number; readonly to: number; readonly text: string };
  /** Pixels; default 230. Under 90 there are no axes: a small multiple. */
  readonly height?: number;
}

type Scale = (value: number) => number;

interface Plan extends TrendData {
  readonly width: number;
  readonly full: number;
  readonly y: Scale;
  readonly x: (index: number) => number;
  readonly step: number;
  readonly floor: number;
  readonly small: boolean;
  readonly runs: readonly (readonly number[])[];
}

const smallBelow = 90;

const planOf = (data: TrendData, width: number): Plan => {
  const full = data.height ?? 230;
  const small = full < smallBelow;
  const floor = small ? full - 6 : full - 44;
  const top = small ? 6 : (data.flags ?? []).length > 0 ? 40 : 26;
  const across = scalePoint(
    data.points.map((_, index) => index),
    small ? [6, width - 6] : [44, width - 16],
  ).padding(0.3);
  return {
    ...data,
    width,
    full,
    small,
    floor,
    runs: joinedRuns(data.points),
    step: across.step() || width,
    y: scaleLinear(data.domain, [floor, top]).clamp(true),
    x: (index) => across(index) ?? 0,
  };
};

/** Runs of points that may be joined: no gap, no version change, no unfinished period between them. */
export const joinedRuns = (points: readonly TrendPoint[]): readonly (readonly number[])[] => {
  const runs: number[][] = [[]];
  for (const [index, { drawn, broken, part }] of points.entries()) {
    const alone = isGap(drawn) || part;
    if (alone || broken) runs.push([]);
    if (!alone) runs.at(-1)?.push(index);
  }
  return runs.filter((run) => run.length > 0);
};

/**
 * A figure over time on its band: the interval of each point, joined where points may be compared. The band shows the certainty of each
 * point; it has edges, and stops where the line does.
 */
export const trendLine = (data: TrendData, width: number): Picture => {
  const plan = planOf(data, width);
  const { points, x, y, full, small } = plan;
  return picture(
    {
      width,
      height: full,
      series: [
        points.map(({ drawn }, index) =>
          pointOf(drawn, {
            scale: y,
            at: (along) => ({ x: x(index), y: along }),
            middle: (y(data.domain[0]) + y(data.domain[1])) / 2,
          }),
        ),
      ],
    },
    shade(plan),
    small ? undefined : grid(plan),
    target(plan),
    group(plan.runs.map((run) => joined(run, plan))),
    group(points.map((point, index) => breakRule(point, index, plan))),
    group(points.map(({ drawn }, index) => hatchedIf(drawn, columnOf(index, plan)))),
    group((data.flags ?? []).map((flag) => flagAt(flag, plan))),
    group(points.map((point, index) => dot(point, index, plan))),
  );
};

const tickCount = 5;

const grid = ({ points, domain, y, x, write, width, floor, step }: Plan) => {
  const each = Math.max(1, Math.ceil(48 / step));
  return group([
    ...scaleLinear(domain, [0, 1])
      .ticks(tickCount)
      .map((tick) =>
        group([
          line([44, y(tick)], [width, y(tick)], { stroke: tick === 0 ? 'var(--axis)' : 'var(--line)' }),
          words(write(tick), [38, y(tick) + 4], { textAnchor: 'end', fontSize: 11, fill: 'var(--ink-3)' }),
        ]),
      ),
    ...points.map(({ label, n }, index) =>
      (points.length - 1 - index) % each === 0
        ? group([
            words(label, [x(index), floor + 18], { textAnchor: 'middle', fontSize: 11 }),
            words(n, [x(index), floor + 34], { textAnchor: 'middle', fontSize: 11, fill: 'var(--ink-3)' }),
          ])
        : undefined,
    ),
  ]);
};

/** From top to bottom, so that no value can be read from it. */
const columnOf = (index: number, { x, step, y, floor, domain }: Plan) => {
  const width = Math.min(16, Math.max(3, 0.5 * step));
  const top = y(domain[1]);
  return { x: x(index) - width / 2, y: top, width, height: floor - top };
};

const shade = ({ shaded, x, step, floor, small }: Plan) => {
  if (shaded === undefined) return undefined;
  const left = x(shaded.from) - step / 2;
  const right = x(shaded.to) + step / 2;
  return group([
    el('rect', { x: left, y: 0, width: right - left, height: floor, fill: 'var(--surface)' }),
    small ? undefined : words(shaded.text, [right - 6, 14], { textAnchor: 'end', fontWeight: 600 }),
  ]);
};

/** The end whose point is farther from the target line: words there hide nothing. */
const roomierEnd = ({ points, y }: Plan, value: number): 'first' | 'last' => {
  const distances = [points[0], points.at(-1)].map((point) =>
    point === undefined || isGap(point.drawn)
      ? Number.POSITIVE_INFINITY
      : Math.abs(y(point.drawn.value) - y(value)),
  );
  return (distances[0] ?? 0) > (distances[1] ?? 0) ? 'first' : 'last';
};

const target = (plan: Plan) => {
  const { target: aim, y, width, small } = plan;
  if (aim === undefined) return undefined;
  const isFirst = roomierEnd(plan, aim.value) === 'first';
  return group([
    line([small ? 0 : 44, y(aim.value)], [width, y(aim.value)], {
      stroke: 'var(--ink-2)',
      strokeWidth: 1.5,
      strokeDasharray: '2 2',
    }),
    small
      ? undefined
      : words(aim.text, [isFirst ? 48 : width - 2, y(aim.value) - 5], {
          textAnchor: isFirst ? 'start' : 'end',
          fontSize: 11,
        }),
  ]);
};

const joined = (run: readonly number[], { points, x, y }: Plan) => {
  const marks = run.flatMap((index): { index: number; mark: Mark }[] => {
    const drawn = points[index]?.drawn;
    return drawn === undefined || isGap(drawn) ? [] : [{ index, mark: drawn }];
  });
  const edge = (end: 'low' | 'high') =>
    el('path', {
      d:
        path<(typeof marks)[number]>(
          ({ index }) => x(index),
          ({ mark }) => y(mark[end]),
        )(marks) ?? '',
      stroke: 'var(--neutral-mark)',
    });
  return group([
    el('path', {
      d:
        area<(typeof marks)[number]>(
          ({ index }) => x(index),
          ({ mark }) => y(mark.low),
          ({ mark }) => y(mark.high),
        )(marks) ?? '',
      fill: 'var(--neutral-tint)',
    }),
    edge('low'),
    edge('high'),
    el('path', {
      d:
        path<(typeof marks)[number]>(
          ({ index }) => x(index),
          ({ mark }) => y(mark.value),
        )(marks) ?? '',
      stroke: 'var(--ink)',
      strokeWidth: 2,
    }),
  ]);
};

const breakRule = ({ broken }: TrendPoint, index: number, { x, step, floor }: Plan) =>
  broken && index > 0
    ? line([x(index) - step / 2, 0], [x(index) - step / 2, floor], {
        stroke: 'var(--ink-3)',
        strokeDasharray: '1 3',
      })
    : undefined;

/** Its words stand on the side that has more room. */
const flagAt = ({ at, text, detail }: TrendFlag, { x, floor, small, width }: Plan) => {
  const left = x(at);
  const isLate = left > width / 2;
  const [beside, textAnchor] = isLate ? [left - 6, 'end' as const] : [left + 11, 'start' as const];
  return group([
    line([left, small ? 0 : 4], [left, floor], { stroke: 'var(--focus)', strokeWidth: 1.5 }),
    small ? undefined : el('path', { d: `M${left} 4h7v8h-7z`, fill: 'var(--focus)' }),
    small ? undefined : words(text, [beside, 12], { textAnchor, fontWeight: 600, fill: 'var(--ink)' }),
    small || detail === undefined
      ? undefined
      : words(detail, [beside, 27], { textAnchor, fontSize: 11, fill: 'var(--ink-3)' }),
  ]);
};

const dot = ({ drawn, expected, odd = false }: TrendPoint, index: number, plan: Plan) => {
  if (isGap(drawn)) return undefined;
  const { x, y, small } = plan;
  const [cx, cy] = [x(index), y(drawn.value)];
  const colour = odd && drawn.verdict ? markColour(drawn.verdict) : 'var(--ink)';
  const inside = drawn.enough ? { fill: colour, stroke: 'var(--bg)' } : { fill: 'var(--bg)', stroke: colour };
  const sizes = small ? { dot: 2, odd: 5, edge: 0 } : { dot: 4, odd: 7, edge: 1.5 };
  return group([
    ownInterval(drawn, index, plan),
    expected && !small ? expectedAt(expected, cx, y) : undefined,
    odd ? el('circle', { cx, cy, r: sizes.odd, stroke: colour, strokeWidth: 1.5 }) : undefined,
    el('circle', { cx, cy, r: sizes.dot, strokeWidth: sizes.edge, ...inside }),
  ]);
};

/** A point that is not joined to another has no band: its interval is a line. */
const ownInterval = ({ low, high }: Mark, index: number, { x, y, runs }: Plan) =>
  runs.some((run) => run.length > 1 && run.includes(index))
    ? undefined
    : line([x(index), y(low)], [x(index), y(high)], { stroke: 'var(--neutral-mark)', strokeWidth: 2 });

const expectedAt = ({ low, value, high }: NonNullable<TrendPoint['expected']>, x: number, y: Scale) => {
  const stroke = { stroke: 'var(--neutral-mark)', strokeWidth: 1.5 };
  return group([
    line([x, y(low)], [x, y(high)], { ...stroke, strokeDasharray: '3 2' }),
    line([x - 3, y(low)], [x + 3, y(low)], stroke),
    line([x - 3, y(high)], [x + 3, y(high)], stroke),
    line([x - 5, y(value)], [x + 5, y(value)], stroke),
  ]);
};
