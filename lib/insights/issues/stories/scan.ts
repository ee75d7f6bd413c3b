import { largest } from '../space/largest.ts';
import { type ClauseSpace, likenessToEach } from '../space/similarity.ts';
import { seededFractions, shuffle, upperTails } from './chance.ts';

/** The neighbourhood of a clause of the later period: the clauses most like it, the most alike first. */
interface Neighbourhood {
  readonly centre: number;
  readonly nearest: Int32Array;
}

/** A neighbourhood in which the later period is more often than by chance. */
export interface Burst {
  readonly centre: number;
  /** Clauses of either period around the centre, without it. */
  readonly around: Int32Array;
  /** How many clauses the burst was looked for at: those from its nearest on. */
  readonly size: number;
  /** ln of Fisher's exact p of the neighbourhood alone. */
  readonly logP: number;
  /** The chance, 0..1, that the best of all neighbourhoods is as uneven where the periods speak alike. */
  readonly familyP: number;
}

export interface ScanOptions {
  /** The chance of any false burst in one scan. */
  readonly alpha: number;
  readonly permutations: number;
}

/** Sizes that neighbourhoods are tested at: half as large again each time, up to a fortieth of the clauses. */
const smallestSize = 5;
const largestShare = 1 / 40;
const largestSizes = [16, 256] as const;
/** Centres looked at; more are thinned out evenly in the fixed order. */
const mostCentres = 1_200;
const seed = 20_250;

const sizesFor = (size: number): number[] => {
  const [atLeast, atMost] = largestSizes;
  const largestSize = Math.min(
    size - 1,
    Math.max(atLeast, Math.min(atMost, Math.round(size * largestShare))),
  );
  const sizes: number[] = [];
  for (let next = smallestSize; next <= largestSize; next = Math.max(next + 1, Math.round(next * 1.25)))
    sizes.push(next);
  return sizes;
};

const thinned = (places: readonly number[]): number[] => {
  if (places.length <= mostCentres) return [...places];
  const step = places.length / mostCentres;
  return Array.from({ length: mostCentres }, (_, index) => places[Math.floor(index * step)] as number);
};

const neighbourhoods = (space: ClauseSpace, later: Uint8Array, count: number): Neighbourhood[] => {
  const centres = thinned([...later.keys()].filter((place) => later[place] === 1));
  const found: Neighbourhood[] = [];
  likenessToEach(space, centres, (centre, likeness) => {
    found.push({ centre, nearest: largest(likeness, count, centre) });
  });
  return found;
};

interface Tested {
  readonly sizes: readonly number[];
  readonly tails: readonly Float64Array[];
}

/** Of every size of a neighbourhood the least ln p, and the size it is at, by its index. */
const bestSize = (
  nearest: Int32Array,
  later: Uint8Array,
  { sizes, tails }: Tested,
): [logP: number, index: number] => {
  let [best, bestIndex, count, at] = [0, 0, 0, 0];
  for (let index = 0; index < sizes.length; index += 1) {
    const size = sizes[index] as number;
    for (; at < size; at += 1) count += later[nearest[at] as number] as number;
    const logP = (tails[index] as Float64Array)[count] as number;
    if (logP < best) [best, bestIndex] = [logP, index];
  }
  return [best, bestIndex];
};

/** The least ln p of all neighbourhoods in each of so many random divisions of the clauses into periods, ascending. */
const leastByChance = (
  all: readonly Neighbourhood[],
  later: Uint8Array,
  tested: Tested,
  permutations: number,
): number[] => {
  const random = seededFractions(seed);
  const shuffled = later.slice();
  return Array.from({ length: permutations }, () => {
    shuffle(shuffled, random);
    let least = 0;
    for (const { nearest } of all) least = Math.min(least, bestSize(nearest, shuffled, tested)[0]);
    return least;
  }).sort((left, right) => left - right);
};

/** Quantiles of the least p at which the number of independent tests that would give it is read. */
const readAt = [0.1, 0.25, 0.5];

/**
 * As how many independent tests the neighbourhoods count: of so many, the least p is under p with chance 1 − (1 − p)^tests. Read
 * from permutations, so that chances beyond their number can be told; the largest of several readings.
 */
const independentTests = (least: readonly number[]): number =>
  Math.max(
    1,
    ...readAt.map((quantile) => {
      const logP = least[Math.floor(quantile * least.length)] ?? 0;
      return logP === 0 ? 1 : -Math.log1p(-quantile) / Math.exp(logP);
    }),
  );

const familyPOf = (logP: number, tests: number): number => -Math.expm1(-tests * Math.exp(logP));

/**
 * Looks for neighbourhoods in which the later period stands out, the surest first. Each centre's nearest clauses of both
 * periods are counted at several sizes by Fisher's exact test; the whole is held against the best neighbourhood of random
 * divisions into periods (a scan statistic: Kulldorff, Communications in Statistics 26 (1997) 1481–1496), so that looking
 * at thousands of neighbourhoods costs nothing of the error rate. Where either period is empty, none.
 *
 * @param later 1 for every clause of the later period, 0 for those of the earlier one
 */
export const scanForBursts = (
  space: ClauseSpace,
  later: Uint8Array,
  { alpha, permutations }: ScanOptions,
): Burst[] => {
  const laterCount = later.reduce((sum, value) => sum + value, 0);
  const sizes = sizesFor(space.size);
  const largestSize = sizes.at(-1);
  if (largestSize === undefined || laterCount < 2 || laterCount === space.size) return [];
  const all = neighbourhoods(space, later, largestSize);
  const tails = upperTails({ all: space.size - 1, later: laterCount - 1 }, sizes);
  const tested = { sizes, tails };
  const tests = independentTests(leastByChance(all, later, tested, permutations));
  return all
    .flatMap(({ centre, nearest }): Burst[] => {
      const [logP, index] = bestSize(nearest, later, tested);
      const familyP = familyPOf(logP, tests);
      return familyP > alpha
        ? []
        : [{ centre, around: nearest, size: sizes[index] as number, logP, familyP }];
    })
    .sort((left, right) => left.logP - right.logP || left.centre - right.centre);
};
