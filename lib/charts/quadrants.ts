import { scaleLinear, scaleSqrt } from 'd3-scale';
import {
  el,
  group,
  line,
  type Mark,
  markColour,
  type Picture,
  picture,
  textColour,
  words,
} from './picture.ts';

export interface QuadrantPoint {
  readonly label: string;
  /** Left to right: the impact, with its interval. */
  readonly across: Pick<Mark, 'value' | 'low' | 'high'>;
  /** Bottom to top: the net sentiment, with its interval. */
  readonly up: Pick<Mark, 'value' | 'low' | 'high'>;
  /** Mentions: the area of the disc. */
  readonly size: number;
  /** Significant: in the colour of its verdict, its label bold; the others are grey. */
  readonly verdict?: 'worse' | 'better';
  readonly sentence: string;
  readonly href?: string;
}

export interface QuadrantData {
  readonly points: readonly QuadrantPoint[];
  readonly acrossLabel: string;
  readonly upLabel: string;
  readonly writeAcross: (value: number) => string;
  readonly writeUp: (value: number) => string;
  /** What to do in each corner. */
  readonly corners: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: string;
  };
}

const height = 340;
const edges = { left: 52, right: 8, top: 8, bottom: 44 };

interface Plan extends QuadrantData {
  readonly width: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly radius: (size: number) => number;
}

const endsOf = (values: readonly Pick<Mark, 'low' | 'high'>[], least: number): [number, number] => [
  Math.min(-least, ...values.map(({ low }) => low)),
  Math.max(least, ...values.map(({ high }) => high)),
];

const planOf = (data: QuadrantData, width: number): Plan => {
  const x = scaleLinear(
    endsOf(
      data.points.map(({ across }) => across),
      1,
    ),
    [edges.left, width - edges.right],
  ).nice(4);
  const y = scaleLinear(
    endsOf(
      data.points.map(({ up }) => up),
      20,
    ),
    [height - edges.bottom, edges.top],
  ).nice(4);
  const radius = scaleSqrt([0, Math.max(1, ...data.points.map(({ size }) => size))], [0, 11]);
  return {
    ...data,
    width,
    x,
    y,
    radius: (size) => Math.max(3, radius(size)),
    xTicks: x.ticks(4),
    yTicks: y.ticks(4),
  };
};

/**
 * Priorities: impact against net sentiment, each theme with both intervals. The lines are at zero, not at medians: a theme
 * is left of the line because it lowers the score, not because others are larger.
 */
export const quadrants = (data: QuadrantData, width: number): Picture => {
  const plan = planOf(data, width);
  const ordered = data.points.toSorted((left, right) => right.size - left.size);
  const labels = placeLabels(ordered, plan);
  return picture(
    {
      width,
      height,
      series: [
        ordered
          .toSorted((left, right) => left.across.value - right.across.value)
          .map(({ across, up, sentence, href }) => ({
            x: plan.x(across.value),
            y: plan.y(up.value),
            sentence,
            ...(href === undefined ? {} : { href }),
          })),
      ],
    },
    field(plan),
    group(ordered.map((point) => whiskers(point, plan))),
    group(ordered.map((point) => disc(point, plan))),
    group(
      labels.map(({ point: { label, verdict }, x, y, anchor }) =>
        words(label, [x, y], {
          textAnchor: anchor,
          ...halo,
          fill: verdict ? textColour() : 'var(--ink-2)',
          ...(verdict ? { fontWeight: 600 } : {}),
        }),
      ),
    ),
  );
};

/** Lines under a label don't cross its letters. */
const halo = { stroke: 'var(--bg)', strokeWidth: 3, strokeLinejoin: 'round', paintOrder: 'stroke' } as const;

const axisWords = { fontSize: 11, fill: 'var(--ink-3)' } as const;

