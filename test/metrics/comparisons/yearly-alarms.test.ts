import { describe, expect, test } from 'vitest';
import { pForYearlyAlarms, yearlyAlarms } from '../../../lib/metrics/comparisons/yearly-alarms.ts';
import { seededChance } from '../chance.ts';

const years = 400;

/** Every day's mean of the last `days` minus that of the `against` before, as standard normal values. */
const differences = (days: number, against: number): number[] => {
  const chance = seededChance(77);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const sums = [0];
  for (let day = 0; day < 365 * years + days + against; day += 1) sums.push((sums.at(-1) ?? 0) + normal());
  const between = (from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const deviation = Math.sqrt(1 / days + (against === 0 ? 0 : 1 / against));
  return Array.from({ length: 365 * years }, (_, day) => {
    const [middle, end] = [day + against, day + against + days];
    const earlier = against === 0 ? 0 : between(day, middle) / against;
    return (between(middle, end) / days - earlier) / deviation;
  });
};

const crossings = (values: readonly number[], limit: number): number =>
  values.filter((value, day) => value >= limit && (values[day - 1] ?? limit) < limit).length / years;

describe('the false alarms of a year of daily checks', () => {
  test.each([
    [7, 28],
    [1, 28],
    [28, 28],
    [28, 0],
  ])('are as many as simulated days cross the limit, for windows of %i and %i days', (days, against) => {
    const values = differences(days, against);
    for (const [p, limit] of [
      [0.02275, 2],
      [0.00135, 3],
    ] as const) {
      const expected = yearlyAlarms(p, { days, against });
      expect(Math.abs(crossings(values, limit) - expected)).toBeLessThan(
        4 * Math.sqrt((2 * expected) / years),
      );
    }
  });

  test.each([5, 1, 0.1, 0.001])('are %d at the p that is found for them', (alarms) => {
    const windows = { days: 7, against: 28 };
    expect(yearlyAlarms(pForYearlyAlarms(alarms, windows), windows)).toBeCloseTo(alarms, 5);
  });
});
