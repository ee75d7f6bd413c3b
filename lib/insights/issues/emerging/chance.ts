import { outOfRange } from '../../../out-of-range.ts';

/** ln n! for n = 0..most. */
const logFactorials = (max: number): Float64Array => {
  const logs = new Float64Array(max + 1);
  for (let n = 1; n <= max; n += 1) logs[n] = (logs[n - 1] ?? outOfRange(n - 1)) + Math.log(n);
  return logs;
};

/** Two compared sets. */
export interface TwoPeriods {
  /** Size of both together. */
  readonly all: number;
  readonly later: number;
}

/**
 * For groups of each size, ln of the probability that at least so many of a group drawn without replacement are of the later period:
 * Fisher's exact test, one-sided. `table[index of the size][count]`.
 *
 * @param sizes none larger than all
 */
export const upperTails = ({ all, later }: TwoPeriods, sizes: readonly number[]): Float64Array[] => {
  const logs = logFactorials(all);
  const choose = (n: number, k: number): number =>
    k < 0 || k > n
      ? Number.NEGATIVE_INFINITY
      : (logs[n] ?? outOfRange(n)) - (logs[k] ?? outOfRange(k)) - (logs[n - k] ?? outOfRange(n - k));
  return sizes.map((size) => {
    const tails = new Float64Array(size + 1);
    let tail = 0;
    for (let count = size; count >= 0; count -= 1) {
      tail += Math.exp(choose(later, count) + choose(all - later, size - count) - choose(all, size));
      tails[count] = Math.log(Math.min(1, tail));
    }
    return tails;
  });
};

/** Mulberry32: small and seeded, so that the same input is always tested against the same permutations. */
export const seededFractions = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** Puts the values in random order, in place (Fisher and Yates). */
export const shuffle = (values: Uint8Array, random: () => number): void => {
  for (let index = values.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const value = values[index] ?? outOfRange(index);
    values[index] = values[other] ?? outOfRange(other);
    values[other] = value;
  }
};
