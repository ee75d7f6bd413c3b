/** People who mention an issue on one day, and all people of that day. */
export interface DayCount {
  readonly day: string;
  readonly count: number;
  readonly total: number;
}

const steps = 30;
const quantile95 = 1.959963984540054;
const minDays = 4;
const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

/** One step of Newton's method for ln(rate) = level + slope · day, with people of the day as exposure. */
const newtonStep = (
  points: readonly { readonly x: number; readonly count: number; readonly total: number }[],
  [level, slope]: readonly [number, number],
): { next: [number, number]; slopeVariance: number } => {
  let [gradient0, gradient1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (const { x, count, total } of points) {
    const expected = total * Math.exp(level + slope * x);
    gradient0 += count - expected;
    gradient1 += (count - expected) * x;
    h00 += expected;
    h01 += expected * x;
    h11 += expected * x * x;
  }
  const determinant = h00 * h11 - h01 * h01;
  return {
    next: [
      level + (h11 * gradient0 - h01 * gradient1) / determinant,
      slope + (h00 * gradient1 - h01 * gradient0) / determinant,
    ],
    slopeVariance: h00 / determinant,
  };
};

/**
 * In how many days an issue's share doubles, by Poisson regression on the days with people as exposure; undefined where it does not
 * grow significantly (95 %), on fewer than four days, or where it can't be fitted. The interval is the inverse of that of the slope.
 *
 * @example doublingDays([1, 2, 4, 8].map((count, day) => ({ day: `2026-05-0${day + 1}`, count, total: 100 })))?.value // 1.0
 */
export const doublingDays = (
  days: readonly DayCount[],
): { readonly value: number; readonly low: number; readonly high: number } | undefined => {
  const known = days
    .filter(({ total }) => total > 0)
    .toSorted((left, right) => (left.day < right.day ? -1 : 1));
  const [first] = known;
  const count = known.reduce((sum, day) => sum + day.count, 0);
  if (first === undefined || known.length < minDays || count === 0) return undefined;
  const points = known.map((day) => ({ ...day, x: dayNumber(day.day) - dayNumber(first.day) }));
  let fitted: [number, number] = [Math.log(count / known.reduce((sum, { total }) => sum + total, 0)), 0];
  let variance = Number.POSITIVE_INFINITY;
  for (let step = 0; step < steps; step += 1) {
    const { next, slopeVariance } = newtonStep(points, fitted);
    if (!Number.isFinite(next[0]) || !Number.isFinite(next[1])) return undefined;
    [fitted, variance] = [next, slopeVariance];
  }
  const [, slope] = fitted;
  const margin = quantile95 * Math.sqrt(variance);
  if (!(slope - margin > 0)) return undefined;
  return { value: Math.LN2 / slope, low: Math.LN2 / (slope + margin), high: Math.LN2 / (slope - margin) };
};
