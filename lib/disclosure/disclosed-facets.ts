import { type Dimension, valuesOfPair } from '../metrics/tally/dimensions.ts';
import type { Facets } from '../metrics/tally/facets.ts';
import { countRespondents } from '../metrics/tally/respondents.ts';
import { sumTallies, type Tally } from '../metrics/tally/tally.ts';
import type { Sum } from './elimination.ts';
import { all, oppositesIn, sumsOf } from './facets/facet-sums.ts';
import { type Group, idOf, sidesOf } from './facets/group.ts';
import {
  type Disclosed,
  fallsWith,
  type Part,
  respondentsByPart,
  sizeIn,
  type VersionNames,
  withoutParts,
} from './parts.ts';
import { suppressedCells } from './suppression.ts';

/** One month of a touchpoint, and the same responses broken down by each dimension. */
export interface FacetedMonth {
  readonly whole: Tally;
  readonly versions: VersionNames;
  readonly facets: Readonly<Record<string, Facets>>;
}

/** What may be disclosed of each value of each dimension; a dimension with too many values is left out. */
export type DisclosedFacets = Readonly<Record<string, Readonly<Record<string, Disclosed>>>>;

const groupOf = (dimension: string, value: string, tally: Tally): Group => ({
  dimension,
  value,
  id: idOf(dimension, value),
  tally,
  respondents: respondentsByPart(tally),
});

const groupsOf = ({ facets }: FacetedMonth): Group[] =>
  Object.entries(facets).flatMap(([dimension, values]) =>
    values === 'too-many'
      ? []
      : Object.entries(values).map(([value, tally]) => groupOf(dimension, value, tally)),
  );

/** The values of a dimension that is declared only in several pairs: what one pair discloses of a value reveals the other. */
const impliedGroups = (groups: readonly Group[]): Group[] => {
  const dimensions = [...new Set(groups.map(({ dimension }) => dimension))];
  const sides = dimensions.flatMap((pair) => sidesOf(pair).map(([name, side]) => ({ pair, name, side })));
  return [...Map.groupBy(sides, ({ name }) => name)].flatMap(([name, [first, second]]) => {
    if (first === undefined || second === undefined || dimensions.includes(name)) return [];
    const parts = groups.filter(({ dimension }) => dimension === first.pair);
    return [...Map.groupBy(parts, ({ value }) => valuesOfPair(value)[first.side])].map(([value, theirs]) =>
      groupOf(name, value, sumTallies(theirs.map(({ tally }) => tally))),
    );
  });
};

const partsIn = (groups: readonly Group[]): Part[] => {
  const parts = new Set(groups.flatMap(({ respondents }) => [...respondents.keys()]));
  return [...new Set<Part>(['whole', 'text', ...parts])];
};

/** A month and its groups. */
interface BrokenDownMonth {
  readonly whole: Tally;
  readonly groups: readonly Group[];
  readonly sums: readonly Sum[];
}

/** The groups in which a part must be suppressed: all of them if the month suppresses it. What the month discloses can't be suppressed here. */
const suppressedGroups = (
  part: Part,
  { whole, groups, sums }: BrokenDownMonth,
  threshold: number,
): ReadonlySet<string> => {
  const total = respondentsByPart(whole).get(part) ?? 0;
  if (countRespondents(total) < threshold) return new Set(groups.map(({ id }) => id));
  const sizes = new Map(groups.map(({ id, tally }) => [id, sizeIn(tally, part)]));
  const opposites = oppositesIn(groups, sizes.set(all, sizeIn(whole, part)), threshold);
  const respondents = [
    ...groups.map(({ id, respondents: parts }) => [id, parts.get(part) ?? 0] as const),
    ...opposites.map(({ total: id, people }) => [id, people] as const),
  ];
  return suppressedCells(Object.fromEntries(respondents), [...sums, ...opposites], threshold);
};

type HiddenParts = ReadonlyMap<string, ReadonlySet<Part>>;

/** The parts to suppress in each group, by its id. */
const hiddenParts = (month: FacetedMonth, disclosed: readonly Group[], threshold: number): HiddenParts => {
  const groups = [...disclosed, ...impliedGroups(disclosed)];
  const sums = sumsOf(groups);
  const hidden = new Map(groups.map(({ id }) => [id, new Set<Part>()]));
  for (const part of partsIn(groups)) {
    const suppressed = suppressedGroups(part, { whole: month.whole, groups, sums }, threshold);
    for (const { id, respondents } of groups) {
      const own = hidden.get(id) ?? new Set();
      if (respondents.has(part) && (suppressed.has(id) || fallsWith(part, own))) own.add(part);
    }
  }
  return hidden;
};

