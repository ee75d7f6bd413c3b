import type { Bounds, Interval } from './intervals.ts';
import { meanInterval, netInterval, wilsonInterval } from './intervals.ts';
import type { Moments } from './moments.ts';

/**
 * A value with its 95 % interval, its n, and whether n is enough
 * to rank it. Without data a figure is absent, never 0.
 */
export interface Figure extends Interval {
  readonly value: number;
  /** Above 0. */
  readonly n: number;
  /** True from the minimum sample on. A figure with false is shown as uncertain and never ranked. */
  readonly enough: boolean;
}

/** The minimum sample where none is configured. */
export const defaultMinimumSample = 30;

/** Makes figures that share one minimum sample, of samples that are not empty. */
export interface FigureMaker {
  /** A share, 0..1, with Wilson's interval. */
  share(successes: number, n: number): Figure;
  /** A net score in points, −100..100: 100 × (up − down) / n, with the adjusted Wald interval. */
  net(up: number, down: number, n: number): Figure;
  /** A mean in the unit of its scale, with the adjusted t interval. */
  mean(moments: Moments, bounds: Bounds): Figure;
}

/**
 * Makes figures with a minimum sample.
 *
 * @param designEffect how many answers count as one independent answer (`designEffectOf`): the interval is that of as many fewer, and so is what is `enough`
 */
export const figureMaker = (minimumSample: number, designEffect = 1): FigureMaker => {
  const figure = (value: number, { low, high }: Interval, n: number): Figure => ({
    value,
    low,
    high,
    n,
    enough: n / designEffect >= minimumSample,
  });
  return {
    share: (successes, n) =>
      figure(successes / n, wilsonInterval(successes / designEffect, n / designEffect), n),
    net: (up, down, n) => {
      const { low, high } = netInterval(up / designEffect, down / designEffect, n / designEffect);
      return figure((100 * (up - down)) / n, { low: 100 * low, high: 100 * high }, n);
    },
    mean: (moments, bounds) =>
      figure(moments.mean, meanInterval({ ...moments, n: moments.n / designEffect }, bounds), moments.n),
  };
};
