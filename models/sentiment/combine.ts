import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { lengthShare } from '../../lib/analysis/sentiment/model/reading.ts';
import { lossSlope } from './loss.ts';
import { judgedByReaders, type Source } from './sources.ts';

/** What the two models say of a held-out text. */
export interface Opinion {
  readonly convolution: readonly [negative: number, positive: number];
  readonly ngrams: readonly [negative: number, positive: number];
  readonly tokens: number;
  readonly label: SentimentLabel;
  readonly source: Source;
}

/** Logits = convolution × its factor + n-grams × their factor + bias. */
export interface Combination {
  readonly convolution: number;
  readonly ngrams: number;
  readonly bias: readonly [negative: number, positive: number];
  readonly lengthBias: readonly [negative: number, positive: number];
}

type Pair = [number, number];

const logits = ({ convolution, ngrams }: Opinion, [a, b]: Pair, [n, p]: readonly [number, number]): Pair => [
  a * convolution[0] + b * ngrams[0] + n,
  a * convolution[1] + b * ngrams[1] + p,
];

interface Weighted {
  readonly opinion: Opinion;
  readonly weight: number;
}

/** Every label of every set weighs the same, however many texts it has: 1 over all of them. */
const weighEqually = (opinions: readonly Opinion[]): Weighted[] => {
  const cells = [...Map.groupBy(opinions, ({ label, source }) => `${label} ${source.name}`).values()];
  return cells.flatMap((cell) =>
    cell.map((opinion) => ({ opinion, weight: 1 / (cells.length * cell.length) })),
  );
};

const iterations = 1500;
const biasRate = 1;
const factorRate = 0.1;

/** Gradient descent on the factors and the bias. */
const fitJudged = (opinions: readonly Opinion[]): { factors: Pair; bias: Pair } => {
  const judged = weighEqually(opinions);
  const factors: Pair = [0.5, 0.5];
  const bias: Pair = [0, 0];
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slopes: { factors: Pair; bias: Pair } = { factors: [0, 0], bias: [0, 0] };
    for (const { opinion, weight } of judged) {
      const { convolution, ngrams, label, source } = opinion;
      const [n, p] = logits(opinion, factors, bias);
      const [slopeN, slopeP] = lossSlope(n, p, label, { ...source, weight });
      slopes.factors[0] += slopeN * convolution[0] + slopeP * convolution[1];
      slopes.factors[1] += slopeN * ngrams[0] + slopeP * ngrams[1];
      slopes.bias[0] += slopeN;
      slopes.bias[1] += slopeP;
    }
    descend(factors, slopes.factors, factorRate);
    descend(bias, slopes.bias, biasRate);
  }
  return { factors, bias };
};

/** Gradient descent on what long texts need beside the bias. */
const fitLength = (opinions: readonly Opinion[], factors: Pair, bias: Pair): Pair => {
  const long = weighEqually(opinions);
  const lengthBias: Pair = [0, 0];
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slopes: Pair = [0, 0];
    for (const { opinion, weight } of long) {
      const share = lengthShare(opinion.tokens);
      const start: Pair = [bias[0] + share * lengthBias[0], bias[1] + share * lengthBias[1]];
      const [n, p] = logits(opinion, factors, start);
      const [slopeN, slopeP] = lossSlope(n, p, opinion.label, { ...opinion.source, weight });
      slopes[0] += share * slopeN;
      slopes[1] += share * slopeP;
    }
    descend(lengthBias, slopes, biasRate);
  }
  return lengthBias;
};

const descend = (values: Pair, slopes: Pair, rate: number): void => {
  values[0] -= rate * slopes[0];
  values[1] -= rate * slopes[1];
};

const isOwn = ({ source }: Opinion): boolean => source.name === 'own';

/**
 * How to add up the two models for texts of unknown origin, fitted on texts that neither has learned from: the factors and
 * the bias on sentences that people judged, the length bias on the long texts of all sets (but the project's
 * own, whose lengths mean nothing).
 */
export const combine = (opinions: readonly Opinion[]): Combination => {
  const { factors, bias } = fitJudged(opinions.filter(({ source }) => source.group === judgedByReaders));
  const long = opinions.filter((opinion) => lengthShare(opinion.tokens) > 0 && !isOwn(opinion));
  const lengthBias = fitLength(long, factors, bias);
  return { convolution: factors[0], ngrams: factors[1], bias, lengthBias };
};
