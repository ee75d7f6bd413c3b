import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { lossSlope } from './loss.ts';
import { judgedByReaders, type Source } from './sources.ts';

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

/**
 * How to add up the two models for texts of unknown origin: the factors and the bias under which sentences that people
 * judged, and that neither model has learned from, are likeliest. Gradient descent on four numbers.
 */
export const combine = (opinions: readonly Opinion[]): Combination => {
  const judged = weighEqually(opinions.filter(({ source }) => source.group === judgedByReaders));
  const factors: Pair = [0.5, 0.5];
  const bias: Pair = [0, 0];
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slopes = [0, 0, 0, 0];
    for (const { opinion, weight } of judged) {
      const { convolution, ngrams, label, source } = opinion;
      const [n, p] = logits(opinion, factors, bias);
      const [slopeN, slopeP] = lossSlope(n, p, label, { ...source, weight });
      const parts = [
        slopeN * convolution[0] + slopeP * convolution[1],
        slopeN * ngrams[0] + slopeP * ngrams[1],
        slopeN,
        slopeP,
      ];
      parts.forEach((part, index) => {
        slopes[index] = (slopes[index] ?? 0) + part;
      });
    }
    const [convolution = 0, ngrams = 0, negative = 0, positive = 0] = slopes;
    factors[0] -= factorRate * convolution;
    factors[1] -= factorRate * ngrams;
    bias[0] -= biasRate * negative;
    bias[1] -= biasRate * positive;
  }
  return { convolution: factors[0], ngrams: factors[1], bias };
};
