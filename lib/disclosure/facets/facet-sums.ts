import { besideIn, pairOf } from '../../metrics/tally/dimensions.ts';
import type { Sum } from '../elimination.ts';
import { combinedSums } from './combined-sums.ts';
import { type Group, idOf, sidesOf } from './group.ts';

/** The id of the whole month in sums. */
export const all = 'all';

/** Every sum that a reader can compute in one month: the values of a dimension add up to all responses, those of a pair to one of its sides. */
export const sumsOf = (groups: readonly Group[]): Sum[] => {
  const dimensions = [...Map.groupBy(groups, ({ dimension }) => dimension)];
  const published = dimensions.flatMap(([dimension, parts]) => [
    { total: all, parts: parts.map(({ id }) => id) },
    ...sidesOf(dimension).flatMap(([name, side]) =>
      groups
        .filter((group) => group.dimension === name)
        .map((group) => ({
          total: group.id,
          parts: parts
            .filter(({ value }) => besideIn(value, side, group.value) !== undefined)
            .map(({ id }) => id),
        })),
    ),
  ]);
  return [...published, ...combinedSums(groups)];
};

/** Three dimensions of which every two are a pair. */
type Triangle = readonly [string, string, string];

const isPaired = (dimensions: ReadonlySet<string>, one: string, other: string): boolean =>
  dimensions.has(`${one}+${other}`) || dimensions.has(`${other}+${one}`);

const trianglesIn = (dimensions: ReadonlySet<string>): Triangle[] => {
  const names = [...new Set([...dimensions].flatMap((pair) => sidesOf(pair).map(([name]) => name)))];
  return names.flatMap((x, at) =>
    names.slice(at + 1).flatMap((y, next) =>
      names
        .slice(at + next + 2)
        .filter((z) => isPaired(dimensions, x, y) && isPaired(dimensions, y, z) && isPaired(dimensions, x, z))
        .map((z): Triangle => [x, y, z]),
    ),
  );
};

/** Those with all three values, or with none of them: their number follows from three pairs. */
interface Opposites extends Sum {
  readonly people: number;
}

interface Sizes {
  readonly groups: ReadonlyMap<string, Group>;
  readonly of: ReadonlyMap<string, number>;
}

/** The group of two values, in whichever order their pair is declared; undefined if nobody has both. */
const pairIn = ({ groups }: Sizes, one: Group, other: Group): string | undefined =>
  [
    idOf(`${one.dimension}+${other.dimension}`, pairOf([one.value, other.value])),
    idOf(`${other.dimension}+${one.dimension}`, pairOf([other.value, one.value])),
  ].find((id) => groups.has(id));

const oppositesOf = (sizes: Sizes, [x, y, z]: readonly [Group, Group, Group]): Opposites => {
  const pairs = [pairIn(sizes, x, y), pairIn(sizes, y, z), pairIn(sizes, x, z)];
  const parts = [all, ...pairs.filter((id) => id !== undefined)];
  const minus = [x.id, y.id, z.id];
  const count = (ids: readonly string[]): number => ids.reduce((sum, id) => sum + (sizes.of.get(id) ?? 0), 0);
  return { total: ['opposites', ...minus].join('|'), parts, minus, people: count(parts) - count(minus) };
};

/** The values of three dimensions, one of each, that together have more than `least`: only these can have few opposites. */
function* commonValues(
  [xs, ys, zs]: readonly [readonly Group[], readonly Group[], readonly Group[]],
  size: (group: Group) => number,
  minSum: number,
): Generator<readonly [Group, Group, Group]> {
  const largest = zs.reduce((max, z) => Math.max(max, size(z)), 0);
  for (const x of xs)
    for (const y of ys.filter((one) => size(x) + size(one) + largest > minSum))
      yield* zs.filter((z) => size(x) + size(y) + size(z) > minSum).map((z) => [x, y, z] as const);
}

/**
 * The groups of fewer than `threshold` people that three pairs of three dimensions reveal together: all minus three values, plus the
 * three pairs of these, is the number of those with all of the values and those with none.
 *
 * @param of the size of each group and of {@link all}, in one part
 */
export const oppositesIn = (
  groups: readonly Group[],
  of: ReadonlyMap<string, number>,
  threshold: number,
): Opposites[] => {
  const byDimension = Map.groupBy(groups, ({ dimension }) => dimension);
  const triangles = trianglesIn(new Set(byDimension.keys()));
  if (triangles.length === 0) return [];
  const sizes = { groups: new Map(groups.map((group) => [group.id, group])), of };
  const minSum = (of.get(all) ?? 0) - threshold;
  return triangles
    .flatMap(([x, y, z]) => {
      const values = [x, y, z].map((name) => byDimension.get(name) ?? []);
      const [xs = [], ys = [], zs = []] = values;
      return [...commonValues([xs, ys, zs], ({ id }) => of.get(id) ?? 0, minSum)].map((three) =>
        oppositesOf(sizes, three),
      );
    })
    .filter(({ people }) => people > 0 && people < threshold);
};
