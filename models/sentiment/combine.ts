import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { lossSlope } from './loss.ts';
import type { Source } from './sources.ts';

/** What the two models say of a held-out text. */
export interface Opinion {
  readonly convolution: readonly [negative: number, positive: number];
  readonly ngrams: readonly [negative: number, positive: number];
  readonly label: SentimentLabel;
  readonly source: Source;
}

/** Logits = convolution × its factor + n-grams × their factor + bias. */
export interface Combination {
  readonly convolution: number;
  readonly ngrams: number;
  readonly bias: readonly [negative: number, positive: number];
}

const iterations = 600;
const rate = 1;

type Pair = [number, number];

const logits = ({ convolution, ngrams }: Opinion, [a, b]: Pair, [n, p]: readonly [number, number]): Pair => [
  a * convolution[0] + b * ngrams[0] + n,
  a * convolution[1] + b * ngrams[1] + p,
];

const groupsOf = (opinions: readonly Opinion[]): Map<string, Opinion[]> =>
  Map.groupBy(opinions, ({ source }) => source.group);

/** The two factors under which the held-out texts are likeliest, each group with a prior of its own. */
const fitFactors = (opinions: readonly Opinion[]): Pair => {
  const sizes = new Map(Array.from(groupsOf(opinions), ([group, members]) => [group, members.length]));
  const priors = new Map<string, Pair>(Array.from(sizes.keys(), (group) => [group, [0, 0]]));
  const factors: Pair = [0.5, 0.5];
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slopes: Pair = [0, 0];
    const priorSlopes = new Map<string, Pair>();
    for (const opinion of opinions) {
      const { group } = opinion.source;
      const [n, p] = logits(opinion, factors, priors.get(group) ?? [0, 0]);
      const [slopeN, slopeP] = lossSlope(n, p, opinion.label, { ...opinion.source, weight: 1 });
      slopes[0] += slopeN * opinion.convolution[0] + slopeP * opinion.convolution[1];
      slopes[1] += slopeN * opinion.ngrams[0] + slopeP * opinion.ngrams[1];
      const sum = priorSlopes.get(group) ?? [0, 0];
      priorSlopes.set(group, [sum[0] + slopeN, sum[1] + slopeP]);
    }
    factors[0] -= (0.2 * rate * slopes[0]) / opinions.length;
    factors[1] -= (0.2 * rate * slopes[1]) / opinions.length;
    for (const [group, [n, p]] of priorSlopes) {
      const prior = priors.get(group) ?? [0, 0];
      const size = sizes.get(group) ?? 1;
      priors.set(group, [prior[0] - (rate * n) / size, prior[1] - (rate * p) / size]);
    }
  }
  return factors;
};

/**
 * One bias for texts of unknown origin: every group of three classes counts the same, and within a group each label by
 * the root of its share, half way between the group's own prior and equal labels.
 */
const fitBias = (opinions: readonly Opinion[], factors: Pair): Pair => {
  const bias: Pair = [0, 0];
  const cells = [...groupsOf(opinions).values()].map((group) => weighCells(group));
  const weighted = cells.flat();
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slopes: Pair = [0, 0];
    for (const { opinion, weight } of weighted) {
      const [n, p] = logits(opinion, factors, bias);
      const slope = lossSlope(n, p, opinion.label, { ...opinion.source, weight });
      slopes[0] += slope[0];
      slopes[1] += slope[1];
    }
    bias[0] -= (rate * slopes[0]) / total;
    bias[1] -= (rate * slopes[1]) / total;
  }
  return bias;
};

const weighCells = (group: readonly Opinion[]): { opinion: Opinion; weight: number }[] => {
  const counts = Map.groupBy(group, ({ label }) => label);
  const cellWeights = Array.from(counts, ([label, cell]) => [label, Math.sqrt(cell.length)] as const);
  const total = cellWeights.reduce((sum, [, weight]) => sum + weight, 0);
  const byLabel = new Map(cellWeights.map(([label, weight]) => [label, weight / total]));
  return group.map((opinion) => ({
    opinion,
    weight: (byLabel.get(opinion.label) ?? 0) / (counts.get(opinion.label)?.length ?? 1),
  }));
};

/** Groups whose texts are like what customers write, and whose neutral texts are read as such by people or by stars. */
const biasGroups = new Set([
  'sst_sentences',
  'opener_hotels_en',
  'vader_tweets',
  'appreview_features',
  'womens_clothing',
  'yelp_reviews',
  'zomato_reviews',
  'flipkart_reviews',
  'own',
]);

/** How to add up the two models, fitted on texts that neither has learned from. */
export const combine = (opinions: readonly Opinion[]): Combination => {
  const factors = fitFactors(opinions);
  const bias = fitBias(
    opinions.filter(({ source }) => biasGroups.has(source.group)),
    factors,
  );
  return { convolution: factors[0], ngrams: factors[1], bias };
};
