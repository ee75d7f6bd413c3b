import { describe, expect, it } from 'vitest';
import { anomaliesOf, type SeriesPoint } from '../../../lib/metrics/comparisons/anomaly.ts';
import { seededChance } from '../chance.ts';

/** Normal noise by Box and Muller. */
const noise = (chance: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** Days at 40 ± 5, weekends 30 lower. */
const week = [0, 0, 0, 0, 0, -30, -30];
const days = (seed: number, count: number): SeriesPoint[] => {
  const chance = seededChance(seed);
  return Array.from({ length: count }, (_, day) => ({
    value: 40 + (week[day % 7] ?? 0) + 5 * noise(chance),
  }));
};
const withDay = (points: readonly SeriesPoint[], day: number, value: number): SeriesPoint[] =>
  points.with(day, { value });

describe('anomaliesOf', () => {
  it('does not judge a day until its weekday has been seen four times', () => {
    const judged = anomaliesOf(days(1, 30));
    expect(judged.slice(0, 28).every((day) => day === undefined)).toBe(true);
    expect(judged[28]).toBeDefined();
  });

  it('finds a planted drop of 30 points on a weekday', () => {
    const judged = anomaliesOf(withDay(days(2, 90), 70, 10))[70];
    expect(judged).toMatchObject({ anomalous: true });
    expect(judged?.score).toBeLessThan(-3.5);
    expect(judged?.expected).toBeCloseTo(40, -1);
  });

  it('accepts the same value as normal on a weekend', () => {
    expect(anomaliesOf(withDay(days(2, 90), 75, 10))[75]?.anomalous).toBe(false);
  });

  it('is not masked by an anomaly in the week before', () => {
    const twice = withDay(withDay(days(3, 90), 63, -400), 70, 0);
    expect(anomaliesOf(twice)[70]?.anomalous).toBe(true);
  });

  it('skips a day without feedback, and does not count it as 0', () => {
    const points = days(4, 90).map((point, day) => (day === 70 || day === 63 ? {} : point));
    const judged = anomaliesOf(points);
    expect(judged[70]).toBeUndefined();
    expect(judged[77]?.expected).toBeGreaterThan(30);
  });

  it('allows a wider range for a day with few responses', () => {
    const points = days(5, 90).map((point) => ({ ...point, standardError: 5 }));
    const judgedOf = (standardError: number) =>
      anomaliesOf(points.with(70, { value: 10, standardError }))[70];
    expect(judgedOf(5)?.anomalous).toBe(true);
    expect(judgedOf(30)?.anomalous).toBe(false);
  });

  it('does not judge a constant series unless its points have standard errors', () => {
    const flat = Array.from({ length: 60 }, () => ({ value: 3 }));
    expect(anomaliesOf(withDay(flat, 59, 4))[59]).toBeUndefined();
    const unsure = flat.map((point) => ({ ...point, standardError: 0.2 }));
    expect(anomaliesOf(unsure.with(59, { value: 4, standardError: 0.2 }))[59]?.anomalous).toBe(true);
  });

  it('an empty series gives an empty result', () => {
    expect(anomaliesOf([])).toEqual([]);
  });

  it('flags fewer than 1 in 100 normal days, and its range holds 19 in 20', () => {
    const points = days(6, 3000);
    const judged = anomaliesOf(points).flatMap((day, at) =>
      day ? [{ day, value: points[at]?.value ?? 0 }] : [],
    );
    const share = (holds: (one: (typeof judged)[number]) => boolean): number =>
      judged.filter(holds).length / judged.length;
    expect(share(({ day }) => day.anomalous)).toBeLessThan(0.01);
    const inside = share(({ day, value }) => day.low <= value && value <= day.high);
    expect(inside).toBeGreaterThanOrEqual(0.93);
    expect(inside).toBeLessThanOrEqual(0.97);
  });
});
