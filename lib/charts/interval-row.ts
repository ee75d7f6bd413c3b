import { scaleLinear } from 'd3-scale';
import { frame, type Gap, isGap, line, type Mark, type Picture, pointOf, ring, whisker } from './picture.ts';

export interface RowData {
  readonly drawn: Mark | Gap;
  /** The ends of the axis, the same for all rows in one column. */
  readonly domain: readonly [number, number];
  /** The value of the period before: a ring above the line. */
  readonly before?: number;
  readonly target?: number;
}

const height = 30;
const at = 20;
const side = 8;

/** One figure on an axis: a value on its interval, a ring for before, a bar for the target, a line at zero. */
export const intervalRow = ({ drawn, domain, before, target }: RowData, width: number): Picture => {
  const scale = scaleLinear(domain, [side, width - side]).clamp(true);
  const hasZero = domain[0] < 0 && domain[1] > 0;
  return {
    width,
    height,
    svg: frame(
      width,
      height,
      line([side, at], [width - side, at], { stroke: 'var(--line)' }),
      hasZero ? line([scale(0), at - 8], [scale(0), at + 8], { stroke: 'var(--axis)' }) : undefined,
      target === undefined
        ? undefined
        : line([scale(target), at - 8], [scale(target), at + 8], { stroke: 'var(--ink)', strokeWidth: 2 }),
      before === undefined ? undefined : ring([scale(before), at - 11], 3.5),
      isGap(drawn) ? undefined : whisker(drawn, { direction: 'across', scale, at }),
    ),
    series: [[pointOf(drawn, { scale, at: (x) => ({ x, y: at }), middle: width / 2 })]],
  };
};
