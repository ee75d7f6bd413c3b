import { VerbatimError } from '../errors.ts';
import type { CountedCopy } from '../feedback/response/copy.ts';
import { type Dimension, pairOf, valueIn } from '../metrics/tally/dimensions.ts';

/** Only responses with this value in this dimension; the empty value is that of responses without one. */
export interface Condition {
  readonly dimension: Dimension;
  readonly value: string;
}

/** A filter: one value of a dimension or of a pair. */
export interface Narrowing extends Condition {
  keeps(copy: CountedCopy): boolean;
}

/** More dimensions at once would single people out. */
const maxDimensions = 2;

/**
 * The dimension, or the pair as it is declared, of the conditions and the comparison. Throws `usage` for more than two.
 *
 * @example dimensionPairOf(['channel', 'plan'], ['plan+channel']) // 'plan+channel'
 */
export const dimensionPairOf = (names: readonly Dimension[], declared: readonly Dimension[]): Dimension => {
  const singles = names.flatMap((name) => name.split('+'));
  if (singles.length > maxDimensions)
    throw new VerbatimError('usage', 'too many dimensions in one request', {
      expected: `at most ${maxDimensions}, conditions and comparison together`,
      got: singles.join(', '),
    });
  const turned = names.toReversed().join('+');
  return declared.includes(turned) ? turned : names.join('+');
};

/** Keeps responses that meet one or two conditions. Throws `usage` for more. */
export const narrowingTo = (
  conditions: readonly Condition[],
  declared: readonly Dimension[] = [],
): Narrowing => {
  const names = conditions.map((condition) => condition.dimension);
  const dimension = dimensionPairOf(names, declared);
  const isTurned = dimension !== names.join('+');
  const values = (isTurned ? conditions.toReversed() : conditions).map(({ value }) => value);
  const value = pairOf(values);
  const ask = valueIn(dimension);
  return { dimension, value, keeps: (copy) => (ask(copy) ?? '') === value };
};
