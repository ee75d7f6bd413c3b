/** Random numbers that are the same on every machine: whole-number steps only, no platform mathematics. */
export interface Random {
  /** 0 ≤ x < 1. */
  fraction(): number;
  /** A whole number, 0 ≤ n < `below`. */
  integer(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Mean 0, standard deviation 1, within ±6: the sum of twelve uniform numbers. */
  normal(): number;
  /** One of the items. They must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the keys, each as often as its weight says. */
  pickWeighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/** sfc32 of PractRand (Chris Doty-Humphrey): 128 bits of state, passes PractRand and BigCrush. */
const sfc32 = (seed: number): (() => number) => {
  let a = seed | 0;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 16; round += 1) next();
  return next;
};

const pickWeighted = <Key extends string>(fraction: number, weights: Readonly<Record<Key, number>>): Key => {
  const entries = Object.entries<number>(weights) as [Key, number][];
  let left = fraction * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const chosen = entries.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  const last = chosen ?? entries.at(-1);
  if (last === undefined) throw new RangeError('nothing to pick from');
  return last[0];
};

/** The same seed gives the same numbers. */
export const seededRandom = (seed: number): Random => {
  const next = sfc32(seed);
  const fraction = (): number => next() / 0x1_0000_0000;
  const integer = (below: number): number => Math.floor(fraction() * below);
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    normal: () => Array.from({ length: 12 }, fraction).reduce((sum, value) => sum + value, -6),
    pick: (items) => {
      const item = items[integer(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    pickWeighted: (weights) => pickWeighted(fraction(), weights),
  };
};
