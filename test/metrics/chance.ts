/** Seeded chance for simulations: a stream of numbers in 0..1 that is the same on every machine (mulberry32). */
export const seededChance = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** How many of `n` draws fall on each index of a distribution of probabilities that sum to 1. */
export const drawCounts = (chance: () => number, probabilities: readonly number[], n: number): number[] => {
  const counts = probabilities.map(() => 0);
  for (let draw = 0; draw < n; draw += 1) {
    let left = chance();
    const index = probabilities.findIndex((probability) => {
      left -= probability;
      return left < 0;
    });
    const at = index === -1 ? probabilities.length - 1 : index;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
};

/** The share of `times` seeded trials that come out true. */
export const shareTrue = (times: number, seed: number, trial: (chance: () => number) => boolean): number => {
  const chance = seededChance(seed);
  let hits = 0;
  for (let time = 0; time < times; time += 1) if (trial(chance)) hits += 1;
  return hits / times;
};

/** A gamma variable of mean 1 and variance `spread` (Marsaglia and Tsang, ACM TOMS 26 (2000) 363–372); `spread` at most 1. */
const drawGamma = (chance: () => number, spread: number): number => {
  const shape = 1 / spread - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
    const volume = (1 + normal / Math.sqrt(9 * shape)) ** 3;
    if (volume > 0 && Math.log(1 - chance()) < normal ** 2 / 2 + shape * (1 - volume + Math.log(volume)))
      return volume * shape * spread;
  }
};

/** A count of this mean, whose variance is mean + spread × mean²: at random where `spread` is 0. By inversion: for means up to some hundred. */
export const drawNegativeBinomial = (chance: () => number, mean: number, spread = 0): number => {
  const rate = spread === 0 ? mean : mean * drawGamma(chance, spread);
  const under = chance();
  let [count, term] = [0, Math.exp(-rate)];
  for (let sum = term; sum < under && count < 10_000; sum += term) {
    count += 1;
    term *= rate / count;
  }
  return count;
};
