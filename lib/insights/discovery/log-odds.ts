/** A phrase in two sets of responses: its count and the total in each. */
export interface TwoShares {
  readonly said: number;
  readonly of: number;
  readonly saidBefore: number;
  readonly ofBefore: number;
}

/** The weight of the prior, in responses. */
const priorResponses = 500;

/**
 * The log-odds ratio of a phrase between two sets of responses, with an informative Dirichlet prior: the
 * shares of both sets together, with the weight of 500 responses, which shrinks rare phrases to no difference. `z` is the ratio in
 * standard errors and ranks the phrases; above 0 the phrase is more frequent in the first set. The phrase must occur at least once.
 * Source: Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008) 372–403, equations 16, 20 and 22,
 * with responses instead of words.
 *
 * @example logOddsRatio({ said: 20, of: 1000, saidBefore: 0, ofBefore: 1000 }).z // 3.31
 */
export const logOddsRatio = ({ said, of, saidBefore, ofBefore }: TwoShares): { ratio: number; z: number } => {
  const prior = (priorResponses * (said + saidBefore)) / (of + ofBefore);
  const oddsOf = (count: number, n: number): number =>
    Math.log((count + prior) / (n + priorResponses - count - prior));
  const ratio = oddsOf(said, of) - oddsOf(saidBefore, ofBefore);
  return { ratio, z: ratio / Math.sqrt(1 / (said + prior) + 1 / (saidBefore + prior)) };
};

const stirlingFrom = 32;
const smallLogFactorials: readonly number[] = Array.from({ length: stirlingFrom }, (_, n) => {
  let factorial = 1;
  for (let factor = 2; factor <= n; factor += 1) factorial *= factor;
  return Math.log(factorial);
});

/** ln n! for a whole number from 0; Stirling's series to 1/n⁵, exact to 12 digits from 32 on. */
const logFactorial = (n: number): number =>
  smallLogFactorials[n] ??
  n * Math.log(n) -
    n +
    Math.log(2 * Math.PI * n) / 2 +
    1 / (12 * n) -
    1 / (360 * n ** 3) +
    1 / (1260 * n ** 5);

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * Fisher's exact p, 0..1, two-sided by doubling: the chance of a split of the phrase at least this uneven if both sets
 * are alike. It decides what is new: the normal approximation of z fails if a phrase never occurred before.
 * Source: Fisher 1934; doubling after Yates, JRSS A 147 (1984) 426–463.
 *
 * @example exactP({ said: 3, of: 4, saidBefore: 1, ofBefore: 4 }) // 0.4857
 */
export const exactP = ({ said, of, saidBefore, ofBefore }: TwoShares): number => {
  const all = said + saidBefore;
  const ways = logChoose(of + ofBefore, all);
  const chanceOf = (count: number): number =>
    Math.exp(logChoose(of, count) + logChoose(ofBefore, all - count) - ways);
  const least = Math.max(0, all - ofBefore);
  const most = Math.min(all, of);
  const isMore = said * ofBefore > saidBefore * of;
  let tail = 0;
  for (let count = said; count >= least && count <= most; count += isMore ? 1 : -1) tail += chanceOf(count);
  return Math.min(1, 2 * tail);
};
