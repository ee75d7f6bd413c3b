import { VerbatimError } from '../errors.ts';
import type { CountedCopy } from '../feedback/response/copy.ts';
import { type Dimension, valueIn } from '../metrics/tally/dimensions.ts';
import { maxFacets, startFacetCounter } from '../metrics/tally/facets.ts';
import { startTallier } from '../metrics/tally/tally.ts';
import { disclosedBy, relatedTo } from './disclosed-facets.ts';
import { type Disclosed, nothingDisclosed } from './parts.ts';

/** A month of one touchpoint, broken down by a dimension while its responses are read. */
export interface MonthByDimension {
  /** Adds a response. */
  add(copy: CountedCopy): void;
  /**
   * What may be disclosed of each value, once all are added. Throws `usage` for a dimension with more than 200 values, which
   * would identify people.
   *
   * @param threshold people, 0..10; 0 shows everything
   */
  disclosed(threshold: number): Readonly<Record<string, Disclosed>>;
}

/** Starts to break a month down by a dimension or pair, declared or not. */
export const startMonthByDimension = (
  dimension: Dimension,
  declared: readonly Dimension[],
): MonthByDimension => {
  const names = [...new Set([...declared, dimension, ...relatedTo(dimension, declared)])];
  const counters = names.map((name) => startFacetCounter(valueIn(name)));
  const tallier = startTallier();
  return {
    add(copy) {
      tallier.add(copy);
      for (const counter of counters) counter.add(copy);
    },
    disclosed(threshold) {
      const facets = Object.fromEntries(
        counters.map((counter, index) => [names[index] ?? '', counter.finish()] as const),
      );
      if (facets[dimension] === 'too-many')
        throw new VerbatimError('usage', 'the dimension has too many values for conditions and comparisons', {
          expected: `at most ${maxFacets} values, fewer if each has many themes`,
          got: dimension,
        });
      const month = { whole: tallier.finish(), versions: nothingDisclosed.versions, facets };
      return disclosedBy(month, { dimension, declared }, threshold);
    },
  };
};
