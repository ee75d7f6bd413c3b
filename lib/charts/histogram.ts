import { scaleBand, scaleLinear } from 'd3-scale';
import { el, type Picture, picture } from './picture.ts';

export interface HistogramBar {
  readonly count: number;
  /** Suppressed: an empty box, which no count of zero looks like. */
  readonly suppressed?: boolean;
  /** An invalid value: marked. */
  readonly odd?: boolean;
  /** The value and its count. */
  readonly sentence: string;
}

const height = 22;

/** How often each value was given, as a small row of bars. Rare values stay visible. */
export const histogram = (bars: readonly HistogramBar[], width: number): Picture => {
  const x = scaleBand(
    bars.map((_, index) => index),
    [0, width],
  ).paddingInner(0.15);
  const y = scaleLinear([0, Math.max(1, ...bars.map(({ count }) => count))], [0, height]);
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(1.5, y(count)));
  return picture(
    {
      width,
      height,
      series: [
        bars.map(({ count, sentence }, index) => ({
          x: (x(index) ?? 0) + x.bandwidth() / 2,
          y: height - tall(count),
          sentence,
        })),
      ],
    },
    ...bars.map(({ count, odd, suppressed }, index) =>
      suppressed
        ? suppressedBox(x(index) ?? 0, x.bandwidth())
        : el('rect', {
            x: x(index),
            y: height - tall(count),
            width: x.bandwidth(),
            height: tall(count),
            fill: odd ? 'var(--worse-mark)' : 'var(--neutral-mark)',
          }),
    ),
  );
};

const suppressedBox = (x: number, width: number) =>
  el('rect', {
    x: x + 0.5,
    y: 0.5,
    width: Math.max(0, width - 1),
    height: height - 1,
    stroke: 'var(--axis)',
    strokeDasharray: '2 2',
  });
