import { scaleLinear } from 'd3-scale';
import { el, line, type Picture, picture } from './picture.ts';

export interface DivergingData {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  /** The longest side among the bars in one column, from `longestSide`. */
  readonly reach: number;
  readonly sentence: string;
  readonly href?: string;
}

type Counts = Pick<DivergingData, 'negative' | 'neutral' | 'positive'>;

/** How far a bar extends from the middle of its neutral part. */
export const maxSide = (all: readonly Counts[]): number =>
  Math.max(1, ...all.map(({ negative, neutral, positive }) => neutral / 2 + Math.max(negative, positive)));

const height = 18;

/** A theme's sentiment in counts: negative to the left and positive to the right of the middle of neutral, so that lengths compare. */
export const divergingBar = (data: DivergingData, width: number): Picture => {
  const { negative, neutral, positive, reach, sentence, href } = data;
  const scale = scaleLinear([-reach, reach], [0, width]);
  const ends = [-neutral / 2 - negative, -neutral / 2, neutral / 2, neutral / 2 + positive].map((end) =>
    scale(end),
  );
  const [start = 0, low = 0, high = 0, end = 0] = ends;
  const part = (from: number, to: number, fill: string) =>
    to > from ? el('rect', { x: from, y: 3, width: to - from, height: 12, fill }) : undefined;
  return picture(
    {
      width,
      height,
      series: [[{ x: (start + end) / 2, y: height / 2, sentence, ...(href === undefined ? {} : { href }) }]],
    },
    part(start, low, 'var(--worse-mark)'),
    part(low, high, 'var(--neutral-tint)'),
    part(high, end, 'var(--better-mark)'),
    line([scale(0), 0], [scale(0), height], { stroke: 'var(--axis)', strokeWidth: 1.5 }),
  );
};
