/** A phrase in two sets of responses: its count and the total in each. */
export interface TwoShares {
  readonly count: number;
  readonly total: number;
  readonly earlierCount: number;
  readonly earlierTotal: number;
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
 * @example logOddsRatio({ count: 20, total: 1000, earlierCount: 0, earlierTotal: 1000 }).z // 3.31
 */
export const logOddsRatio = ({
  count,
  total,
  earlierCount,
  earlierTotal,
}: TwoShares): { ratio: number; z: number } => {
  const prior = (priorResponses * (count + earlierCount)) / (total + earlierTotal);
  const oddsOf = (mentions: number, n: number): number =>
    Math.log((mentions + prior) / (n + priorResponses - mentions - prior));
  const ratio = oddsOf(count, total) - oddsOf(earlierCount, earlierTotal);
  return { ratio, z: ratio / Math.sqrt(1 / (count + prior) + 1 / (earlierCount + prior)) };
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
 * @example exactP({ count: 3, total: 4, earlierCount: 1, earlierTotal: 4 }) // 0.4857
 */
export const exactP = ({ count, total, earlierCount, earlierTotal }: TwoShares): number => {
  const all = count + earlierCount;
  const ways = logChoose(total + earlierTotal, all);
  const chanceOf = (split: number): number =>
    Math.exp(logChoose(total, split) + logChoose(earlierTotal, all - split) - ways);
  const min = Math.max(0, all - earlierTotal);
  const max = Math.min(all, total);
  const isMore = count * earlierTotal > earlierCount * total;
  let tail = 0;
  for (let split = count; split >= min && split <= max; split += isMore ? 1 : -1) tail += chanceOf(split);
  return Math.min(1, 2 * tail);
};
