import { VerbatimError } from '../errors.ts';
import type { CountedCopy } from '../feedback/copy.ts';
import { defaultThresholds, type Respondents, type Sum, withheldCells } from '../metrics/confidentiality.ts';
import { type Dimension, valueIn } from '../metrics/dimensions.ts';
import { mostFacets } from '../metrics/facets.ts';
import { addMark, countPeople, finishPeople, type GrowingPeople, markOf } from '../metrics/people.ts';

/** Only responses with this value in this dimension; the empty value is that of responses without one. */
export interface Condition {
  readonly dimension: Dimension;
  readonly value: string;
}

/** More conditions than this at once would single people out sooner than they would tell anything. */
const mostConditions = 2;

/** What responses are narrowed down to, watching who is left over. */
export interface Narrowing {
  readonly conditions: readonly Condition[];
  /** Whether the response meets all conditions. Each response is asked about once. */
  keeps(copy: CountedCopy): boolean;
  /**
   * Whether what is kept must be withheld: it is of fewer respondents than the threshold, or figures of fewer would follow
   * from it and from pages with other values of its dimensions.
   *
   * @param threshold respondents; default 5
   */
  withheld(threshold?: number): boolean;
}

const partsWithout = (names: readonly string[], from: string, index: number): string[] =>
  names.filter((name) => (JSON.parse(name) as string[])[index] === from);

/** Every sum that pages with one condition less, and with none, give of the values' combinations. */
const sumsOf = (combinations: readonly string[], width: number): Sum[] => {
  const whole = { total: 'all', parts: combinations };
  if (width < 2) return [whole];
  const margins = [0, 1].flatMap((index) => {
    const values = new Set(combinations.map((name) => (JSON.parse(name) as string[])[index] ?? ''));
    const totals = [...values].map((value) => ({
      total: `${index} ${value}`,
      parts: partsWithout(combinations, value, index),
    }));
    return [...totals, { total: 'all', parts: totals.map(({ total }) => total) }];
  });
  return [whole, ...margins];
};

/**
 * Narrows responses down by conditions; without any, it keeps all. Throws `usage` for more than two conditions, and, when
 * asked whether to withhold, for a dimension with more than 200 values: that is a list of people.
 */
export const narrowingTo = (conditions: readonly Condition[]): Narrowing => {
  if (conditions.length > mostConditions)
    throw new VerbatimError('usage', 'too many conditions', {
      expected: `at most ${mostConditions}`,
      got: String(conditions.length),
    });
  const asks = conditions.map(({ dimension }) => valueIn(dimension));
  const wanted = JSON.stringify(conditions.map(({ value }) => value));
  const people = new Map<string, GrowingPeople>();

  const respondentsOf = (sums: readonly Sum[]): Respondents => {
    const known = new Map([...people].map(([name, group]) => [name, countPeople(finishPeople(group))]));
    for (const { total, parts } of sums)
      if (!known.has(total))
        known.set(
          total,
          parts.reduce((sum, part) => sum + (known.get(part) ?? 0), 0),
        );
    return Object.fromEntries(known);
  };

  return {
    conditions,
    keeps(copy) {
      const name = JSON.stringify(asks.map((ask) => ask(copy) ?? ''));
      if (people.size <= mostFacets) people.set(name, addMark(people.get(name) ?? new Set(), markOf(copy)));
      return name === wanted;
    },
    withheld(threshold = defaultThresholds.figures) {
      if (people.size > mostFacets)
        throw new VerbatimError('usage', 'a condition must be on a dimension of few values', {
          expected: `at most ${mostFacets} values`,
        });
      const sums = sumsOf([...people.keys()], conditions.length);
      return withheldCells(respondentsOf(sums), sums, threshold).has(wanted);
    },
  };
};
