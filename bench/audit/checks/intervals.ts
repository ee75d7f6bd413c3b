import { binomialDistribution } from 'simple-statistics';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { emptyTally } from '../../../lib/metrics/tally/tally.ts';
import { type Chance, shareOf } from '../chance.ts';
import { type Check, trialsOf } from '../check.ts';

const ratingsOf = (scale: string, counts: Readonly<Record<string, number>>) =>
  figuresOf({ ...emptyTally, ratings: { [scale]: counts } }).ratings[scale];

const holds = (figure: { readonly low: number; readonly high: number }, truth: number): boolean =>
  figure.low <= truth && truth <= figure.high;

/** The exact coverage: each possible number of satisfied ratings with its binomial chance. */
const coverageOfShare = (n: number, truth: number): number =>
  (binomialDistribution(n, truth) ?? []).reduce((sum, chance, satisfied) => {
    const figures = ratingsOf('csat:1-5', { 5: satisfied, 1: n - satisfied });
    return figures?.metric === 'csat' && holds(figures.satisfied, truth) ? sum + chance : sum;
  }, 0);

const sharesAndSizes = [30, 50, 80, 100, 200, 300, 500, 1000].flatMap((n) =>
  [0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9].map((truth) => ({ n, truth })),
);

const share: Check = {
  claim: 'Share, n = 30 to 1000, 3 % to 90 %',
  measure: (effort) =>
    sharesAndSizes
      .filter((_, index) => effort >= 1 || index % 7 === 0)
      .map(({ n, truth }) => ({
        situation: `${truth} of ${n}`,
        share: coverageOfShare(n, truth),
        trials: Number.POSITIVE_INFINITY,
      })),
};

const mixes = [
  [0.3, 0.4],
  [0.15, 0.6],
  [0.6, 0.15],
  [0.05, 0.75],
  [0.1, 0.1],
  [0.45, 0.45],
] as const;

const npsTrial =
  (n: number, [detractors, promoters]: readonly [number, number]) =>
  (chance: Chance): boolean => {
    const counts = { 0: 0, 8: 0, 10: 0 };
    for (let index = 0; index < n; index += 1)
      counts[
        chance.pick([
          [0, detractors],
          [10, promoters],
          [8, 1 - detractors - promoters],
        ] as const)
      ] += 1;
    const figures = ratingsOf('nps:relationship', counts);
    return figures?.metric === 'nps' && holds(figures.nps, 100 * (promoters - detractors));
  };

const nps: Check = {
  claim: 'NPS interval includes the true value, n = 30 to 400, six mixes',
  measure: (effort) =>
    [30, 100, 400].flatMap((n) =>
      mixes.map((mix, index) => {
        const trials = trialsOf(4000, effort);
        return {
          situation: `${n} ratings, ${mix.join(' and ')}`,
          share: shareOf(trials, 1000 * n + index, npsTrial(n, mix)),
          trials,
        };
      }),
    ),
};

export const intervalChecks: readonly Check[] = [share, nps];
