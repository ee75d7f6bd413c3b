import { type Sum, withheldCells } from '../metrics/confidentiality.ts';
import type { Facets } from '../metrics/facets.ts';
import type { Tally } from '../metrics/tally.ts';
import {
  countHeads,
  fallsWith,
  type Heads,
  headsByPart,
  type Part,
  type Shown,
  type VersionNames,
  withoutParts,
} from './parts.ts';

/** One month of a touchpoint, and the same responses parted by each dimension. */
export interface FacetedMonth {
  readonly whole: Tally;
  readonly versions: VersionNames;
  readonly facets: Readonly<Record<string, Facets>>;
}

/** What may be shown of each value of each dimension; a dimension with too many values is left out. */
export type ShownFacets = Readonly<Record<string, Readonly<Record<string, Shown>>>>;

interface Group {
  readonly dimension: string;
  readonly value: string;
  readonly id: string;
  readonly tally: Tally;
  readonly heads: ReadonlyMap<Part, Heads>;
}

const all = 'all';
const idOf = (dimension: string, value: string): string => `${dimension}|${value}`;

const groupsOf = ({ facets }: FacetedMonth): Group[] =>
  Object.entries(facets).flatMap(([dimension, values]) =>
    values === 'too-many'
      ? []
      : Object.entries(values).map(([value, tally]) => ({
          dimension,
          value,
          id: idOf(dimension, value),
          tally,
          heads: headsByPart(tally),
        })),
  );

/** A pair's value has its two values joined by ` + `; where both are missing it is empty. */
const hasSide = (pair: string, side: 0 | 1, value: string): boolean => {
  if (pair === '') return value === '';
  return side === 0 ? pair.startsWith(`${value} + `) : pair.endsWith(` + ${value}`);
};

const sidesOf = (dimension: string): [name: string, side: 0 | 1][] => {
  const [first, second] = dimension.split('+');
  return first === undefined || second === undefined
    ? []
    : [
        [first, 0],
        [second, 1],
      ];
};

/** Every sum that a reader can do in one month: the values of a dimension are all responses, those of a pair one of its sides. */
const sumsOf = (groups: readonly Group[]): Sum[] => {
  const dimensions = [...Map.groupBy(groups, ({ dimension }) => dimension)];
  return dimensions.flatMap(([dimension, parts]) => [
    { total: all, parts: parts.map(({ id }) => id) },
    ...sidesOf(dimension).flatMap(([name, side]) =>
      groups
        .filter((group) => group.dimension === name)
        .map((group) => ({
          total: group.id,
          parts: parts.filter(({ value }) => hasSide(value, side, group.value)).map(({ id }) => id),
        })),
    ),
  ]);
};

const partsIn = (groups: readonly Group[]): Part[] => {
  const parts = new Set(groups.flatMap(({ heads }) => [...heads.keys()]));
  return ['whole', 'text', ...[...parts].filter((part) => part.includes(':'))] as Part[];
};

/** The groups of which a part must not be shown: all of them where the month itself does not show it. */
const withheldGroups = (
  part: Part,
  total: number,
  groups: readonly Group[],
  sums: readonly Sum[],
  threshold: number,
): ReadonlySet<string> => {
  if (total < threshold) return new Set(groups.map(({ id }) => id));
  const heads = groups.map(({ id, heads: parts }) => [id, countHeads(parts.get(part) ?? 0)] as const);
  return withheldCells({ [all]: total, ...Object.fromEntries(heads) }, sums, threshold);
};

/** The parts to hide of each group, in their order. */
const hiddenParts = (month: FacetedMonth, groups: readonly Group[], threshold: number): Set<Part>[] => {
  const sums = sumsOf(groups);
  const whole = headsByPart(month.whole);
  const hidden = groups.map(() => new Set<Part>());
  for (const part of partsIn(groups)) {
    const withheld = withheldGroups(part, countHeads(whole.get(part) ?? 0), groups, sums, threshold);
    for (const [index, { id, heads }] of groups.entries()) {
      const own = hidden[index] ?? new Set();
      if (heads.has(part) && (withheld.has(id) || fallsWith(part, own))) own.add(part);
    }
  }
  return hidden;
};

/**
 * What may be shown of one month by each dimension that is given, so that nobody can work out a group of fewer than
 * `threshold` people from the values of a dimension, their total, or the sides of a pair. Facets are shown by the month and by sums of
 * months only: by the day as well, values and days could be played off against each other.
 *
 * @param threshold people, 0..10; 0 shows everything
 */
export const shownFacets = (month: FacetedMonth, threshold: number): ShownFacets => {
  const groups = groupsOf(month);
  const hidden = threshold === 0 ? [] : hiddenParts(month, groups, threshold);
  const shown: Record<string, Record<string, Shown>> = {};
  for (const [index, { dimension, value, tally }] of groups.entries()) {
    const values = shown[dimension] ?? {};
    values[value] = withoutParts({ tally, versions: month.versions }, hidden[index] ?? new Set());
    shown[dimension] = values;
  }
  return shown;
};