const field = ({
  width,
  x,
  y,
  xTicks,
  yTicks,
  writeAcross,
  writeUp,
  acrossLabel,
  upLabel,
  corners,
}: Plan) => {
  const [left, right, top, bottom] = [edges.left, width - edges.right, edges.top, height - edges.bottom];
  const corner = { fontSize: 10, fontWeight: 600, fill: 'var(--ink-3)' };
  return group([
    el('rect', { x: left, y: y(0), width: x(0) - left, height: bottom - y(0), fill: 'var(--surface)' }),
    ...xTicks.map((tick) =>
      group([
        line([x(tick), top], [x(tick), bottom], { stroke: tick === 0 ? 'var(--axis)' : 'var(--line)' }),
        words(writeAcross(tick), [x(tick), bottom + 16], { ...axisWords, textAnchor: 'middle' }),
      ]),
    ),
    ...yTicks.map((tick) =>
      group([
        line([left, y(tick)], [right, y(tick)], { stroke: tick === 0 ? 'var(--axis)' : 'var(--line)' }),
        words(writeUp(tick), [left - 8, y(tick) + 4], { ...axisWords, textAnchor: 'end' }),
      ]),
    ),
    words(acrossLabel, [(left + right) / 2, height - 8], { ...axisWords, textAnchor: 'middle' }),
    words(upLabel, [0, 0], {
      ...axisWords,
      textAnchor: 'middle',
      transform: `translate(11 ${(top + bottom) / 2}) rotate(-90)`,
    }),
    words(corners.topLeft, [left + 6, top + 12], corner),
    words(corners.topRight, [right - 6, top + 12], { ...corner, textAnchor: 'end' }),
    words(corners.bottomLeft, [left + 6, bottom - 6], corner),
    words(corners.bottomRight, [right - 6, bottom - 6], { ...corner, textAnchor: 'end' }),
  ]);
};

const whiskers = ({ across, up, verdict }: QuadrantPoint, { x, y }: Plan) => {
  const stroke = { stroke: markColour(verdict ?? 'neutral'), strokeWidth: verdict ? 2 : 1 };
  return group([
    line([x(across.low), y(up.value)], [x(across.high), y(up.value)], stroke),
    line([x(across.value), y(up.low)], [x(across.value), y(up.high)], stroke),
  ]);
};

const disc = ({ across, up, size, verdict }: QuadrantPoint, { x, y, radius }: Plan) =>
  el('circle', {
    cx: x(across.value),
    cy: y(up.value),
    r: radius(size),
    fill: verdict ? markColour(verdict) : 'var(--neutral-tint)',
    stroke: markColour(verdict ?? 'neutral'),
    strokeWidth: 1.5,
  });

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PlacedLabel {
  readonly point: QuadrantPoint;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly box: Box;
}

/** The approximate width of 12 px text in the page's font. */
const widthOf = (label: string): number => label.length * 6.8;

const candidates = (point: QuadrantPoint, { x, y, radius }: Plan): PlacedLabel[] => {
  const [cx, cy, away] = [x(point.across.value), y(point.up.value), radius(point.size) + 4];
  const wide = widthOf(point.label);
  const at = (anchor: PlacedLabel['anchor'], left: number, baseline: number): PlacedLabel => ({
    point,
    anchor,
    x: anchor === 'start' ? left : anchor === 'end' ? left + wide : left + wide / 2,
    y: baseline,
    box: { left, right: left + wide, top: baseline - 11, bottom: baseline + 3 },
  });
  return [
    at('start', cx + away, cy - 5),
    at('end', cx - away - wide, cy - 5),
    at('start', cx + away, cy + 13),
    at('end', cx - away - wide, cy + 13),
    at('middle', cx - wide / 2, cy - away - 3),
    at('middle', cx - wide / 2, cy + away + 11),
  ];
};

const overlaps = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** A position for each label where it covers no other and stays inside, bold ones first; if there is none, only the sentence has it. */
const placeLabels = (points: readonly QuadrantPoint[], plan: Plan): readonly PlacedLabel[] => {
  const strongFirst = points.toSorted(
    (left, right) => Number(right.verdict !== undefined) - Number(left.verdict !== undefined),
  );
  const discs = points.map(({ across, up, size }): Box => {
    const [cx, cy, r] = [plan.x(across.value), plan.y(up.value), plan.radius(size)];
    return { left: cx - r, right: cx + r, top: cy - r, bottom: cy + r };
  });
  const placed: PlacedLabel[] = [];
  for (const point of strongFirst) {
    const taken = [...discs, ...placed.map(({ box }) => box)];
    const free = candidates(point, plan).find(
      ({ box }) =>
        box.left >= edges.left &&
        box.right <= plan.width - edges.right &&
        !taken.some((other) => overlaps(box, other)),
    );
    if (free !== undefined) placed.push(free);
  }
  return placed;
};
