import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, type DisclosedMonth, disclosedMonth } from '../../lib/disclosure/disclosed-month.ts';
import { deducible, type Sum } from '../../lib/disclosure/elimination.ts';
import { addDays, firstDayOfWeek } from '../../lib/metrics/calendar/calendar.ts';
import type { CountedResponse } from '../../lib/metrics/tally/tally.ts';
import { cell, heard, people } from '../insights/responses.ts';

/** Responses that are shown, by name of period: `week` for a week's part in the month. */
const disclosedIn = ({ month, disclosed, segments }: DisclosedMonth): Record<string, number> =>
  Object.fromEntries(
    [
      [month, disclosed.tally.responses],
      ...segments.flatMap(({ week, disclosed: whole, days }) => [
        [`week ${week}`, whole.tally.responses],
        ...days.map(({ day, disclosed: one }) => [day, one.tally.responses]),
      ]),
    ].filter(([, count]) => count !== 0),
  );

describe('disclosedMonth', () => {
  test('discloses everything where every day has five respondents', () => {
    const month = disclosedMonth(
      '2026-05',
      [cell('2026-05-04', people('a', 5)), cell('2026-05-05', people('b', 7))],
      5,
    );
    expect(disclosedIn(month)).toEqual({
      '2026-05': 12,
      'week 2026-05-04': 12,
      '2026-05-04': 5,
      '2026-05-05': 7,
    });
  });

  test('suppresses a day with four respondents, and the smallest other day of its week so that it cannot be deduced', () => {
    const month = disclosedMonth(
      '2026-05',
      [
        cell('2026-05-04', people('a', 4)),
        cell('2026-05-05', people('b', 9)),
        cell('2026-05-06', people('c', 6)),
      ],
      5,
    );
    expect(disclosedIn(month)).toEqual({ '2026-05': 19, 'week 2026-05-04': 19, '2026-05-05': 9 });
  });

  test('suppresses ratings from few respondents with many responses, together with those of another week', () => {
    const three = Array.from({ length: 6 }, (_, index) => ({
      ...(people(`r${index}`, 1, { nps: 9 })[0] as CountedResponse),
      respondent: `anna-${index % 3}`,
    }));
    const { segments } = disclosedMonth(
      '2026-05',
      [
        cell('2026-05-04', three),
        cell('2026-05-11', people('b', 20)),
        cell('2026-05-18', people('c', 30, { nps: 9 })),
      ],
      5,
    );
    expect(segments.map(({ disclosed }) => Object.keys(disclosed.tally.ratings))).toEqual([[], [], []]);
  });

  test('suppresses a week with three respondents and the smallest other week, with their days', () => {
    const month = disclosedMonth(
      '2026-05',
      [
        cell('2026-05-04', people('a', 3)),
        cell('2026-05-11', people('b', 8)),
        cell('2026-05-18', people('c', 20)),
      ],
      5,
    );
    expect(disclosedIn(month)).toEqual({ '2026-05': 31, 'week 2026-05-18': 20, '2026-05-18': 20 });
  });

  test('suppresses all of a month with four respondents', () => {
    const month = disclosedMonth('2026-05', [cell('2026-05-04', people('a', 4))], 5);
    expect([disclosedIn(month), month.disclosed.partial]).toEqual([{}, true]);
  });

  test('counts respondents, not responses: nine responses from one person are one respondent', () => {
    const often = [
      ...people('a', 1),
      ...people('a', 1),
      ...people('a', 1),
      ...people('a', 1),
      ...people('a', 1),
    ];
    expect(disclosedIn(disclosedMonth('2026-05', [cell('2026-05-04', often)], 5))).toEqual({});
  });

  test('suppresses a theme with two respondents on a day with many, and discloses it in the month', () => {
    const late = heard('negative', 'lateness');
    const fine = heard('positive', 'staff');
    const month = disclosedMonth(
      '2026-05',
      [
        cell('2026-05-04', people('a', 2, { said: late }), people('b', 8, { said: fine })),
        cell('2026-05-05', people('c', 4, { said: late }), people('d', 8, { said: fine })),
      ],
      5,
    );
    expect(Object.keys(month.disclosed.tally.themes)).toEqual(['lateness', 'staff']);
    expect(
      month.segments[0]?.days.map(({ disclosed }) => [
        Object.keys(disclosed.tally.themes),
        disclosed.partial,
      ]),
    ).toEqual([
      [['staff'], true],
      [['staff'], true],
    ]);
  });

  test('suppresses the ratings of a scale with fewer than five respondents', () => {
    const month = disclosedMonth(
      '2026-05',
      [cell('2026-05-04', people('a', 4, { nps: 0 }), people('b', 8))],
      5,
    );
    expect([month.disclosed.tally.responses, month.disclosed.tally.ratings, month.disclosed.partial]).toEqual(
      [12, {}, true],
    );
  });

  test('treats responses dated only by month as one more part of the month, so that the weeks do not reveal them', () => {
    const month = disclosedMonth(
      '2026-05',
      [cell('2026-05-04', people('a', 9)), cell('2026-05', people('b', 2))],
      5,
    );
    expect(disclosedIn(month)).toEqual({ '2026-05': 11 });
  });

  test('discloses everything where the threshold is 0', () => {
    const month = disclosedMonth('2026-05', [cell('2026-05-04', people('a', 1, { nps: 0 }))], 0);
    expect([disclosedIn(month), month.disclosed.partial]).toEqual([
      { '2026-05': 1, 'week 2026-05-04': 1, '2026-05-04': 1 },
      false,
    ]);
  });

  const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 31 });
  const cellsOf = (perDay: readonly number[]): Cell[] =>
    perDay.flatMap((count, index) =>
      count === 0
        ? []
        : [
            cell(
              addDays('2026-05-01', index),
              people(String.fromCharCode(97 + index), count, { nps: index % 11 }),
            ),
          ],
    );

  /** What a reader may add up: each week's part is its days, the month is its weeks' parts. */
  const sumsOf = (cells: readonly Cell[]): Sum[] => {
    const weeks = Map.groupBy(cells, ({ period }) => firstDayOfWeek(period));
    return [
      ...[...weeks].map(([week, days]) => ({
        total: `week ${week}`,
        parts: days.map(({ period }) => period),
      })),
      { total: '2026-05', parts: [...weeks.keys()].map((week) => `week ${week}`) },
    ];
  };

  /** What a total leaves when everything shown of its parts is taken away; nothing where it is not shown itself. */
  const restOf = (disclosed: Record<string, number>, { total, parts }: Sum): number =>
    total in disclosed
      ? (disclosed[total] ?? 0) - parts.reduce((sum, part) => sum + (disclosed[part] ?? 0), 0)
      : 0;

  /** Sizes of the days that follow from what is shown though they are not. */
  const worked = (
    cells: readonly Cell[],
    disclosed: Record<string, number>,
    sums: readonly Sum[],
  ): number[] => {
    const all = sums.flatMap(({ total, parts }) => [total, ...parts]);
    const known = deducible(sums, new Set(all.filter((id) => !(id in disclosed))));
    return cells.filter(({ period }) => known.includes(period)).map(({ tally }) => tally.responses);
  };

  test('never discloses or lets anyone deduce a group under five, in any month', () => {
    fc.assert(
      fc.property(counts, (perDay) => {
        const cells = cellsOf(perDay);
        const disclosed = disclosedIn(disclosedMonth('2026-05', cells, 5));
        const sums = sumsOf(cells);
        const sizes = [
          ...Object.values(disclosed),
          ...worked(cells, disclosed, sums),
          ...sums.map((sum) => restOf(disclosed, sum)),
        ];
        expect(sizes.filter((count) => count > 0 && count < 5)).toEqual([]);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  test('gives the same result in any order of the cells', () => {
    fc.assert(
      fc.property(counts, (perDay) => {
        const cells = cellsOf(perDay);
        expect(disclosedMonth('2026-05', cells.toReversed(), 5)).toEqual(disclosedMonth('2026-05', cells, 5));
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});
