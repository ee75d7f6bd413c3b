/**
 * For an index that is in range by construction: the compiler cannot know that, and a mistake becomes an error instead of NaN.
 * Costs nothing where it is never reached.
 *
 * @throws RangeError always
 * @example const weight = weights[index] ?? outOfRange(index);
 */
export const outOfRange = (index: number): never => {
  throw new RangeError(`index ${index} is out of range`);
};
