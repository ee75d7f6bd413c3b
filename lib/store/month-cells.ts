import { sortBy } from 'remeda';
import { addPeople, finishPeople, type GrowingPeople } from '../metrics/tally/respondents.ts';
import { fromPositions, type Headline, type Positions, positionsOf } from './headline.ts';
import { jsonText } from './items/attributes.ts';

/** The headline of one cell of a month. */
export interface HeadlineCell {
  /** `2026-05-31`, or `2026-05` for responses without a day. */
  readonly period: string;
  readonly headline: Headline;
}

/** A scale of the month with the values given on it; the ratings of a cell are counts in this order. */
type Scale = [key: string, values: number[]];
type Counts = number[];
/** The day of the month, 0 for responses without a day. */
type WrittenCell = [day: number, headline: Positions<Counts[]>];
type Written = [scales: Scale[], cells: WrittenCell[]];

const cellsText = jsonText<Written>();

const scalesOf = (cells: readonly HeadlineCell[]): Scale[] => {
  const scales = new Map<string, Set<string>>();
  for (const { headline } of cells)
    for (const [key, counts] of Object.entries(headline.ratings)) {
      const values = scales.get(key) ?? new Set();
      scales.set(key, values);
      for (const value of Object.keys(counts)) values.add(value);
    }
  return sortBy([...scales], ([key]) => key).map(([key, values]) => [key, [...values].sort().map(Number)]);
};

const countsOf = (ratings: Headline['ratings'], [key, values]: Scale): Counts => {
  const counts = ratings[key];
  return counts === undefined ? [] : values.map((value) => counts[value] ?? 0);
};

const givenOn = (values: readonly number[], counts: Counts): Record<string, number> => {
  const given: Record<string, number> = {};
  values.forEach((value, index) => {
    const count = counts[index] ?? 0;
    if (count > 0) given[value] = count;
  });
  return given;
};

const ratingsOf = (scales: readonly Scale[], all: readonly Counts[]): Headline['ratings'] => {
  const ratings: Record<string, Record<string, number>> = {};
  scales.forEach(([key, values], index) => {
    const counts = all[index] ?? [];
    if (counts.length > 0) ratings[key] = givenOn(values, counts);
  });
  return ratings;
};

const dayOf = (period: string): number => Number(period.slice(8));

const periodOf = (month: string, day: number): string =>
  day === 0 ? month : `${month}-${String(day).padStart(2, '0')}`;

/**
 * The cells of one month as one text: each scale once, with its values, then each cell with its headline by position.
 *
 * @param cells in any order; of none the text is `[[],[]]`
 * @example writeMonthCells([{ period: '2026-05-31', headline }])
 * // '[[["nps:transactional",[9]]],[[31,[2,0,"many",[2,2,0,0,0],[0,0,2,0,100,5000],[[2]]]]]]'
 */
export const writeMonthCells = (cells: readonly HeadlineCell[]): string => {
  const scales = scalesOf(cells);
  const written = sortBy(cells, ({ period }) => period).map(
    ({ period, headline }): WrittenCell => [
      dayOf(period),
      positionsOf(
        headline,
        scales.map((scale) => countsOf(headline.ratings, scale)),
      ),
    ],
  );
  return cellsText.write([scales, written]);
};

const addTo = (sums: number[], counts: readonly number[]): void => {
  counts.forEach((count, index) => {
    sums[index] = (sums[index] ?? 0) + count;
  });
};

const sumOf = (all: readonly Positions<Counts[]>[]): Positions<Counts[]> => {
  const sums: [number, number] = [0, 0];
  const answers: Positions<Counts[]>[3] = [0, 0, 0, 0, 0];
  const sentiment: Positions<Counts[]>[4] = [0, 0, 0, 0, 0, 0];
  const ratings: Counts[] = [];
  let people: GrowingPeople = new Set();
  for (const [responses, unfinished, theirs, asked, felt, given] of all) {
    addTo(sums, [responses, unfinished]);
    people = addPeople(people, theirs);
    addTo(answers, asked);
    addTo(sentiment, felt);
    given.forEach((counts, index) => {
      const known = ratings[index] ?? [];
      ratings[index] = known;
      addTo(known, counts);
    });
  }
  return [...sums, finishPeople(people), answers, sentiment, ratings];
};

/** The cells of a month as they were written: parsed on demand, one by one or summed. */
export interface WrittenCells {
  /** Of each cell, in order. */
  readonly periods: readonly string[];
  /** Some cells by their places in `periods`. */
  read(places: readonly number[]): HeadlineCell[];
  /** The headline of some cells together: the same as that of their summed tallies, by position and many times as fast. */
  sum(places: readonly number[]): Headline;
}

/** The inverse of {@link writeMonthCells}. */
export const openMonthCells = (month: string, text: string): WrittenCells => {
  const [scales, cells] = cellsText.read(text);
  const periods = cells.map(([day]) => periodOf(month, day));
  const headlineOf = (positions: Positions<Counts[]>): Headline =>
    fromPositions(positions, (counts) => ratingsOf(scales, counts));
  const at = (places: readonly number[]): WrittenCell[] =>
    places.map((place) => cells[place]).filter((cell) => cell !== undefined);
  return {
    periods,
    read: (places) =>
      at(places).map(([day, positions]) => ({
        period: periodOf(month, day),
        headline: headlineOf(positions),
      })),
    sum: (places) => headlineOf(sumOf(at(places).map(([, positions]) => positions))),
  };
};
