import { scaleLinear } from 'd3-scale';
import {
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
  whisker,
  words,
} from './picture.ts';

/** A figure in a strip: on the same axis as the others, each in a column of its own. */
export interface StripColumn {
  readonly drawn: Mark | Gap;
  readonly target?: number;
  /** Its relation to the target: ✕ missed, ✓ met, ? too close to call. */
  readonly status?: { readonly sign: string; readonly verdict?: 'worse' | 'better' };
  /** The value of before, if the change is significant: ▲ 41 %. */
  readonly before?: { readonly text: string; readonly verdict?: 'worse' | 'better' };
}

export interface StripData {
  readonly columns: readonly StripColumn[];
  /** The ends of each column's axis. */
  readonly domain: readonly [number, number];
  /** Writes the values above the axes; false draws only the axes. Default true. */
  readonly labelled?: boolean;
}

const gutter = 8;
const side = 6;

/** One row of figures, each a value on its interval with its target, side by side in columns of equal width. */
export const intervalStrip = ({ columns, domain, labelled = true }: StripData, width: number): Picture => {
  const height = labelled ? 38 : 20;
  const columnWidth = width / columns.length;
  const at = height - 10;
  const scale = scaleLinear(domain, [side, columnWidth - gutter - side]).clamp(true);
  return picture(
    {
      width,
      height,
      series: [
        columns.map(({ drawn }, index) => {
          const place = (along: number) => ({ x: index * columnWidth + along, y: at });
          return pointOf(drawn, { scale, at: place, middle: columnWidth / 2 });
        }),
      ],
    },
    ...columns.map((column, index) =>
      group([...(labelled ? label(column, columnWidth - gutter) : []), ...axis(column, scale, at)], {
        transform: `translate(${index * columnWidth} 0)`,
      }),
    ),
  );
};

const label = ({ drawn, status, before }: StripColumn, right: number) => [
  isGap(drawn)
    ? words(drawn.text, [0, 14], { fill: 'var(--ink-3)' })
    : el(
        'text',
        { x: 0, y: 14, fontSize: 13, fontWeight: 600, fill: 'var(--ink)' },
        drawn.text,
        before
          ? el('tspan', { dx: 5, fontSize: 12, fill: textColour(before.verdict) }, before.text)
          : undefined,
      ),
  status
    ? words(status.sign, [right, 14], {
        textAnchor: 'end',
        fontWeight: 600,
        fill: status.verdict ? textColour(status.verdict) : 'var(--ink-3)',
      })
    : undefined,
];

const axis = ({ drawn, target }: StripColumn, scale: (value: number) => number, at: number) => {
  const [left, right] = [scale(Number.NEGATIVE_INFINITY), scale(Number.POSITIVE_INFINITY)];
  if (isGap(drawn)) return [hatchedIf(drawn, { x: left, y: at - 4, width: right - left, height: 8 })];
  return [
    line([left - side, at], [right + side, at], { stroke: 'var(--line)' }),
    whisker(drawn, { direction: 'across', scale, at }, 3.5),
    target === undefined
      ? undefined
      : line([scale(target), at - 7], [scale(target), at + 7], { stroke: 'var(--ink)', strokeWidth: 2 }),
  ];
};
