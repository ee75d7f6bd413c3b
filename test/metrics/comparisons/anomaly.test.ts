import { describe, expect, it, test } from 'vitest';
import {
  anomaliesOf,
  type Forecaster,
  forecastFigure,
  type SeriesPoint,
} from '../../../lib/metrics/comparisons/anomaly.ts';
import { forecastCount } from '../../../lib/metrics/comparisons/count-forecast.ts';
import { figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { drawCounts, drawNegativeBinomial, seededChance } from '../chance.ts';

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

const judgedOf = (points: readonly SeriesPoint[]) => anomaliesOf(points, forecastFigure);

/** Of the last of 57 points, over many seeded series. */
const sharedCalled = (times: number, forecast: Forecaster, draw: (chance: () => number) => SeriesPoint[]) => {
  const chance = seededChance(11);
  const called = Array.from({ length: times }, () => anomaliesOf(draw(chance), forecast).at(-1)?.anomalous);
  return called.filter((one) => one === true).length / called.filter((one) => one !== undefined).length;
};

describe('anomaliesOf, of figures', () => {
  it('does not judge a day until its weekday has been seen four times', () => {
    const judged = judgedOf(days(1, 30));
    expect(judged.slice(0, 28).every((day) => day === undefined)).toBe(true);
    expect(judged[28]).toBeDefined();
  });

  it('finds a planted drop of 30 points on a weekday', () => {
    const judged = judgedOf(withDay(days(2, 90), 70, 10))[70];
    expect(judged).toMatchObject({ anomalous: true });
    expect(judged?.score).toBeLessThan(-3);
    expect(judged?.expected).toBeCloseTo(40, -1);
  });

  it('accepts the same value as normal on a weekend', () => {
    expect(judgedOf(withDay(days(2, 90), 75, 10))[75]?.anomalous).toBe(false);
  });

  it('is not masked by an anomaly in the week before', () => {
    const twice = withDay(withDay(days(3, 90), 63, -400), 70, 0);
    expect(judgedOf(twice)[70]?.anomalous).toBe(true);
  });

  it('calls a new level, and after some weeks takes it for what is usual', () => {
    const stepped = days(3, 120).map((point, day) => (day < 60 ? point : { value: (point.value ?? 0) - 40 }));
    const judged = judgedOf(stepped);
    expect(judged[60]?.anomalous).toBe(true);
    expect(judged.slice(113).some((day) => day?.anomalous)).toBe(false);
  });

  it('skips a day without feedback, which has no figure', () => {
    const points = days(4, 90).map((point, day) => (day === 70 || day === 63 ? {} : point));
    const judged = judgedOf(points);
    expect(judged[70]).toBeUndefined();
    expect(judged[77]?.expected).toBeGreaterThan(30);
  });

  it('allows a wider range for a day with few responses', () => {
    const points = days(5, 90).map((point) => ({ ...point, standardError: 5 }));
    const dayOf = (standardError: number) => judgedOf(points.with(70, { value: 10, standardError }))[70];
    expect(dayOf(5)?.anomalous).toBe(true);
    expect(dayOf(30)?.anomalous).toBe(false);
  });

  it('does not judge a constant series unless its points have standard errors', () => {
    const flat = Array.from({ length: 60 }, () => ({ value: 3 }));
    expect(judgedOf(withDay(flat, 59, 4))[59]).toBeUndefined();
    const unsure = flat.map((point) => ({ ...point, standardError: 0.2 }));
    expect(judgedOf(unsure.with(59, { value: 4, standardError: 0.2 }))[59]?.anomalous).toBe(true);
  });

  it('an empty series gives an empty result', () => {
    expect(judgedOf([])).toEqual([]);
  });

  it('calls at most 0.5 % of normal days, and its range holds 19 in 20', () => {
    const points = days(6, 3000);
    const judged = judgedOf(points).flatMap((day, at) =>
      day ? [{ day, value: points[at]?.value ?? 0 }] : [],
    );
    const share = (holds: (one: (typeof judged)[number]) => boolean): number =>
      judged.filter(holds).length / judged.length;
    expect(share(({ day }) => day.anomalous)).toBeLessThan(0.005);
    const inside = share(({ day, value }) => day.low <= value && value <= day.high);
    expect(inside).toBeGreaterThanOrEqual(0.93);
    expect(inside).toBeLessThanOrEqual(0.97);
  });

  test.each([
    ['weekday', 0],
    ['weekend', 2],
  ])(
    'calls at most 0.5 % of ordinary %ss, of NPS of 20 responses on weekdays and 6 on weekends',
    (_, shift) => {
      const make = figureMaker(30);
      const called = sharedCalled(2000, forecastFigure, (chance) =>
        Array.from({ length: 57 }, (__, day) => {
          const n = (day + 7 - shift) % 7 > 4 ? 6 : 20;
          const [promoters = 0, , detractors = 0] = drawCounts(chance, [0.5, 0.25, 0.25], n);
          const { value, low, high } = make.net(promoters, detractors, n);
          return { value, standardError: (high - low) / 3.92, n };
        }),
      );
      expect(called).toBeLessThan(0.005);
    },
  );
});

describe('anomaliesOf, of volumes', () => {
  /** @param mean of the day; the last is judged */
  const volumes =
    (mean: (day: number) => number, spread = 0, length = 57) =>
    (chance: () => number): SeriesPoint[] =>
      Array.from({ length }, (_, day) => ({ value: drawNegativeBinomial(chance, mean(day), spread) }));
  const workdays = (shift: number) => (day: number) => ((day + shift) % 7 > 4 ? 4 : 20);

  test.each([
    ['of 1 a day', volumes(() => 1)],
    ['of 5 a day', volumes(() => 5)],
    ['on weekdays of 20 where weekends have 4', volumes(workdays(0))],
    ['on weekends of 4 where weekdays have 20', volumes(workdays(5))],
    ['of 20 that grow by 5 % a week', volumes((day) => 20 * 1.05 ** (day / 7))],
    ['of 3 that grow by 10 % a week', volumes((day) => 3 * 1.1 ** (day / 7))],
    ['of 20 that scatter by a fifth beyond chance', volumes(() => 20, 0.05)],
  ])('calls at most 0.4 % of quiet days %s', (_, draw) => {
    expect(sharedCalled(2000, forecastCount, draw)).toBeLessThanOrEqual(0.004);
  });

  test('calls at most 0.4 % of quiet weeks of 100', () => {
    const chance = seededChance(12);
    const draw = volumes(() => 100, 0.01, 17);
    const called = Array.from({ length: 2000 }, () =>
      anomaliesOf(draw(chance), forecastCount, { season: 1, seasons: 16 }).at(-1),
    ).filter((judged) => judged?.anomalous);
    expect(called.length / 2000).toBeLessThanOrEqual(0.004);
  });

  const usual: SeriesPoint[] = Array.from({ length: 90 }, (_, day) => ({ value: 20 + ((day * 7) % 5) - 2 }));

  test.each([0, 2, 60])('calls a day of %i where 20 are usual', (value) => {
    expect(anomaliesOf(withDay(usual, 70, value), forecastCount)[70]).toMatchObject({ anomalous: true });
  });

  test('calls a suppressed day where the most that it can be would be too few', () => {
    const judged = anomaliesOf(usual.with(70, { atMost: 4 }), forecastCount)[70];
    expect(judged).toMatchObject({ anomalous: true });
    expect(judged?.score).toBeLessThan(0);
  });

  test('does not judge a suppressed day where so few are usual', () => {
    const few: SeriesPoint[] = Array.from({ length: 90 }, (_, day) =>
      day % 3 === 0 ? { atMost: 4 } : { value: 5 + (day % 4) },
    );
    expect(anomaliesOf(few, forecastCount).filter((judged, day) => day % 3 === 0 && judged)).toEqual([]);
  });

  test('calls the first response of a day that never had more than a few, only where there are many', () => {
    const never = Array.from({ length: 90 }, () => ({ value: 0 }));
    expect(anomaliesOf(withDay(never, 70, 9), forecastCount)[70]).toBeUndefined();
    const closed = Array.from({ length: 90 }, (_, day) => ({ value: day % 7 === 0 ? 0 : 20 }));
    expect(anomaliesOf(withDay(closed, 70, 1), forecastCount)[70]?.anomalous).toBe(false);
    expect(anomaliesOf(withDay(closed, 70, 9), forecastCount)[70]?.anomalous).toBe(true);
  });
});
