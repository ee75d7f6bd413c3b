import { outOfRange } from '../../../out-of-range.ts';
import type { ClauseSpace } from '../space/similarity.ts';
import { type Candidate, candidatesIn } from './candidates.ts';
import { seededFractions, shuffle, type TwoPeriods, upperTails } from './chance.ts';

/** The period and the person of every clause: all clauses of one are in one period. */
export interface Periods {
  /** 1 for the later period, 0 for the earlier one. */
  readonly later: Uint8Array;
  /** Numbers of people, from 0 without gaps. */
  readonly people: Int32Array;
}

/** Clauses that are more frequent in the later period than expected. */
export interface Burst {
  readonly candidate: Candidate;
  /** Places that the burst was found in, of both periods, its centre among them. */
  readonly around: readonly number[];
  /** ln of Fisher's exact p of these clauses alone. */
  readonly logP: number;
  /** The probability, 0..1, that the best of all candidates is at least as uneven if the periods do not differ. */
  readonly familyP: number;
}

export interface ScanOptions {
  /** The probability of any false burst in one scan. */
  readonly alpha: number;
  readonly permutations: number;
}

const seed = 20_250;

/** ln p by size and count, computed on first use. */
const createTails = (periods: TwoPeriods): ((size: number) => Float64Array) => {
  const known = new Map<number, Float64Array>();
  return (size) => {
    const tails = known.get(size) ?? upperTails(periods, [size])[0] ?? outOfRange(0);
    known.set(size, tails);
    return tails;
  };
};

/** Of clauses that share a feature all are counted; around a centre, which is in the later period, only the others. */
interface Tails {
  readonly shared: (size: number) => Float64Array;
  readonly around: (size: number) => Float64Array;
}

interface Tested {
  readonly candidate: Candidate;
  readonly tails: readonly Float64Array[];
}

const testedBy =
  ({ shared, around }: Tails) =>
  (candidate: Candidate): Tested => ({
    candidate,
    tails: candidate.sizes.map(candidate.centre === undefined ? shared : around),
  });

/** The smallest ln p over the sizes of a candidate, with its size. */
const bestSize = (
  { candidate: { places, sizes }, tails }: Tested,
  later: Uint8Array,
): [logP: number, size: number] => {
  let [best, size, count, at] = [0, 0, 0, 0];
  for (let index = 0; index < sizes.length; index += 1) {
    const next = sizes[index] ?? outOfRange(index);
    for (; at < next; at += 1) {
      const place = places[at] ?? outOfRange(at);
      count += later[place] ?? outOfRange(place);
    }
    const logP = tails[index]?.[count] ?? outOfRange(count);
    if (logP < best) [best, size] = [logP, next];
  }
  return [best, size];
};

/** The period of each person. */
const periodsOfPeople = ({ later, people }: Periods): Uint8Array => {
  const count = people.reduce((most, person) => Math.max(most, person + 1), 0);
  const periods = new Uint8Array(count);
  people.forEach((person, place) => {
    periods[person] = later[place] ?? outOfRange(place);
  });
  return periods;
};

/** The smallest ln p of all candidates in each of so many random divisions of people into periods, ascending. */
const minPByChance = (all: readonly Tested[], periods: Periods, permutations: number): number[] => {
  const random = seededFractions(seed);
  const shuffled = periodsOfPeople(periods);
  const later = periods.later.slice();
  return Array.from({ length: permutations }, () => {
    shuffle(shuffled, random);
    for (let place = 0; place < later.length; place += 1) {
      const person = periods.people[place] ?? outOfRange(place);
      later[place] = shuffled[person] ?? outOfRange(person);
    }
    let min = 0;
    for (const tested of all) min = Math.min(min, bestSize(tested, later)[0]);
    return min;
  }).sort((left, right) => left - right);
};

/** Quantiles of the smallest p at which the equivalent number of independent tests is estimated. */
const readAt = [0.1, 0.25, 0.5];

/**
 * The equivalent number of independent tests of the candidates: with so many, the smallest p is under p with probability 1 − (1 − p)^tests.
 * Estimated from permutations, so that probabilities below 1 / permutations can be given; the largest of several estimates.
 */
const independentTests = (min: readonly number[]): number =>
  Math.max(
    1,
    ...readAt.map((quantile) => {
      const logP = min[Math.floor(quantile * min.length)] ?? 0;
      return logP === 0 ? 1 : -Math.log1p(-quantile) / Math.exp(logP);
    }),
  );

const burstOf = (tested: Tested, later: Uint8Array, tests: number): Burst => {
  const { candidate } = tested;
  const [logP, size] = bestSize(tested, later);
  const centre = candidate.centre === undefined ? [] : [candidate.centre];
  return {
    candidate,
    around: [...centre, ...candidate.places.subarray(0, size)],
    logP,
    familyP: -Math.expm1(-tests * Math.exp(logP)),
  };
};

/**
 * Finds clauses that mean the same and are more frequent in the later period, the most certain first: those that share a word or a pair of
 * words, and the nearest of each later clause at several sizes. Each is tested by Fisher's exact test; all are compared with the best of
 * random divisions of people into periods (a scan statistic: Kulldorff, Communications in Statistics 26 (1997) 1481–1496), which
 * controls the error rate over thousands of candidates. Empty if either period is empty.
 */
export const scanForBursts = (
  space: ClauseSpace,
  periods: Periods,
  { alpha, permutations }: ScanOptions,
): Burst[] => {
  const later = periods.later.reduce((sum, value) => sum + value, 0);
  if (later < 2 || later === space.size) return [];
  const tails = {
    shared: createTails({ all: space.size, later }),
    around: createTails({ all: space.size - 1, later: later - 1 }),
  };
  const all = candidatesIn(space, periods.later).map(testedBy(tails));
  const tests = independentTests(minPByChance(all, periods, permutations));
  return all
    .map((tested, place) => ({ ...burstOf(tested, periods.later, tests), place }))
    .filter(({ familyP }) => familyP <= alpha)
    .sort((left, right) => left.logP - right.logP || left.place - right.place);
};
