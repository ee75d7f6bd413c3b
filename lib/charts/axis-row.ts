import { scaleLinear } from 'd3-scale';
import { group, line, type Picture, picture, words } from './picture.ts';

export interface AxisData {
  /** The ends, the same as of the rows below. */
  readonly domain: readonly [number, number];
  readonly write: (value: number) => string;
  /** Pixels left and right of it. */
  readonly side: number;
}

const height = 22;
const tickSpace = 44;
/** Zero and a value at each side of it, also in a narrow column. */
const minTicks = 3;

/** The axis above rows that are pictures of their own, so that their lengths can be read. */
export const axisRow = ({ domain, write, side }: AxisData, width: number): Picture => {
  const scale = scaleLinear(domain, [side, width - side]);
  const ticks = scale.ticks(Math.max(minTicks, Math.floor(width / tickSpace)));
  return picture(
    { width, height, series: [] },
    ...ticks.map((tick) =>
      group([
        words(write(tick), [scale(tick), 12], { textAnchor: 'middle', fontSize: 11, fill: 'var(--ink-3)' }),
        line([scale(tick), 17], [scale(tick), height], { stroke: 'var(--axis)' }),
      ]),
    ),
    line([scale(domain[0]), height], [scale(domain[1]), height], { stroke: 'var(--axis)' }),
  );
};
