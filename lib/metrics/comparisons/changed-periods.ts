import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** The scores of one period of a series: how often each was given, by the score as a number (`{ '-100': 12, '0': 3, '100': 5 }`). */
export type ScoreCounts = Readonly<Record<string, number>>;

/** Neighbouring periods that differ from all others together. */
export interface ChangedPeriods {
  /** Indices of its first and last period. If it ends with the series, it is a step that still lasts. */
  readonly first: number;
  readonly last: number;
  /** The chance, 0..1, of so large a difference anywhere in the series if all periods are alike. */
  readonly p: number;
}

/** On either side; with fewer scores a mean says little. */
const minScores = 10;
const permutations = 499;
const level = 0.05;
const seed = 20_260_531;

interface Series {
  /** How many scores are in each period. */
  readonly sizes: readonly number[];
  /** All of them, period by period. */
  readonly scores: Float64Array;
  readonly sum: number;
}

const seriesOf = (periods: readonly ScoreCounts[]): Series => {
  const sizes: number[] = [];
  const scores: number[] = [];
  for (const counts of periods) {
    const before = scores.length;
    for (const [score, count] of Object.entries(counts))
      for (let one = 0; one < count; one += 1) scores.push(Number(score));
    sizes.push(scores.length - before);
  }
  return { sizes, scores: Float64Array.from(scores), sum: scores.reduce((sum, score) => sum + score, 0) };
};

/** Sums of scores and of counts up to each period. */
const runningSums = ({ sizes, scores }: Series): { readonly counts: number[]; readonly sums: number[] } => {
  const [counts, sums] = [[0], [0]];
  let [at, sum] = [0, 0];
  for (const size of sizes) {
    for (const end = at + size; at < end; at += 1) sum += scores[at] ?? 0;
    counts.push(at);
    sums.push(sum);
  }
  return { counts, sums };
};

interface Found {
  readonly first: number;
  readonly last: number;
  /** The sum of squares between the run and the rest. */
  readonly contrast: number;
}

/** The sum of squares between `inside` scores that sum up to `sum` and the rest; 0 where either are too few. */
const contrastOf = (
  inside: number,
  sum: number,
  whole: { readonly n: number; readonly sum: number },
): number => {
  const outside = whole.n - inside;
  if (inside < minScores || outside < minScores) return 0;
  return (sum - (inside * whole.sum) / whole.n) ** 2 / ((inside * outside) / whole.n);
};

/** The run of periods whose mean differs most from that of the rest. */
const greatest = (series: Series): Found => {
  const { counts, sums } = runningSums(series);
  const whole = { n: series.scores.length, sum: series.sum };
  let best: Found = { first: 0, last: 0, contrast: 0 };
  for (let first = 0; first < series.sizes.length; first += 1) {
    const [fromCount = 0, fromSum = 0] = [counts[first], sums[first]];
    for (let end = first + 1; end < counts.length; end += 1) {
      const contrast = contrastOf((counts[end] ?? 0) - fromCount, (sums[end] ?? 0) - fromSum, whole);
      if (contrast > best.contrast) best = { first, last: end - 1, contrast };
    }
  }
  return best;
};

const shuffle = (scores: Float64Array, random: RandomGenerator): void => {
  for (let end = scores.length - 1; end > 0; end -= 1) {
    const other = uniformInt(random, 0, end);
    const kept = scores[end] ?? 0;
    scores[end] = scores[other] ?? 0;
    scores[other] = kept;
  }
};

/** A run from the start of the series is the other side of a step: the step is what came after. */
const asStep = ({ first, last }: Found, periods: number): Pick<ChangedPeriods, 'first' | 'last'> =>
  first === 0 ? { first: last + 1, last: periods - 1 } : { first, last };

/**
 * When a series changed: the run of consecutive periods whose scores differ most from all others, if that is significant
 * (p of at most 0.05). A step is a run that lasts to the end. The p is that of the largest contrast when scores are permuted
 * between periods, so it is valid for any scores and any sizes of periods; the random numbers are seeded, so results are reproducible.
 * Undefined if nothing is significant, or there are fewer than ten scores on a side.
 *
 * Source: circular binary segmentation, Olshen, Venkatraman, Lucito and Wigler, Biostatistics 5 (2004) 557–572; one step of it.
 *
 * @param designEffect how many scores of a period count as one independent score (`designEffectOf`): the contrast is that of as many fewer
 * @example changedPeriods([calm, calm, calm, bad, bad]) // { first: 3, last: 4, p: 0.002 }
 */
export const changedPeriods = (
  periods: readonly ScoreCounts[],
  designEffect = 1,
): ChangedPeriods | undefined => {
  const series = seriesOf(periods);
  const found = greatest(series);
  if (found.contrast === 0) return undefined;
  const random = xoroshiro128plus(seed);
  let asGreat = 0;
  for (let time = 0; time < permutations; time += 1) {
    shuffle(series.scores, random);
    // Sums of the same scores in another order differ by rounding.
    if (greatest(series).contrast >= (found.contrast / designEffect) * (1 - 1e-9)) asGreat += 1;
    if ((1 + asGreat) / (1 + permutations) > level) return undefined;
  }
  return { ...asStep(found, periods.length), p: (1 + asGreat) / (1 + permutations) };
};
