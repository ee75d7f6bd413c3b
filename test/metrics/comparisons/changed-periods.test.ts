import { describe, expect, test } from 'vitest';
import { changedPeriods, type ScoreCounts } from '../../../lib/metrics/comparisons/changed-periods.ts';
import { drawCounts, seededChance, shareTrue } from '../chance.ts';

const calm: ScoreCounts = { '-100': 6, '0': 4, '100': 10 };
const bad: ScoreCounts = { '-100': 16, '0': 3, '100': 1 };

describe('a change', () => {
  test('that lasts to the end is a step, dated to its first period', () => {
    expect(changedPeriods([calm, calm, calm, calm, bad, bad])).toEqual({ first: 4, last: 5, p: 0.002 });
  });

  test('that begins with the series is a step after it', () => {
    expect(changedPeriods([bad, bad, calm, calm, calm, calm])).toMatchObject({ first: 2, last: 5 });
  });

  test('that is over is returned with its first and its last period', () => {
    expect(changedPeriods([calm, calm, bad, calm, calm, calm])).toMatchObject({ first: 2, last: 2 });
  });

  test('is not found in periods that are alike, nor in too few scores', () => {
    expect(changedPeriods([calm, calm, calm, calm])).toBeUndefined();
    expect(changedPeriods([{ '100': 5 }, { '-100': 5 }])).toBeUndefined();
    expect(changedPeriods([])).toBeUndefined();
  });

  test('is the same for the same series', () => {
    const series = [calm, bad, calm, bad, bad];
    expect(changedPeriods(series)).toEqual(changedPeriods(series));
  });
});

const week = (chance: () => number, promoters: number, n: number): ScoreCounts => {
  const [down = 0, middle = 0, up = 0] = drawCounts(chance, [0.7 - promoters, 0.3, promoters], n);
  return { '-100': down, '0': middle, '100': up };
};

test('it is found in one series of twenty without a change, for any sizes of its weeks', () => {
  const called = shareTrue(
    400,
    5,
    (chance) =>
      changedPeriods(
        Array.from({ length: 13 }, (_, index) => week(chance, 0.4, index % 3 === 0 ? 8 : 30)),
      ) !== undefined,
  );
  expect(called).toBeGreaterThan(0.02);
  expect(called).toBeLessThan(0.08);
});

test.each([
  {
    name: 'as rarely where people give the same score three times a week and count once',
    designEffect: 3,
    atMost: 0.08,
  },
  { name: 'in most such series where each score counts', designEffect: 1, atMost: 1 },
])('it is found $name', ({ designEffect, atMost }) => {
  const thrice = (counts: ScoreCounts): ScoreCounts =>
    Object.fromEntries(Object.entries(counts).map(([score, count]) => [score, 3 * count]));
  const called = shareTrue(200, 6, (chance) => {
    const weeks = Array.from({ length: 13 }, () => thrice(week(chance, 0.4, 10)));
    return changedPeriods(weeks, designEffect) !== undefined;
  });
  expect(called).toBeLessThanOrEqual(atMost);
  if (designEffect === 1) expect(called).toBeGreaterThan(0.5);
});

test('a step of 40 points in weeks of 50 is dated to its week, or the next to it, in nine of ten', () => {
  const chance = seededChance(3);
  const dated = Array.from({ length: 60 }, () => {
    const weeks = Array.from({ length: 13 }, (_, index) => week(chance, index < 9 ? 0.45 : 0.25, 50));
    return changedPeriods(weeks);
  }).filter((changed) => changed !== undefined && changed.last === 12 && Math.abs(changed.first - 9) <= 1);
  expect(dated.length).toBeGreaterThanOrEqual(54);
});
