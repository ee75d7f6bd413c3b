import { mapValues, sortBy } from 'remeda';
import { type CountedResponse, startTallier, sumTallies, type Tallier, type Tally } from './tally.ts';
import { widestJson } from './tally-size.ts';

/** A set of responses broken down by the values of a dimension, or `too-many` if it has too many values, or is too large. */
export type Facets = Readonly<Record<string, Tally>> | 'too-many';

/** A dimension with more values in one summary is dropped: it would identify people. */
export const maxFacets = 200;

/** What an item of a table can hold, 400 KB, minus room for its key. */
export const maxFacetsBytes = 400_000;

/**
 * Computed from the maximum size, not the actual size: respondents that become `many` take less, and whether the days of a month
 * fit must not depend on their order, or on whether they are summed or counted at once.
 */
const hasRoom = (facets: Readonly<Record<string, Tally>>, hasMarks: boolean): boolean => {
  let bytes = 2;
  for (const [value, tally] of Object.entries(facets))
    bytes += Buffer.byteLength(JSON.stringify(value)) + 2 + widestJson(tally, hasMarks);
  return bytes <= maxFacetsBytes;
};

/** Without what the samples know of single themes and comment fields: many values of a dimension must fit into one item. */
const withoutMarks = ({ clusters = {}, ...tally }: Tally): Tally => {
  const { asked: _asked, text, ...rated } = clusters;
  const { themes: _themes, ...bare } = text ?? { n: 0, people: {} };
  const kept = { ...rated, ...(text && { text: bare }) };
  return Object.keys(kept).length === 0 ? tally : { ...tally, clusters: kept };
};

/** What does not fit with everything that samples know may fit without marks. */
const within = (facets: Readonly<Record<string, Tally>>): Facets => {
  if (Object.keys(facets).length > maxFacets) return 'too-many';
  if (hasRoom(facets, true)) return facets;
  return hasRoom(facets, false) ? mapValues(facets, withoutMarks) : 'too-many';
};

/**
 * Groups responses by `value`, keys sorted; those without a value are under `""`.
 *
 * @example facetsOf([web, store, web], ({ channel }) => channel)['web'].responses // 2
 */
export const facetsOf = <Counted extends CountedResponse>(
  responses: Iterable<Counted>,
  value: (response: Counted) => string | undefined,
): Facets => {
  const counter = startFacetCounter(value);
  for (const response of responses) counter.add(response);
  return counter.finish();
};

/** Groups responses one by one. */
export interface FacetCounter<Counted> {
  add(response: Counted): void;
  finish(): Facets;
}

/** Starts with no responses; see {@link facetsOf}. */
export const startFacetCounter = <Counted extends CountedResponse>(
  value: (response: Counted) => string | undefined,
): FacetCounter<Counted> => {
  const talliers = new Map<string, Tallier>();
  const tallierOf = (name: string): Tallier | undefined => {
    const known = talliers.get(name);
    // One value too many is enough to know: all values of a unique column would fill the memory.
    if (known !== undefined || talliers.size > maxFacets) return known;
    const begun = startTallier();
    talliers.set(name, begun);
    return begun;
  };
  return {
    add: (response) => tallierOf(value(response) ?? '')?.add(response),
    finish: () => within(sortedEntries([...talliers].map(([name, tallier]) => [name, tallier.finish()]))),
  };
};

const sortedEntries = (entries: [string, Tally][]): Record<string, Tally> =>
  Object.fromEntries(sortBy(entries, ([value]) => value));

/** The facets of disjoint sets together: associative, commutative, with `{}` as identity; `too-many` absorbs. */
export const sumFacets = (all: readonly Facets[]): Facets => {
  const groups = new Map<string, Tally[]>();
  for (const facets of all) {
    if (facets === 'too-many') return 'too-many';
    for (const [value, tally] of Object.entries(facets))
      groups.set(value, [...(groups.get(value) ?? []), tally]);
  }
  return within(
    sortedEntries(
      [...groups].map(([value, tallies]) => [
        value,
        tallies.length === 1 && tallies[0] !== undefined ? tallies[0] : sumTallies(tallies),
      ]),
    ),
  );
};