const nothingHidden: HiddenParts = new Map();

const disclosedGroups = (
  { versions }: FacetedMonth,
  groups: readonly Group[],
  hidden: HiddenParts,
): DisclosedFacets => {
  const disclosed = ({ id, tally }: Group): Disclosed =>
    withoutParts({ tally, versions }, hidden.get(id) ?? new Set());
  // `fromEntries` makes a dimension or value of any name, `__proto__` included, a property of its own.
  return Object.fromEntries(
    [...Map.groupBy(groups, ({ dimension }) => dimension)].map(([dimension, inDimension]) => [
      dimension,
      Object.fromEntries(inDimension.map((group) => [group.value, disclosed(group)])),
    ]),
  );
};

/**
 * What may be disclosed of one month by each given dimension, so that nobody can deduce a group of fewer than
 * `threshold` people from the values of a dimension, their total, or the sides of a pair. Facets are disclosed by month and as sums of
 * months only: by day as well, values and days could be combined to deduce small groups.
 *
 * @param threshold people, 0..10; 0 shows everything
 */
export const disclosedFacets = (month: FacetedMonth, threshold: number): DisclosedFacets => {
  const groups = groupsOf(month);
  return disclosedGroups(
    month,
    groups,
    threshold === 0 ? nothingHidden : hiddenParts(month, groups, threshold),
  );
};

/** The dimensions on which the disclosure of an undeclared one depends: the sides of a pair, the declared pairs of a side. */
export const relatedTo = (dimension: Dimension, declared: readonly Dimension[]): Dimension[] => {
  const sides = sidesOf(dimension).map(([name]) => name);
  return sides.length > 0
    ? sides
    : declared.filter((pair) => sidesOf(pair).some(([name]) => name === dimension));
};

const smallParts = (groups: readonly Group[], threshold: number): Part[] =>
  groups.flatMap(({ respondents }) =>
    [...respondents].filter(([, of]) => countRespondents(of) < threshold).map(([part]) => part),
  );

/** A requested dimension among the declared ones. */
export interface AskedDimension {
  readonly dimension: Dimension;
  readonly declared: readonly Dimension[];
}

/** What to suppress by a dimension, declared or not. */
const hiddenBy = (
  month: FacetedMonth,
  { dimension, declared }: AskedDimension,
  threshold: number,
): HiddenParts => {
  const groups = groupsOf(month);
  const among = (names: readonly Dimension[]) => groups.filter((group) => names.includes(group.dimension));
  if (declared.includes(dimension)) return hiddenParts(month, among(declared), threshold);
  const own = among([dimension]);
  const isPair = dimension.includes('+');
  const forced = new Set([
    ...(isPair ? smallParts(own, threshold) : []),
    ...relatedTo(dimension, declared).flatMap((name) => {
      const hidden = hiddenBy(month, { dimension: name, declared }, threshold);
      return among([name]).flatMap(({ id }) => [...(hidden.get(id) ?? [])]);
    }),
  ]);
  const alone = isPair ? nothingHidden : hiddenParts(month, own, threshold);
  return new Map(own.map(({ id }) => [id, new Set([...forced, ...(alone.get(id) ?? [])])]));
};

/**
 * What may be disclosed of one month by a requested dimension or pair. A declared one is disclosed as {@link disclosedFacets} does. An
 * undeclared one can't be checked against all others that could be requested, so related declared ones take precedence: a part of a
 * pair is disclosed if every value and every value of its sides discloses it; a side of declared pairs, if those pairs suppress nothing
 * of it.
 *
 * @param month with facets by all that is declared, by the dimension, and by what is {@link relatedTo} it
 * @param threshold people, 0..10; 0 shows everything
 */
export const disclosedBy = (
  month: FacetedMonth,
  asked: AskedDimension,
  threshold: number,
): Readonly<Record<string, Disclosed>> => {
  const { dimension } = asked;
  const own = groupsOf(month).filter((group) => group.dimension === dimension);
  const hidden = threshold === 0 ? nothingHidden : hiddenBy(month, asked, threshold);
  return disclosedGroups(month, own, hidden)[dimension] ?? {};
};
