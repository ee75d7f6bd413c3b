import { createHash } from 'node:crypto';
import { VerbatimError } from '../../errors.ts';
import type { SentimentLabel } from '../analysis.ts';
import type { SentimentWeights } from './model-file.ts';
import { ngramScale } from './ngrams.ts';
import {
  addFilters,
  addNgrams,
  createPool,
  createReading,
  filterValues,
  type Logits,
  poolClause,
  readText,
  startLogits,
} from './reading.ts';
import { probabilitiesOf } from './trained-model.ts';

export interface LabelledComment {
  readonly text: string;
  readonly label: SentimentLabel;
}

/** Fewer labels say too little about a team's comments to be worth a new version. */
export const fewestLabels = 50;

/** A labelled text as the fit sees it: what the base model says, and what each weight that may change is multiplied by. */
interface Sample {
  readonly base: Logits;
  readonly filters: Float64Array;
  readonly positions: readonly number[];
  readonly scale: number;
  readonly label: SentimentLabel;
}

/** What is added to the base model's weights; pairs are `[negative, positive]`. */
interface Correction {
  readonly bias: [number, number];
  readonly filters: Float64Array;
  readonly ngrams: Map<number, [number, number]>;
}

const readSamples = (weights: SentimentWeights, labelled: readonly LabelledComment[]): Sample[] => {
  const reading = createReading(weights);
  return labelled.flatMap(({ text, label }) => {
    readText(reading, text);
    if (reading.bounds.length < 2) return [];
    const count = reading.tokens.count;
    const base = startLogits(weights, count);
    const pool = createPool(weights);
    poolClause(reading, 0, count, pool);
    const filters = filterValues(weights, pool, new Float64Array(weights.convolution.filters));
    addFilters(weights, filters, base);
    addNgrams(reading, 0, count, base);
    const positions = [...reading.positions.subarray(0, reading.ngrams.count)].filter((at) => at >= 0);
    return [{ base, filters, positions, scale: ngramScale(reading.ngrams.count), label }];
  });
};

const correctedLogits = (sample: Sample, { bias, filters, ngrams }: Correction): Logits => {
  const logits = { negative: sample.base.negative + bias[0], positive: sample.base.positive + bias[1] };
  sample.filters.forEach((value, index) => {
    logits.negative += value * (filters[2 * index] as number);
    logits.positive += value * (filters[2 * index + 1] as number);
  });
  for (const position of sample.positions) {
    const pair = ngrams.get(position);
    if (pair === undefined) continue;
    logits.negative += sample.scale * pair[0];
    logits.positive += sample.scale * pair[1];
  }
  return logits;
};

const slopeOf = (sample: Sample, correction: Correction): [number, number] => {
  const [negative, , positive] = probabilitiesOf(correctedLogits(sample, correction));
  return [negative - (sample.label === 'negative' ? 1 : 0), positive - (sample.label === 'positive' ? 1 : 0)];
};

const rounds = 60;
const biasRate = 0.05;
const filterRate = 0.01;
const ngramRate = 0.5;

const learn = (sample: Sample, correction: Correction, rate: number): void => {
  const slope = slopeOf(sample, correction);
  for (const side of [0, 1] as const) {
    const step = rate * slope[side];
    correction.bias[side] -= biasRate * step;
    sample.filters.forEach((value, index) => {
      const at = 2 * index + side;
      correction.filters[at] = (correction.filters[at] as number) - filterRate * step * value;
    });
    for (const position of sample.positions) {
      const pair = correction.ngrams.get(position) ?? [0, 0];
      pair[side] -= ngramRate * step * sample.scale;
      correction.ngrams.set(position, pair);
    }
  }
};

/** Draws the correction back towards none: what was learned from many texts is not given up for a few. */
const shrink = ({ filters, ngrams }: Correction, factor: number): void => {
  filters.forEach((value, index) => {
    filters[index] = value * factor;
  });
  for (const pair of ngrams.values()) {
    pair[0] *= factor;
    pair[1] *= factor;
  }
};

/** Texts in a fixed order, steps that fall to none, and after each round a pull back to the base model. */
const fitCorrection = (samples: readonly Sample[], filters: number, pull: number): Correction => {
  const correction: Correction = { bias: [0, 0], filters: new Float64Array(2 * filters), ngrams: new Map() };
  for (let round = 0; round < rounds; round += 1) {
    for (const sample of samples) learn(sample, correction, 1 - round / rounds);
    shrink(correction, 1 - pull);
  }
  return correction;
};

const lossOf = (samples: readonly Sample[], correction: Correction): number =>
  samples.reduce((sum, sample) => {
    const [negative, neutral, positive] = probabilitiesOf(correctedLogits(sample, correction));
    return sum - Math.log({ negative, neutral, positive }[sample.label]);
  }, 0);

const pulls = [0.02, 0.05, 0.15, 0.4, 1];
const folds = 5;

/** The pull under which labels left out of the fit are likeliest; 1 lets nothing but the bias change. */
const choosePull = (samples: readonly Sample[], filters: number): number => {
  const losses = pulls.map((pull) =>
    Array.from({ length: folds }, (_, fold) => {
      const kept = samples.filter((_, index) => index % folds !== fold);
      const left = samples.filter((_, index) => index % folds === fold);
      return lossOf(left, fitCorrection(kept, filters, pull));
    }).reduce((sum, loss) => sum + loss, 0),
  );
  return pulls[losses.indexOf(Math.min(...losses))] ?? 1;
};

const added = (weights: SentimentWeights, { bias, filters, ngrams }: Correction): SentimentWeights => {
  const ngramWeights = Int8Array.from(weights.ngramWeights);
  for (const [position, pair] of ngrams)
    pair.forEach((value, side) => {
      const at = 2 * position + side;
      const steps = Math.round((ngramWeights[at] as number) + value / weights.ngramStep);
      ngramWeights[at] = Math.max(-127, Math.min(127, steps));
    });
  return {
    ...weights,
    bias: [weights.bias[0] + bias[0], weights.bias[1] + bias[1]],
    filterWeights: weights.filterWeights.map((value, index) => value + (filters[index] as number)),
    ngramWeights,
  };
};

const versionOf = (base: string, { bias, filterWeights, ngramWeights }: SentimentWeights): string => {
  const digest = createHash('sha256').update(JSON.stringify(bias)).update(filterWeights).update(ngramWeights);
  return `${base}/${digest.digest('hex').slice(0, 8)}`;
};

/**
 * Fits a model to a team's own labels: the prior of its comments, what its words mean, and how much each of the model's
 * filters counts, each held to the base model by a pull that is chosen by 5-fold cross-validation among the labels. The
 * base weights stay as they are; the new ones have a version of their own, and are as large. The same labels in the same
 * order give the same weights. Throws `usage` under 50 labels.
 *
 * @example createSentimentModel(adaptWeights(weights, labels)).version // 'verbatim-en-1+1f3a9c2e/77b0c1d4'
 */
export const adaptWeights = (
  weights: SentimentWeights,
  labelled: readonly LabelledComment[],
): SentimentWeights => {
  const samples = readSamples(weights, labelled);
  if (samples.length < fewestLabels)
    throw new VerbatimError('usage', 'too few labelled comments to adapt to', {
      expected: `${fewestLabels} or more`,
      got: String(samples.length),
    });
  const { filters } = weights.convolution;
  const adapted = added(weights, fitCorrection(samples, filters, choosePull(samples, filters)));
  return { ...adapted, version: versionOf(weights.version, adapted) };
};
