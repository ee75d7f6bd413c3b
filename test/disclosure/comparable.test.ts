import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparableInRange } from '../../lib/disclosure/comparable.ts';
import type { Cell } from '../../lib/disclosure/disclosed-month.ts';
import { isFullySuppressed, sumDisclosed } from '../../lib/disclosure/parts.ts';
import { disclosedMonths } from '../../lib/disclosure/series.ts';
import { addDays } from '../../lib/metrics/calendar/calendar.ts';
import { sumTallies } from '../../lib/metrics/tally/tally.ts';
import { counted, type Group } from '../reports/material.ts';

const cellsOf = (days: Readonly<Record<string, readonly Group[]>>): Cell[] =>
  Object.entries(days).map(([period, groups]) => ({ period, ...counted(...groups) }));

const comparable = (cells: readonly Cell[], from: string, to: string) =>
  comparableInRange(disclosedMonths(cells, 5), cells, { from, to });

const week = { from: '2026-05-04', to: '2026-05-10' };

test('discloses a range with enough respondents unchanged', () => {
  const cells = cellsOf({ '2026-05-04': [{ people: 20, nps: 9 }], '2026-05-05': [{ people: 7, nps: 3 }] });
  const { tally, partial } = comparable(cells, week.from, week.to);
  expect([tally, partial]).toEqual([sumTallies(cells.map(({ tally }) => tally)), false]);
});

test('a day of four respondents is suppressed, and another day with it', () => {
  const cells = cellsOf({
    '2026-05-04': [{ people: 20, nps: 9 }],
    '2026-05-05': [{ people: 4, nps: 3 }],
    '2026-05-06': [{ people: 8, nps: 3 }],
  });
  const day = (date: string) => {
    const disclosed = comparable(cells, date, date);
    return isFullySuppressed(disclosed) ? undefined : disclosed.tally.responses;
  };
  expect(['2026-05-04', '2026-05-05', '2026-05-06'].map(day)).toEqual([20, undefined, undefined]);
});

test('does not disclose a theme at all when part of it is suppressed', () => {
  const speed: Group = { people: 3, label: 'negative', themes: ['speed'] };
  const days = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [
      addDays('2026-05-06', index),
      [{ people: 20, label: 'positive' as const }, ...(index < 2 ? [{ ...speed, people: 9 }] : [speed])],
    ]),
  );
  const cells = cellsOf(days);
  expect(Object.keys(comparable(cells, '2026-05-06', '2026-05-07').tally.themes)).toEqual(['speed']);
  expect(comparable(cells, '2026-05-06', '2026-05-13').tally.themes).toEqual({});
});

test('the total is the sum of what is disclosed per touchpoint', () => {
  const web = comparable(cellsOf({ '2026-05-04': [{ people: 20, nps: 9 }] }), week.from, week.to);
  const store = comparable(cellsOf({ '2026-05-04': [{ people: 3, nps: 0 }] }), week.from, week.to);
  expect(sumDisclosed([web, store])).toMatchObject({ tally: { responses: 20 }, partial: true });
  expect(isFullySuppressed(sumDisclosed([store]))).toBe(true);
});

test('the difference between two ranges never discloses fewer than five respondents', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 31, maxLength: 31 });
  const day = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(sizes, day, day, day, (people, one, other, third) => {
      const [from = 0, middle = 0, to = 0] = [one, other, third].toSorted((left, right) => left - right);
      const cells = cellsOf(
        Object.fromEntries(
          people.map((count, index) => [
            addDays('2026-05-01', index),
            count === 0 ? [] : [{ people: count, nps: 9 }],
          ]),
        ),
      );
      const responses = (first: number, last: number) =>
        comparable(cells, addDays('2026-05-01', first), addDays('2026-05-01', last)).tally.responses;
      const [short, long] = [responses(from, middle), responses(from, to)];
      const between = people.slice(middle + 1, to + 1).reduce((sum, count) => sum + count, 0);
      if (short > 0 && long > 0) expect(between === 0 || between >= 5 || long - short !== between).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
});
