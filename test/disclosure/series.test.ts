import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../lib/disclosure/disclosed-month.ts';
import {
  disclosedInRange,
  disclosedMonths,
  disclosedTogether,
  rangeOf,
  seriesOf,
} from '../../lib/disclosure/series.ts';
import { addDays } from '../../lib/metrics/calendar/calendar.ts';
import { cell, people } from '../insights/responses.ts';

const firstDay = '2026-04-20';

/** Cells of days from 20 April on, with so many people each, every one on one day only. */
const cellsOf = (perDay: readonly number[]): Cell[] =>
  perDay.flatMap((count, index) =>
    count === 0
      ? []
      : [cell(addDays(firstDay, index), people(`d${index.toString(36)}`, count, { nps: index % 11 }))],
  );

const perDay = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 25 })), {
  minLength: 1,
  maxLength: 70,
});

const shownUntil = (cells: readonly Cell[], to: string): number =>
  disclosedInRange(disclosedMonths(cells, 5), { from: firstDay, to }).tally.responses;

describe('disclosedInRange', () => {
  test('takes whole months, otherwise weeks, otherwise days', () => {
    const cells = [
      cell('2026-04-28', people('a', 6)),
      cell('2026-05-04', people('b', 3)),
      cell('2026-05-05', people('c', 4)),
      cell('2026-05-12', people('d', 8)),
    ];
    const count = (from: string, to: string): number =>
      disclosedInRange(disclosedMonths(cells, 5), rangeOf(from, to)).tally.responses;
    expect(count('2026-05', '2026-05')).toBe(15);
    expect(count('2026-05-04', '2026-05-10')).toBe(7);
    expect(count('2026-05-04', '2026-05-09')).toBe(0);
    expect(count('2026-04-28', '2026-05-12')).toBe(6 + 7 + 8);
  });

  test('counts no unanswered questions of a suppressed month, although nothing was read in it', () => {
    const months = disclosedMonths(
      [cell('2026-04-28', people('a', 6)), cell('2026-05-04', people('b', 3))],
      5,
    );
    expect(disclosedInRange(months, rangeOf('2026-04', '2026-05')).tally).toMatchObject({
      responses: 6,
      answers: { asked: 6 },
    });
  });

  test('discloses nothing about fewer than five respondents through ranges that differ by a day', () => {
    fc.assert(
      fc.property(perDay, (counts) => {
        const cells = cellsOf(counts);
        const totals = counts.map((_, index) => shownUntil(cells, addDays(firstDay, index)));
        const steps = totals.map((total, index) => total - (totals[index - 1] ?? 0));
        expect(steps.filter((step) => step !== 0 && step < 5)).toEqual([]);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('all days together give what the months disclose', () => {
    fc.assert(
      fc.property(perDay, (counts) => {
        const months = disclosedMonths(cellsOf(counts), 5);
        const all = disclosedInRange(months, rangeOf('2026-01', '2026-12')).tally;
        const byMonth = seriesOf(months, 'month', rangeOf('2026-01', '2026-12'));
        expect(all.responses).toBe(
          byMonth.reduce((sum, { disclosed }) => sum + disclosed.tally.responses, 0),
        );
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('disclosedTogether', () => {
  test('counts no unanswered questions of a suppressed month, although nothing was read in it', () => {
    const disclosed = disclosedTogether(
      [cell('2026-04', people('a', 6)), cell('2026-05', people('b', 3))],
      5,
    );
    expect(disclosed.tally).toMatchObject({ responses: 6, answers: { asked: 6 } });
  });

  const month = (period: string, count: number): Cell =>
    cell(period, people(period.slice(5), count, { nps: 9 }));

  test.each([
    [[9, 9], 18, false],
    [[3, 9], 9, true],
    [[3, 3], 6, false],
    [[3, 1], 0, true],
    [[3, 3, 9], 15, false],
  ])(
    'months with %j respondents disclose %d, and say whether any are suppressed',
    (counts, responses, partial) => {
      const disclosed = disclosedTogether(
        counts.map((count, index) => month(`2026-0${index + 1}`, count)),
        5,
      );
      expect([disclosed.tally.responses, disclosed.partial]).toEqual([responses, partial]);
      expect(disclosed.tally.ratings['nps:transactional']?.['9'] ?? 0).toBe(responses);
    },
  );

  test('an empty input gives an empty result', () => {
    expect(disclosedTogether([], 5).tally.responses).toBe(0);
  });
});
