import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableCells } from '../../lib/disclosure/readable-cells.ts';
import { addDays } from '../../lib/metrics/calendar/calendar.ts';
import { tallyOf } from '../../lib/metrics/tally/tally.ts';

const cellOf = (cell: string, people: number) => ({
  cell,
  people,
  tally: tallyOf(
    Array.from({ length: people }, (_, index) => ({
      responseId: `${index}${cell.replaceAll('-', '').split('').toReversed().join('')}`,
      ratings: {},
      asked: 0,
      answers: [],
    })),
  ),
});
const may = { from: '2026-05-01', to: '2026-05-31' };
const readable = (cells: readonly ReturnType<typeof cellOf>[], range = may, threshold = 5) =>
  [...readableCells(cells, range, threshold).keys()].toSorted();

describe('readableCells', () => {
  it('reads all of a month with enough respondents, including small days and responses dated only by month', () => {
    const cells = [cellOf('2026-05-04', 2), cellOf('2026-05-20', 9), cellOf('2026-05', 1)];
    expect(readable(cells)).toEqual(['2026-05', '2026-05-04', '2026-05-20']);
  });

  it('does not read a small day alone, nor a day from which it could be deduced', () => {
    const cells = [cellOf('2026-05-04', 2), cellOf('2026-05-05', 6), cellOf('2026-05-06', 20)];
    expect(readable(cells, { from: '2026-05-04', to: '2026-05-05' })).toEqual([]);
    expect(readable(cells, { from: '2026-05-06', to: '2026-05-06' })).toEqual(['2026-05-06']);
  });

  it('reads nothing of a month below the threshold, and everything where there is no threshold', () => {
    const few = [cellOf('2026-05-04', 4), cellOf('undated', 4)];
    expect(readable(few)).toEqual([]);
    expect(readable(few, may, 0)).toEqual(['2026-05-04', 'undated']);
  });

  it('subtracting one range from another leaves no respondents, or at least five', () => {
    const day = fc.integer({ min: 0, max: 60 });
    const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 61, maxLength: 61 });
    fc.assert(
      fc.property(counts, day, day, day, day, (people, ...ends) => {
        const cells = people
          .map((count, index) => cellOf(addDays('2026-05-01', index), count))
          .filter((one) => one.people > 0);
        const rangeOf = (one = 0, other = 0) => ({
          from: addDays('2026-05-01', Math.min(one, other)),
          to: addDays('2026-05-01', Math.max(one, other)),
        });
        const [left, right] = [rangeOf(ends[0], ends[1]), rangeOf(ends[2], ends[3])].map((range) =>
          readableCells(cells, range, 5),
        );
        const rest = cells.filter(({ cell }) => left?.has(cell) && !right?.has(cell));
        const peopleLeft = rest.reduce((sum, one) => sum + one.people, 0);
        expect(peopleLeft === 0 || peopleLeft >= 5).toBe(true);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('an empty input gives an empty result', () => {
    expect(readable([])).toEqual([]);
  });
});
