import { gammaln } from 'simple-statistics';
import type { Check, Measured } from './check.ts';
import type { Stated } from './stated.ts';

/** A claim of the documentation beside what was measured. */
export interface Verdict {
  readonly claim: string;
  readonly unit: 'share' | 'count';
  /** Undefined where the documentation does not have the claim. */
  readonly stated: Stated | undefined;
  readonly measured: readonly Measured[];
  /** The situations outside what is stated. */
  readonly outside: readonly Measured[];
}

/** Half of the last digit that the documentation gives. */
const rounding = 0.0005;

/** What is measured is outside if this or less is the chance of something as far away: three standard errors of a normal one. */
const unlikely = 0.00135;

const sumOf = (from: number, to: number, chanceOf: (hits: number) => number): number => {
  let sum = 0;
  for (let hits = from; hits <= to; hits += 1) sum += Math.exp(chanceOf(hits));
  return sum;
};

/** The logarithm of the chance of so many hits in so many trials. */
const binomial =
  (trials: number, share: number) =>
  (hits: number): number => {
    if (share <= 0 || share >= 1) return hits === share * trials ? 0 : Number.NEGATIVE_INFINITY;
    const choices = gammaln(trials + 1) - gammaln(hits + 1) - gammaln(trials - hits + 1);
    return choices + hits * Math.log(share) + (trials - hits) * Math.log(1 - share);
  };

/** The same of so many events where the mean number is known. */
const poisson =
  (mean: number) =>
  (events: number): number =>
    events * Math.log(mean) - mean - gammaln(events + 1);

/** Counted over all trials: what is as far away lies below or above. */
const isBelow = ({ share, trials }: Measured, low: number, isCount: boolean): boolean => {
  if (!Number.isFinite(trials)) return share < low;
  const hits = Math.round(share * trials);
  return sumOf(0, hits, isCount ? poisson(low * trials) : binomial(trials, low)) < unlikely;
};

const isAbove = ({ share, trials }: Measured, high: number, isCount: boolean): boolean => {
  if (!Number.isFinite(trials)) return share > high;
  const hits = Math.round(share * trials);
  return 1 - sumOf(0, hits - 1, isCount ? poisson(high * trials) : binomial(trials, high)) < unlikely;
};

/** Numbers are stated as they are, shares as percentages. */
const isOutside = (one: Measured, { low, high }: Stated, isCount: boolean): boolean => {
  const [digit, unit] = isCount ? [0.05, 100] : [rounding, 1];
  return isBelow(one, Math.max(0, unit * low - digit), isCount) || isAbove(one, unit * high + digit, isCount);
};

/** Measures a claim; one that the documentation does not have is outside. */
export const verdictOn = (check: Check, stated: Stated | undefined, effort: number): Verdict => {
  const { claim, unit = 'share' } = check;
  const measured = check.measure(effort);
  const outside =
    stated === undefined ? measured : measured.filter((one) => isOutside(one, stated, unit === 'count'));
  return { claim, unit, stated, measured, outside };
};

const numberOf = (share: number, unit: Verdict['unit']): string =>
  unit === 'count' ? share.toFixed(2) : `${(100 * share).toFixed(1)} %`;

const rangeOf = ({ measured, unit }: Verdict): string => {
  const shares = measured.map(({ share }) => share);
  const [low, high] = [numberOf(Math.min(...shares), unit), numberOf(Math.max(...shares), unit)];
  return low === high ? low : `${low} to ${high}`;
};

/** A line for the claim, and one for each situation outside what is stated. */
export const linesOf = (verdict: Verdict): string[] => {
  const { claim, unit, stated, outside } = verdict;
  return [
    `${outside.length === 0 ? 'holds ' : 'FAILS '} ${claim}: measured ${rangeOf(verdict)}, stated ${stated?.text ?? 'nothing'}`,
    ...outside.map(
      ({ situation, share, trials }) =>
        `       ${situation}: ${numberOf(share, unit)} ${Number.isFinite(trials) ? `of ${trials} trials` : 'exactly'}`,
    ),
  ];
};
