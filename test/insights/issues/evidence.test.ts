import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alphaOfLook } from '../../../lib/insights/issues/emerging/error-budget.ts';
import { calledAt, changeEvidence } from '../../../lib/insights/issues/emerging/evidence.ts';
import { doublingDays } from '../../../lib/insights/issues/emerging/growth.ts';
import { shareTrue } from '../../metrics/chance.ts';

describe('evidence that a share changed', () => {
  test('is zero without clauses in either period', () => {
    expect(changeEvidence({ count: 0, total: 0 }, { count: 5, total: 10 })).toBe(1);
    expect(changeEvidence({ count: 5, total: 10 }, { count: 0, total: 0 })).toBe(1);
  });

  test('grows with the change', () => {
    const before = { count: 20, total: 2_000 };
    expect(changeEvidence(before, { count: 5, total: 500 })).toBeLessThan(1);
    expect(changeEvidence(before, { count: 30, total: 500 })).toBeGreaterThan(1_000);
  });

  test('reaches 20 in at most one of twenty months of daily checks where nothing changes', () => {
    const month = (chance: () => number): boolean => {
      const drawn = (total: number): number =>
        Array.from({ length: total }, () => Number(chance() < 0.02)).reduce((sum, one) => sum + one, 0);
      const before = { count: drawn(2_000), total: 2_000 };
      let since = { count: 0, total: 0 };
      return Array.from({ length: 30 }, () => {
        since = { count: since.count + drawn(70), total: since.total + 70 };
        return changeEvidence(before, since) >= 20;
      }).includes(true);
    };
    expect(shareTrue(400, 5, month)).toBeLessThanOrEqual(0.05);
  });
});

describe('evidence of many issues', () => {
  test('is significant where the false discovery rate allows it', () => {
    expect(calledAt([100, 3, 50], 0.05)).toEqual([true, false, true]);
    expect(calledAt([19], 0.05)).toEqual([false]);
    expect(calledAt([], 0.05)).toEqual([]);
  });

  test('never becomes less significant when one issue has more evidence', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { minLength: 1 }), (evidence) => {
        const more = evidence.map((value, index) => (index === 0 ? value * 2 : value));
        const called = calledAt(evidence, 0.05);
        expect(calledAt(more, 0.05).every((isCalled, index) => isCalled || !called[index])).toBe(true);
      }),
    );
  });
});

test('a check may use as much of the weekly error rate as days have passed', () => {
  expect(alphaOfLook()).toBe(0.05);
  expect(alphaOfLook({ daysBetweenLooks: 1 })).toBeCloseTo(0.05 / 7, 12);
  expect(alphaOfLook({ daysBetweenLooks: 30 })).toBe(0.05);
  expect(alphaOfLook({ weeklyAlpha: 0.1, daysBetweenLooks: 0 })).toBe(0);
});

describe('doubling time', () => {
  const days = (counts: readonly number[], total = 100) =>
    counts.map((count, place) => ({ day: `2026-05-${String(place + 1).padStart(2, '0')}`, count, total }));

  test('is a day where every day has twice as many', () => {
    expect(doublingDays(days([1, 2, 4, 8, 16, 32]))?.value).toBeCloseTo(1, 6);
  });

  test('counts relative to the clauses of a day, not days', () => {
    const growing = [1, 2, 4, 8, 16, 32].map((count, place) => ({
      day: `2026-05-0${place + 1}`,
      count,
      total: 10 * count,
    }));
    expect(doublingDays(growing)).toBeUndefined();
  });

  test('is unknown where growth is uncertain, on few days, and without clauses', () => {
    expect(doublingDays(days([5, 5, 5, 5, 5]))).toBeUndefined();
    expect(doublingDays(days([32, 16, 8, 4, 2]))).toBeUndefined();
    expect(doublingDays(days([1, 2, 4]))).toBeUndefined();
    expect(doublingDays(days([0, 0, 0, 0]))).toBeUndefined();
    expect(doublingDays([])).toBeUndefined();
  });

  test('does not depend on the order of the days', () => {
    const counts = days([1, 2, 4, 8, 16, 32]);
    expect(doublingDays(counts.toReversed())).toEqual(doublingDays(counts));
  });
});
