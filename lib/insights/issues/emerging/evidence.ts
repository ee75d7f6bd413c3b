/** Clauses of an issue, and all clauses. */
export interface IssueCount {
  readonly count: number;
  readonly total: number;
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

/** ln of the likelihood of this sequence, averaged over shares weighted by the prior. */
const logMixture = ({ count, total }: IssueCount): number =>
  logBeta(count + prior.yes, total - count + prior.no) - logBeta(prior.yes, prior.no);

const xLogX = (count: number, total: number): number => (count === 0 ? 0 : count * Math.log(count / total));

/** ln of the maximum likelihood of the sequence under one share. */
const logMaximum = ({ count, total }: IssueCount): number =>
  xLogX(count, total) + xLogX(total - count, total);

/**
 * Evidence that an issue's share since some day differs from before, as an e-value: 1 or less is no evidence; 20 or more has a probability of at most
 * 1 in 20 if nothing changed, *however often one checks*. The ratio of the likelihood under two shares, averaged over the prior, to the
 * maximum likelihood under one (an e-process against exchangeability: Ramdas, Ruf, Larsson and Koolen, IJAR 141 (2022) 83–109, section 4.2). The group and the
 * day must be chosen before the later clauses are read.
 *
 * @example changeEvidence({ count: 20, total: 2000 }, { count: 30, total: 500 }) // 9.4e5
 */
export const changeEvidence = (before: IssueCount, since: IssueCount): number => {
  if (before.total === 0 || since.total === 0) return 1;
  const together = { count: before.count + since.count, total: before.total + since.total };
  return Math.exp(logMixture(before) + logMixture(since) - logMaximum(together));
};

/**
 * Which of a family of e-values are significant at this false discovery rate, for any dependence between them: the largest k whose
 * k-th largest value is at least number / (k · rate) (e-BH: Wang and Ramdas, JRSS B 84 (2022) 822–852).
 *
 * @returns for each of them whether it is significant, in the same order
 * @example calledAt([100, 3, 50], 0.05) // [true, false, true]
 */
export const calledAt = (evidence: readonly number[], rate: number): boolean[] => {
  const descending = evidence.toSorted((left, right) => right - left);
  const last = descending.findLastIndex((value, index) => value >= evidence.length / ((index + 1) * rate));
  const threshold = descending[last] ?? Number.POSITIVE_INFINITY;
  return evidence.map((value) => value >= threshold);
};
