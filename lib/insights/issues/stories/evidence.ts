/** Clauses of an issue, of how many. */
export interface IssueCount {
  readonly said: number;
  readonly of: number;
}

const stirlingFrom = 8;

/** ln Γ(x) for x > 0: Stirling's series after raising x to 8, exact to 12 digits. */
const logGamma = (x: number): number => {
  let [shifted, correction] = [x, 0];
  for (; shifted < stirlingFrom; shifted += 1) correction -= Math.log(shifted);
  const inverse = 1 / shifted;
  const series = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1260 - inverse ** 7 / 1680;
  return correction + (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series;
};

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** Issues are rare: the prior of a share has mean 1/21 and the weight of ten clauses. */
const prior = { yes: 0.5, no: 10 };

/** ln of the chance of this very sequence under all shares, weighted by the prior. */
const logMixture = ({ said, of }: IssueCount): number =>
  logBeta(said + prior.yes, of - said + prior.no) - logBeta(prior.yes, prior.no);

const xLogX = (count: number, of: number): number => (count === 0 ? 0 : count * Math.log(count / of));

/** ln of the greatest chance that one share gives the sequence. */
const logMaximum = ({ said, of }: IssueCount): number => xLogX(said, of) + xLogX(of - said, of);

/**
 * Evidence that an issue's share since some day differs from before, as an e-value: 1 or less says nothing, 20 is as rare by chance as
 * one in twenty *however often one looks*. Ratio of the chance under two shares, averaged over what they may be, to the
 * greatest chance under one (an e-process against exchangeability: Ramdas, Ruf, Larsson and Koolen, IJAR 141 (2022) 83–109, section 4.2). The group and the
 * day have to be chosen before the later clauses are seen.
 *
 * @example riseEvidence({ said: 20, of: 2000 }, { said: 30, of: 500 }) // 9.4e5
 */
export const changeEvidence = (before: IssueCount, since: IssueCount): number => {
  if (before.of === 0 || since.of === 0) return 1;
  const together = { said: before.said + since.said, of: before.of + since.of };
  return Math.exp(logMixture(before) + logMixture(since) - logMaximum(together));
};

/**
 * Which of a family of e-values may be called at this false discovery rate, whatever the dependence between them: the largest k whose
 * k-th largest value is at least number / (k · rate) (e-BH: Wang and Ramdas, JRSS B 84 (2022) 822–852).
 *
 * @returns for each of them whether it is called, in their order
 * @example calledAt([100, 3, 50], 0.05) // [true, false, true]
 */
export const calledAt = (evidence: readonly number[], rate: number): boolean[] => {
  const descending = evidence.toSorted((left, right) => right - left);
  const called = descending.findLastIndex((value, index) => value >= evidence.length / ((index + 1) * rate));
  const least = descending[called] ?? Number.POSITIVE_INFINITY;
  return evidence.map((value) => value >= least);
};
