import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { Source } from './sources.ts';

/** Probabilities of negative and positive beside a neutral logit of 0. */
export const negativePositive = (negative: number, positive: number): [number, number] => {
  const max = Math.max(negative, positive, 0);
  const [a, b, c] = [Math.exp(negative - max), Math.exp(positive - max), Math.exp(-max)];
  return [a / (a + b + c), b / (a + b + c)];
};

/**
 * The slope of the log loss by the two logits. Where a source has no neutral texts, the loss is that of positive against
 * negative alone, so it teaches nothing about neutral.
 */
export const lossSlope = (
  negative: number,
  positive: number,
  label: SentimentLabel,
  { hasNeutral, weight }: Source,
): [number, number] => {
  if (hasNeutral) {
    const [n, p] = negativePositive(negative, positive);
    return [weight * (n - (label === 'negative' ? 1 : 0)), weight * (p - (label === 'positive' ? 1 : 0))];
  }
  const share = 1 / (1 + Math.exp(negative - positive));
  const slope = weight * (share - (label === 'positive' ? 1 : 0));
  return [-slope, slope];
};

/** A prior for each group of sources, learned beside the words and left behind when training ends. */
export const createPriors = (rate: number) => {
  const priors = new Map<string, [number, number]>();
  const of = ({ group }: Source): [number, number] => {
    const found = priors.get(group) ?? [0, 0];
    priors.set(group, found);
    return found;
  };
  const learn = (source: Source, [negative, positive]: readonly [number, number]): void => {
    const prior = of(source);
    prior[0] -= rate * negative;
    prior[1] -= rate * positive;
  };
  return { of, learn };
};
