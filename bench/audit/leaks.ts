import type { Disclosed } from '../../lib/disclosure/parts.ts';
import { Span } from './exact-rank.ts';

/** One respondent, with a value in each dimension. */
export type Person = Readonly<Record<string, string>>;

/** A group of people: those who have the values. */
type Values = readonly (readonly [dimension: string, value: string])[];

const has = (person: Person, values: Values): boolean =>
  values.every(([dimension, value]) => person[dimension] === value);

const valuesOf = (dimension: string, value: string): Values => {
  const names = dimension.split('+');
  const values = names.length === 1 ? [value] : value.split(' + ');
  return names.map((name, index) => [name, values[index] ?? ''] as const);
};

/** Every combination of values that a reader can't rule out: one that a published pair doesn't have is known to be empty. */
const possible = (people: readonly Person[], dimensions: readonly string[]): Person[] => {
  const names = [...new Set(dimensions.flatMap((dimension) => dimension.split('+')))];
  let all: Person[] = [{}];
  for (const name of names) {
    const values = [...new Set(people.map((person) => person[name] ?? ''))];
    all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  const seen = dimensions.map((dimension) => {
    const parts = dimension.split('+');
    const of = (person: Person): string => parts.map((name) => person[name]).join(' + ');
    return { of, values: new Set(people.map(of)) };
  });
  return all.filter((one) => seen.every(({ of, values }) => values.has(of(one))));
};

/** Up to `size` of the values, in every choice. */
function* choices<Value>(values: readonly Value[], size: number): Generator<readonly Value[]> {
  if (size === 0) return;
  for (const [index, value] of values.entries()) {
    yield [value];
    for (const others of choices(values.slice(index + 1), size - 1)) yield [value, ...others];
  }
}

interface Published {
  readonly dimension: string;
  readonly value: string;
  readonly isShown: boolean;
}

/** What is published of one part of a month, for each value of each dimension. */
export const publishedOf = (
  facets: Readonly<Record<string, Readonly<Record<string, Disclosed>>>>,
  isShown: (disclosed: Disclosed) => boolean,
): Published[] =>
  Object.entries(facets).flatMap(([dimension, values]) =>
    Object.entries(values).map(([value, disclosed]) => ({ dimension, value, isShown: isShown(disclosed) })),
  );

/** All who have exactly one of two opposite combinations of values: three pairs of three dimensions tell their number. */
const opposites = (cells: readonly Person[], dimensions: readonly string[]): number[][] => {
  const pairs = new Set(dimensions.filter((dimension) => dimension.includes('+')));
  if (pairs.size < 3) return [];
  return cells.map((corner) =>
    cells.map((cell) => {
      const same = Object.keys(corner).filter((name) => cell[name] === corner[name]).length;
      return same === 0 || same === Object.keys(corner).length ? 1 : 0;
    }),
  );
};

/**
 * The groups of fewer than `threshold` people, and more than none, whose number is a combination of what is published: single values and
 * pairs that are suppressed, and up to four of them together.
 *
 * @param people those of the part that is published
 */
export const leaksIn = (
  people: readonly Person[],
  published: readonly Published[],
  threshold: number,
): string[] => {
  const dimensions = [...new Set(published.map(({ dimension }) => dimension))];
  const cells = possible(people, dimensions);
  const rowOf = ({ dimension, value }: Published): number[] =>
    cells.map((cell) => (has(cell, valuesOf(dimension, value)) ? 1 : 0));
  const counts = cells.map((cell) => people.filter((person) => has(person, Object.entries(cell))).length);
  const size = (row: readonly number[]): number =>
    row.reduce((sum, factor, index) => sum + factor * (counts[index] ?? 0), 0);
  const whole = people.length >= threshold ? [cells.map(() => 1)] : [];
  const shown = published.filter(({ isShown }) => isShown).map(rowOf);
  const span = new Span([...whole, ...shown]);
  const small = published
    .filter(({ isShown }) => !isShown)
    .map((one) => ({ name: `${one.dimension}=${one.value}`, row: rowOf(one) }))
    .filter(({ row }) => size(row) > 0 && size(row) < threshold);
  const unions = [...choices(small, threshold - 1)].map((chosen) => ({
    name: chosen.map(({ name }) => name).join(' and '),
    row: cells.map((_, index) => chosen.reduce((sum, { row }) => sum + (row[index] ?? 0), 0)),
  }));
  const disclosed = shown.map((row) => ({ name: 'shown', row }));
  const corners = opposites(cells, dimensions).map((row) => ({ name: 'opposites', row }));
  return [...disclosed, ...unions, ...corners]
    .filter(({ row }) => row.every((factor) => factor <= 1))
    .filter(({ row }) => size(row) > 0 && size(row) < threshold && span.has(row))
    .map(({ name, row }) => `${name}: ${size(row)} people`);
};
