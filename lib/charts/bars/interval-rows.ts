import { type ScaleLinear, scaleLinear } from 'd3-scale';
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
  type Point,
  picture,
  textColour,
  whisker,
  words,
} from '../picture.ts';
import { wrapped } from '../wrapped.ts';

/** A part of a sum: it has no interval of its own, so it is a bar from zero. */
export interface SumPart extends Pick<Mark, 'value' | 'verdict' | 'text' | 'sentence' | 'href'> {
  readonly isPart: true;
}

export interface IntervalRow {
  readonly label: string;
  /** Beside the label, in small: `41% → 18%`, `n 46`. */
  readonly note?: string;
  readonly drawn: Mark | Gap | SumPart;
  /** The highlighted row. */
  readonly strong?: boolean;
  /** A rule above it: what follows is of another kind. */
  readonly ruled?: boolean;
}

export interface IntervalRowsData {
  readonly rows: readonly IntervalRow[];
  /** The ends of the axis that all rows share. */
  readonly domain: readonly [number, number];
  readonly write: (value: number) => string;
}

interface Plan {
  readonly width: number;
  /** Where labels end and the axis begins, and where it ends. */
  readonly left: number;
  readonly right: number;
  /** The room of a label beside its row. */
  readonly labelWidth: number;
  readonly rowHeight: number;
  readonly isNarrow: boolean;
  readonly scale: ScaleLinear<number, number>;
}

const narrowBelow = 440;
const valueWidth = 56;
const noteWidth = 92;
const axisHeight = 22;
const hatchWidth = 48;
const labelSize = 12;
const lineHeight = 13;

const planOf = ({ rows, domain }: IntervalRowsData, width: number): Plan => {
  const isNarrow = width < narrowBelow;
  const notes = rows.some(({ note }) => note !== undefined) ? noteWidth : 0;
  const labelWidth = isNarrow ? width : Math.min(176, width * 0.3);
  const left = isNarrow ? 6 : labelWidth + notes + 12;
  const right = width - valueWidth;
  return {
    width,
    left,
    right,
    labelWidth,
    isNarrow,
    rowHeight: isNarrow ? 44 : 28,
    scale: scaleLinear(domain, [left, right]).clamp(true),
  };
};

/** Figures under each other on one axis, each with its interval: what differs, and by how much. Labels stand above the rows where it is narrow. */
export const intervalRows = (data: IntervalRowsData, width: number): Picture => {
  const plan = planOf(data, width);
  const height = data.rows.length * plan.rowHeight + axisHeight;
  return picture(
    {
      width,
      height,
      series: [data.rows.map(({ drawn }, index) => pointAt(drawn, middleOf(index, plan), plan))],
    },
    axis(data, plan),
    ...data.rows.map((row, index) => drawnRow(row, index, plan)),
  );
};

/** Where the figure of a row is drawn, from the top. */
const middleOf = (index: number, { rowHeight, isNarrow }: Plan): number =>
  index * rowHeight + (isNarrow ? 30 : rowHeight / 2);

const pointAt = (drawn: IntervalRow['drawn'], y: number, { left, right, scale }: Plan): Point => ({
  x: isGap(drawn) ? (left + right) / 2 : scale(drawn.value),
  y,
  sentence: drawn.sentence,
  ...(isGap(drawn) ? { gap: drawn.gap } : {}),
  ...(isGap(drawn) || drawn.href === undefined ? {} : { href: drawn.href }),
});

const axis = ({ rows, write }: IntervalRowsData, { scale, rowHeight }: Plan) => {
  const bottom = rows.length * rowHeight;
  return group(
    scale.ticks(4).map((tick) =>
      group([
        line([scale(tick), 0], [scale(tick), bottom], { stroke: tick === 0 ? 'var(--axis)' : 'var(--line)' }),
        words(write(tick), [scale(tick), bottom + 15], {
          textAnchor: 'middle',
          fontSize: 11,
          fill: 'var(--ink-3)',
        }),
      ]),
    ),
  );
};

const drawnRow = (
  { label, note, drawn, strong = false, ruled = false }: IntervalRow,
  index: number,
  plan: Plan,
) => {
  const { width, left, rowHeight, isNarrow, right, labelWidth } = plan;
  const [top, at] = [index * rowHeight, middleOf(index, plan)];
  const baseline = isNarrow ? top + 14 : at + 4;
  const noteEnd = isNarrow ? right : left - 14;
  const weight = strong ? { fontWeight: 600, fill: 'var(--ink)' } : {};
  return group([
    ruled ? line([0, top], [width, top], { stroke: 'var(--line)' }) : undefined,
    ...labelLines(label, labelWidth).map((text, line, { length }) =>
      words(text, [0, baseline + (line - (length - 1) / 2) * lineHeight], weight),
    ),
    note === undefined
      ? undefined
      : words(note, [noteEnd, baseline], { textAnchor: 'end', fontSize: 11, fill: 'var(--ink-3)' }),
    figureOf({ drawn, strong }, at, plan),
    isGap(drawn)
      ? undefined
      : words(drawn.text, [width, at + 4], {
          textAnchor: 'end',
          fontWeight: strong ? 650 : 400,
          fill: drawn.verdict && !('isPart' in drawn) ? textColour(drawn.verdict) : 'var(--ink)',
        }),
  ]);
};

/** A label that is too long for its room has two lines: a row has no more. */
const labelLines = (label: string, width: number): string[] => {
  const [first = '', ...rest] = wrapped(label, { width, fontSize: labelSize });
  return rest.length === 0 ? [first] : [first, rest.join(' ')];
};

const figureOf = (
  { drawn, strong }: Pick<IntervalRow, 'drawn' | 'strong'>,
  at: number,
  { scale, left }: Plan,
) => {
  if (isGap(drawn)) {
    const isHidden = drawn.gap === 'suppressed';
    return group([
      hatchedIf(drawn, { x: left + 4, y: at - 7, width: hatchWidth, height: 14 }),
      words(drawn.text, [left + (isHidden ? hatchWidth + 12 : 4), at + 4], {
        fontSize: 11,
        fill: 'var(--ink-3)',
      }),
    ]);
  }
  if (!('isPart' in drawn)) return whisker(drawn, { direction: 'across', scale, at });
  const [from, to] = [scale(0), scale(drawn.value)].toSorted((one, other) => one - other);
  return el('rect', {
    x: from,
    y: at - 7,
    width: Math.max(1, (to ?? 0) - (from ?? 0)),
    height: 14,
    fill: markColour(drawn.verdict ?? 'neutral'),
    // The others are the background of the highlighted one.
    fillOpacity: strong ? 1 : 0.5,
  });
};
