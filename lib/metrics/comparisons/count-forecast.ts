import { betaRegularized, normalP, normalQuantile, tP, tQuantile } from '../figures/distributions.ts';
import type { Forecast, Forecaster, SeriesPoint } from './anomaly.ts';

/** The counts of one phase of the season, such as Mondays: how many, and in which weeks. */
interface Phase {
  readonly weeks: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const phasesOf = (window: readonly SeriesPoint[], season: number): Phase[] =>
  Array.from({ length: season }, (_, phase) => {
    const known = window.flatMap(({ value: count }, index) =>
      count === undefined || index % season !== phase ? [] : [{ count, week: Math.floor(index / season) }],
    );
    const counts = known.map(({ count }) => count);
    return { weeks: known.map(({ week }) => week), counts, sum: sumOf(counts) };
  });

/** What weeks weigh at a growth of `rate` a week: their total, mean and variance. */
const exposureOf = ({ weeks }: Phase, rate: number) => {
  const weights = weeks.map((week) => Math.exp(rate * week));
  const total = sumOf(weights);
  const mean = sumOf(weeks.map((week, index) => week * (weights[index] ?? 0))) / total;
  const square = sumOf(weeks.map((week, index) => week ** 2 * (weights[index] ?? 0))) / total;
  return { total, mean, variance: Math.max(0, square - mean ** 2) };
};

const maxRate = 1;

/** The growth a week, as a logarithm, that all phases have in common: Poisson regression, its only equation solved by Newton's steps within a bracket. */
const growthOf = (phases: readonly Phase[]): number => {
  const moments = sumOf(
    phases.map(({ weeks, counts }) => sumOf(weeks.map((week, index) => week * (counts[index] ?? 0)))),
  );
  let [low, high, rate] = [-maxRate, maxRate, 0];
  for (let step = 0; step < 30 && high - low > 1e-9; step += 1) {
    const exposures = phases.map((phase) => ({ sum: phase.sum, ...exposureOf(phase, rate) }));
    const excess = moments - sumOf(exposures.map(({ sum, mean }) => sum * mean));
    if (excess > 0) low = rate;
    else high = rate;
    const next = rate + excess / sumOf(exposures.map(({ sum, variance }) => sum * variance));
    if (Math.abs(next - rate) < 1e-9) return next;
    rate = next > low && next < high ? next : (low + high) / 2;
  }
  return rate;
};

/** By how much counts scatter more than at random (Pearson): their variance is μ + excess × μ². Never below 0. */
const excessScatter = (phases: readonly Phase[], rate: number) => {
  const fits = phases.map((phase) => ({ ...phase, each: phase.sum / exposureOf(phase, rate).total }));
  const expected = fits.flatMap(({ weeks, counts, each }) =>
    weeks.map((week, index) => ({ count: counts[index] ?? 0, mean: each * Math.exp(rate * week) })),
  );
  const degrees = expected.length - fits.length - 1;
  const pearson = sumOf(expected.map(({ count, mean }) => (count - mean) ** 2 / mean));
  const weight = (sumOf(expected.map(({ mean }) => mean)) * degrees) / expected.length;
  return {
    excess: degrees < 1 ? 0 : Math.max(0, (pearson - degrees) / weight),
    degrees: Math.max(1, degrees),
  };
};

/** The same tail of a distribution with heavier tails, and back. */
const inHeavierTail = (p: number, degrees: number): number =>
  p >= 1 ? 1 : tP(normalQuantile(Math.max(p, Number.MIN_VALUE) / 2), degrees);
const inLighterTail = (p: number, degrees: number): number => normalP(tQuantile(1 - p / 2, degrees));

/** Where the least count is whose chance to be reached is at least this much. */
const minCountOf = (upTo: (count: number) => number, chance: number, maxCount: number): number => {
  let [below, found] = [-1, maxCount];
  while (found - below > 1) {
    const middle = Math.floor((below + found) / 2);
    if (upTo(middle) >= chance) found = middle;
    else below = middle;
  }
  return found;
};

/** @param spread its variance is mean + spread × mean² */
const negativeBinomial = (mean: number, spread: number, degrees: number): Forecast => {
  const size = 1 / spread;
  const share = size / (size + mean);
  const upTo = (count: number): number => (count < 0 ? 0 : betaRegularized(share, size, count + 1));
  const maxCount = Math.ceil(mean + 40 * Math.sqrt(mean + spread * mean ** 2) + 10);
  return {
    expected: mean,
    p: (count) => inHeavierTail(Math.min(1, 2 * Math.min(upTo(count), 1 - upTo(count - 1))), degrees),
    range: (p) => {
      const tail = inLighterTail(p, degrees) / 2;
      return { low: minCountOf(upTo, tail, maxCount), high: minCountOf(upTo, 1 - tail, maxCount) };
    },
  };
};

/**
 * A count is predicted by a level for each phase, such as Mondays, and one growth a week for all (Poisson regression). It scatters like a negative
 * binomial: as at random, and beyond that as much as the counts before did; the errors of level, growth and scatter are allowed for.
 *
 * Sources: Cameron and Trivedi, Regression Analysis of Count Data (Cambridge 2013), 3.2; McCullagh and Nelder, Generalized Linear Models
 * (1989), 9.2 (scatter from Pearson's statistic).
 *
 * @example forecastCount(Array.from({ length: 56 }, () => ({ value: 20 })), 7, {})?.p(2) // under 0.003
 */
export const forecastCount: Forecaster = (window, season) => {
  const phases = phasesOf(window, season);
  const [own] = phases;
  const seen = phases.filter(({ sum }) => sum > 0);
  if (own === undefined || own.counts.length === 0 || seen.length === 0) return undefined;
  const rate = growthOf(seen);
  const { excess, degrees } = excessScatter(seen, rate);
  const exposure = exposureOf(own, rate);
  const ahead = window.length / season;
  // Half a response more, so that nothing seen so far does not mean that nothing can come.
  const sum = own.sum + 0.5;
  const mean = (sum / exposure.total) * Math.exp(rate * ahead);
  const information = sumOf(seen.map((phase) => phase.sum * exposureOf(phase, rate).variance));
  const errors = 1 / sum + (ahead - exposure.mean) ** 2 / Math.max(information, 1);
  const scatter = 1 + (excess * own.sum) / own.counts.length;
  return negativeBinomial(mean, excess + scatter * errors, degrees);
};
