import { outOfRange } from '../../lib/out-of-range.ts';

export type Random = () => number;

/** A seeded source of numbers in 0 ≤ x < 1: mulberry32 (Ettinger 2017). The same seed gives the same numbers everywhere. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Normally distributed, mean 0, deviation 1 (Box and Muller 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Shuffles in place (Fisher and Yates). */
export const shuffle = <T>(items: T[], random: Random): T[] => {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const item = items[index] ?? outOfRange(index);
    items[index] = items[other] ?? outOfRange(other);
    items[other] = item;
  }
  return items;
};
