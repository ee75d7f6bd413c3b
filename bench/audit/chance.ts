import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded draws, the same on every machine. */
export class Chance {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A number in 0..1, 1 excluded. */
  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  isTrue(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** A whole number in 0..count − 1. */
  index(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Standard normal: Box and Muller, Annals of Mathematical Statistics 29 (1958) 610–611. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Poisson: Knuth, The Art of Computer Programming 2, 3.4.1. */
  count(mean: number): number {
    const limit = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > limit; product *= 1 - this.uniform()) count += 1;
    return count;
  }

  /** One of the values, each with its probability; they sum to 1. */
  pick<Value>(among: readonly (readonly [value: Value, probability: number])[]): Value {
    let left = this.uniform();
    for (const [value, probability] of among) {
      left -= probability;
      if (left < 0) return value;
    }
    const last = among.at(-1);
    if (last === undefined) throw new RangeError('nothing to pick from');
    return last[0];
  }
}

/** The share of seeded trials that come out true. */
export const shareOf = (trials: number, seed: number, trial: (chance: Chance) => boolean): number => {
  const chance = new Chance(seed);
  let hits = 0;
  for (let index = 0; index < trials; index += 1) if (trial(chance)) hits += 1;
  return hits / trials;
};
