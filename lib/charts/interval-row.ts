import { scaleLinear } from 'd3-scale';
import {
  diamond,
  type Gap,
  isGap,
  line,
  type Mark,
  type Picture,
  picture,
  pointOf,
  whisker,
} from './picture.ts';

export interface RowData {
  readonly drawn: Mark | Gap;
  /** The ends of the axis, the same for all rows in one column. */
  readonly domain: readonly [number, number];
  /** The value of the period before: a diamond above the line. */
  readonly before?: number;
  readonly target?: number;
}

const height = 30;
const at = 20;
/** Pixels left and right of the axis. */
export const rowSide = 8;

/** One figure on an axis: a value on its interval, a diamond for before, a bar for the target, a line at zero. */
export const intervalRow = ({ drawn, domain, before, target }: RowData, width: number): Picture => {
  const scale = scaleLinear(domain, [rowSide, width - rowSide]).clamp(true);
  const hasZero = domain[0] < 0 && domain[1] > 0;
  return picture(
    { width, height, series: [[pointOf(drawn, { scale, at: (x) => ({ x, y: at }), middle: width / 2 })]] },
    line([rowSide, at], [width - rowSide, at], { stroke: 'var(--line)' }),
    hasZero ? line([scale(0), at - 8], [scale(0), at + 8], { stroke: 'var(--axis)' }) : undefined,
    target === undefined
      ? undefined
      : line([scale(target), at - 8], [scale(target), at + 8], { stroke: 'var(--ink)', strokeWidth: 2 }),
    before === undefined ? undefined : diamond([scale(before), at - 11], 4.5),
    isGap(drawn) ? undefined : whisker(drawn, { direction: 'across', scale, at }),
  );
};
