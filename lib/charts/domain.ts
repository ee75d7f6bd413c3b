import { scaleLinear } from 'd3-scale';
import { type Gap, isGap, type Mark } from './picture.ts';

type Range = Pick<Mark, 'value' | 'low' | 'high'>;

/** Without a figure: any axis will do. */
const nothing = [0, 1] as const;

/**
 * The ends of an axis that holds figures with their intervals, on round numbers.
 *
 * @param including values that it holds besides, as 0 where lengths are compared
 * @example domainOf([{ value: 20, low: 11, high: 29 }]) // [10, 30]
 */
export const domainOf = (
  drawn: readonly (Range | Mark | Gap)[],
  including: readonly number[] = [],
): readonly [number, number] => {
  const ends = drawn.flatMap((one) => (isGap(one) ? [] : [one.low, one.value, one.high]));
  if (ends.length === 0) return nothing;
  const [low, high] = [Math.min(...ends, ...including), Math.max(...ends, ...including)];
  // What never varies is in the middle of its axis.
  const room = low === high ? Math.abs(low) / 10 || 1 : 0;
  const [start = low, end = high] = scaleLinear([low - room, high + room], [0, 1])
    .nice(5)
    .domain();
  return [start, end];
};
