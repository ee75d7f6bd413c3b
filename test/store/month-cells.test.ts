import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumTallies, tallyOf } from '../../lib/metrics/tally/tally.ts';
import { headlineOf } from '../../lib/store/headline.ts';
import { type HeadlineCell, openMonthCells, writeMonthCells } from '../../lib/store/month-cells.ts';
import { heard, people } from '../insights/responses.ts';

const month = '2026-05';
const scales = ['nps:transactional', 'csat:1-5', 'rating:1-10#Überblick'];

const responses = fc.array(
  fc.record({
    responseId: fc.stringMatching(/^[a-z]{6}$/),
    ratings: fc.dictionary(fc.constantFrom(...scales), fc.constantFrom(0, 1, 4.5, 9, 9.5, 10)),
    asked: fc.constant(1),
    answers: fc.constantFrom(
      [],
      [{ analysis: heard('negative', 'price') }],
      [{ analysis: heard('positive') }],
    ),
  }),
  { minLength: 1, maxLength: 14 },
);

const periods = fc.constantFrom(month, '2026-05-01', '2026-05-03', '2026-05-04', '2026-05-19', '2026-05-31');

const months = fc
  .uniqueArray(fc.tuple(periods, responses), { selector: ([period]) => period })
  .map((cells) => cells.map(([period, said]) => ({ period, tally: tallyOf(said) })));

const headlines = (cells: readonly { period: string; tally: ReturnType<typeof tallyOf> }[]): HeadlineCell[] =>
  cells.map(({ period, tally }) => ({ period, headline: headlineOf(tally) }));

const inOrder = <Each extends { readonly period: string }>(cells: readonly Each[]): Each[] =>
  cells.toSorted((left, right) => (left.period < right.period ? -1 : 1));

test('names a scale and its values once, and each cell by its day', () => {
  const cells = headlines([
    { period: '2026-05-31', tally: tallyOf(people('a', 2, { nps: 9, said: heard('positive', 'staff') })) },
    { period: month, tally: tallyOf(people('b', 1, { nps: 10 })) },
  ]);
  expect(JSON.parse(writeMonthCells(cells))).toEqual([
    [['nps:transactional', [10, 9]]],
    [
      [0, [1, 0, ['b00000'], [1, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0], [[1, 0]]]],
      [31, [2, 0, ['a00000', 'a00001'], [2, 2, 0, 0, 0], [0, 0, 2, 0, 120, 7200], [[0, 2]]]],
    ],
  ]);
});

test('without cells is empty', () => {
  expect(writeMonthCells([])).toBe('[[],[]]');
  expect(openMonthCells(month, '[[],[]]').periods).toEqual([]);
});

test('reads back as written to the last byte, in the order of the days', () => {
  fc.assert(
    fc.property(months, (cells) => {
      const { periods: read, ...written } = openMonthCells(month, writeMonthCells(headlines(cells)));
      expect(JSON.stringify(written.read([...read.keys()]))).toBe(JSON.stringify(headlines(inOrder(cells))));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('any cells sum to the headline of their summed tallies, to the last byte', () => {
  const some = months.chain((cells) => fc.tuple(fc.constant(inOrder(cells)), fc.subarray([...cells.keys()])));
  fc.assert(
    fc.property(some, ([cells, places]) => {
      const tallies = places.map((place) => cells[place]?.tally).filter((tally) => tally !== undefined);
      const { sum } = openMonthCells(month, writeMonthCells(headlines(cells)));
      expect(JSON.stringify(sum(places))).toBe(JSON.stringify(headlineOf(sumTallies(tallies))));
    }),
    { seed: 1, numRuns: 200 },
  );
});
