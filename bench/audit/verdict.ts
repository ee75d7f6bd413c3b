import type { Check, Measured } from './check.ts';
import type { Stated } from './stated.ts';

/** A claim of the documentation beside what was measured. */
export interface Verdict {
  readonly claim: string;
  /** Undefined where the documentation does not have the claim. */
  readonly stated: Stated | undefined;
  readonly measured: readonly Measured[];
  /** The situations outside what is stated. */
  readonly outside: readonly Measured[];
}

/** Half of the last digit that the documentation gives. */
const rounding = 0.0005;

/** What chance alone may add to a measured share: three standard errors. */
const chanceOf = (share: number, trials: number): number => 3 * Math.sqrt((share * (1 - share)) / trials);

const isOutside = ({ share, trials }: Measured, { low, high }: Stated): boolean =>
  share < low - rounding - chanceOf(low, trials) || share > high + rounding + chanceOf(high, trials);

/** Measures a claim; one that the documentation does not have is outside. */
export const verdictOn = (check: Check, stated: Stated | undefined, effort: number): Verdict => {
  const measured = check.measure(effort);
  const outside = stated === undefined ? measured : measured.filter((one) => isOutside(one, stated));
  return { claim: check.claim, stated, measured, outside };
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const rangeOf = (measured: readonly Measured[]): string => {
  const shares = measured.map(({ share }) => share);
  const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
  return low === high ? low : `${low} to ${high}`;
};

/** A line for the claim, and one for each situation outside what is stated. */
export const linesOf = ({ claim, stated, measured, outside }: Verdict): string[] => [
  `${outside.length === 0 ? 'holds ' : 'FAILS '} ${claim}: measured ${rangeOf(measured)}, stated ${stated?.text ?? 'nothing'}`,
  ...outside.map(
    ({ situation, share, trials }) =>
      `       ${situation}: ${percent(share)} ${Number.isFinite(trials) ? `of ${trials} trials` : 'exactly'}`,
  ),
];
