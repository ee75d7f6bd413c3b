import { valuesOfPair } from '../../metrics/tally/dimensions.ts';
import type { Sum } from '../elimination.ts';
import { type Group, sidesOf } from './group.ts';

/** Of more combinations than this, what follows from those that nobody has is not looked into: elimination takes their square. */
const maxCombinations = 300;

/** One value of each of several dimensions. */
type Combination = ReadonlyMap<string, string>;

/** A declared pair: its two dimensions, and the values and ids of its groups. */
interface Pair {
  readonly names: readonly string[];
  readonly values: readonly (readonly string[])[];
  readonly ids: ReadonlyMap<string, string>;
}

const keyOf = (values: readonly unknown[]): string => JSON.stringify(values);

const pairsOf = (groups: readonly Group[]): Pair[] =>
  [...Map.groupBy(groups, ({ dimension }) => dimension)]
    .map(([dimension, theirs]) => ({
      names: sidesOf(dimension).map(([name]) => name),
      values: theirs.map(({ value }) => valuesOfPair(value)),
      ids: new Map(theirs.map(({ value, id }) => [keyOf(valuesOfPair(value)), id])),
    }))
    .filter(({ names }) => names.length === 2);

/** Pairs that share dimensions, directly or through others. */
const connected = (pairs: readonly Pair[]): Pair[][] => {
  let clusters: Pair[][] = [];
  for (const pair of pairs) {
    const isNear = (cluster: readonly Pair[]): boolean =>
      cluster.some(({ names }) => names.some((name) => pair.names.includes(name)));
    clusters = [...clusters.filter((cluster) => !isNear(cluster)), [...clusters.filter(isNear).flat(), pair]];
  }
  return clusters;
};

const idIn = ({ names, ids }: Pair, combination: Combination): string | undefined =>
  ids.get(keyOf(names.map((name) => combination.get(name))));

const isPossible = (pairs: readonly Pair[], combination: Combination): boolean =>
  pairs
    .filter(({ names }) => names.every((name) => combination.has(name)))
    .every((pair) => idIn(pair, combination) !== undefined);

const valuesIn = (pairs: readonly Pair[], name: string): string[] => [
  ...new Set(
    pairs.flatMap(({ names, values }) =>
      names.includes(name) ? values.map((both) => both[names.indexOf(name)] ?? '') : [],
    ),
  ),
];

/** The combinations of values that a reader can't rule out; none if there are too many. */
const combinationsOf = (pairs: readonly Pair[]): Combination[] => {
  let all: Combination[] = [new Map()];
  for (const name of new Set(pairs.flatMap(({ names }) => names))) {
    const values = valuesIn(pairs, name);
    all = all
      .flatMap((one) => values.map((value) => new Map([...one, [name, value]])))
      .filter((one) => isPossible(pairs, one));
    if (all.length > maxCombinations) return [];
  }
  return all;
};

/**
 * Where pairs share dimensions, each is the sum of the combinations of all their values. That nobody can have some of these, because
 * a pair has nobody, lets a reader compute one pair from another.
 */
export const combinedSums = (groups: readonly Group[]): Sum[] =>
  connected(pairsOf(groups))
    .filter((pairs) => pairs.length > 1)
    .flatMap((pairs) => {
      const combinations = combinationsOf(pairs).map((one) => ({
        id: `combination|${keyOf([...one])}`,
        totals: new Set(pairs.map((pair) => idIn(pair, one) ?? '')),
      }));
      return [...new Set(combinations.flatMap(({ totals }) => [...totals]))].map(
        (total): Sum => ({
          total,
          parts: combinations.filter(({ totals }) => totals.has(total)).map(({ id }) => id),
          unpublished: true,
        }),
      );
    });
