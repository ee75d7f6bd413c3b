import { normalDensity, normalP, normalQuantile } from '../figures/distributions.ts';

/** Two windows of days, one right after the other, that are compared anew every day. */
export interface DailyComparison {
  /** The days of the later window. */
  readonly days: number;
  /** The days of the earlier one; 0 where the later one is compared with a fixed value. */
  readonly against: number;
}

/** A comparison every day of a year, each of which a day of feedback may change. */
const checksAYear = 365;

const steps = 400;
/** Beyond this many standard deviations nothing is left to integrate. */
const farthest = 9;

/**
 * How alike the differences of two days are: both windows move by one day. The differences are weighted sums of the same days, each with
 * 1 / days in the later window and −1 / against in the earlier one.
 */
const correlationOf = ({ days, against }: DailyComparison): number => {
  const later = 1 / days;
  const earlier = against === 0 ? 0 : 1 / against;
  return (
    ((days - 1) * later ** 2 + Math.max(0, against - 1) * earlier ** 2 - later * earlier) / (later + earlier)
  );
};

/** The chance that one of two normal values with this correlation is below a limit and the other is not. */
const crossingChance = (limit: number, correlation: number): number => {
  const spread = Math.sqrt(1 - correlation ** 2);
  const width = (farthest - limit) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const x = limit + step * width;
    const factor = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    const z = (limit - correlation * x) / spread;
    const below = z < 0 ? normalP(z) / 2 : 1 - normalP(z) / 2;
    sum += factor * normalDensity(x) * below;
  }
  return (sum * width) / 3;
};

/**
 * How often in a year a daily comparison of which nothing changes becomes significant, each run of significant days counted once: the expected number of
 * days on which the one-sided p is at most this while it was above it the day before. An upper limit where an alert stays raised until the difference is gone.
 *
 * Source: Leadbetter, Lindgren and Rootzén, Extremes and Related Properties of Random Sequences and Processes (Springer 1983), 3.4 and 7.2
 * (crossings of a level by a stationary normal sequence).
 *
 * @example yearlyAlarms(0.001, { days: 7, against: 28 }) // 0.2413
 */
export const yearlyAlarms = (p: number, comparison: DailyComparison): number =>
  checksAYear * crossingChance(-normalQuantile(p), correlationOf(comparison));

/**
 * The largest one-sided p at which a comparison is significant no more often a year than this.
 *
 * @param alarms a year, of one comparison
 */
export const pForYearlyAlarms = (alarms: number, comparison: DailyComparison): number => {
  let [low, high] = [Math.log(1e-12), Math.log(0.25)];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (yearlyAlarms(Math.exp(middle), comparison) > alarms) high = middle;
    else low = middle;
  }
  return Math.exp(low);
};
