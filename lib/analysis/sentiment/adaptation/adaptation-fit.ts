import { outOfRange } from '../../../out-of-range.ts';
import type { SentimentLabel } from '../../analysis.ts';
import type { SentimentWeights } from '../model/model-file.ts';
import { ngramScale } from '../model/ngrams.ts';
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
} from '../model/reading.ts';
import { type Probabilities, probabilitiesOf } from '../model/trained-model.ts';

export interface LabelledComment {
  readonly text: string;
  readonly label: SentimentLabel;
}

/** A labelled text as the fit sees it: what the base model says, and what each weight that may change is multiplied by. */
export interface Sample {
  readonly base: Logits;
  readonly filters: Float64Array;
  /** Of its n-grams with a weight: their slots (see `Samples`). */
  readonly slots: Int32Array;
  readonly scale: number;
  readonly label: SentimentLabel;
}

/** Labelled texts, and the n-grams in them: the weights of slot `s` are at `positions[s]` of the model's. */
export interface Samples {
  readonly samples: readonly Sample[];
  readonly positions: readonly number[];
  readonly filters: number;
}

/** What is added to the base model's weights; pairs are `[negative, positive]`, by filter and by slot. */
export interface Correction {
  readonly bias: [number, number];
  readonly filters: Float64Array;
  readonly ngrams: Float64Array;
}

/** Gives each different position the next slot. */
const slotsOf = (positions: Iterable<number>, slots: Map<number, number>): Int32Array =>
  Int32Array.from(positions, (position) => {
    const slot = slots.get(position) ?? slots.size;
    slots.set(position, slot);
    return slot;
  });

/** Reads what of each text the fit needs; texts without words are left out. */
export const readSamples = (weights: SentimentWeights, labelled: readonly LabelledComment[]): Samples => {
  const reading = createReading(weights);
  const slots = new Map<number, number>();
  const samples = labelled.flatMap(({ text, label }) => {
    readText(reading, text);
    if (reading.bounds.length < 2) return [];
    const count = reading.tokens.count;
    const base = startLogits(weights, count);
    const pool = createPool(weights);
    const whole = { first: 0, last: count };
    poolClause(reading, whole, pool);
    const filters = filterValues(weights, pool, new Float64Array(weights.convolution.filters));
    addFilters(weights, filters, base);
    addNgrams(reading, whole, base);
    const known = reading.positions.subarray(0, reading.ngrams.count).filter((position) => position >= 0);
    const scale = ngramScale(reading.ngrams.count);
    return [{ base, filters, slots: slotsOf(known, slots), scale, label }];
  });
  return { samples, positions: [...slots.keys()], filters: weights.convolution.filters };
};

const correctedLogits = (sample: Sample, { bias, filters, ngrams }: Correction): Logits => {
  let negative = sample.base.negative + bias[0];
  let positive = sample.base.positive + bias[1];
  for (let index = 0; index < sample.filters.length; index += 1) {
    const value = sample.filters[index] ?? outOfRange(index);
    negative += value * (filters[2 * index] ?? outOfRange(2 * index));
    positive += value * (filters[2 * index + 1] ?? outOfRange(2 * index + 1));
  }
  for (const slot of sample.slots) {
    negative += sample.scale * (ngrams[2 * slot] ?? outOfRange(2 * slot));
    positive += sample.scale * (ngrams[2 * slot + 1] ?? outOfRange(2 * slot + 1));
  }
  return { negative, positive };
};

/** What the corrected model says of a sample. */
export const correctedProbabilities = (sample: Sample, correction: Correction): Probabilities =>
  probabilitiesOf(correctedLogits(sample, correction));

const rounds = 60;
const biasRate = 0.05;
const filterRate = 0.01;
const ngramRate = 0.5;

const learn = (sample: Sample, correction: Correction, rate: number): void => {
  const { bias, filters, ngrams } = correction;
  const [negative, , positive] = correctedProbabilities(sample, correction);
  const slope = [
    negative - (sample.label === 'negative' ? 1 : 0),
    positive - (sample.label === 'positive' ? 1 : 0),
  ] as const;
  for (const side of [0, 1] as const) {
    const step = rate * slope[side];
    bias[side] -= biasRate * step;
    for (let index = 0; index < sample.filters.length; index += 1) {
      const at = 2 * index + side;
      filters[at] =
        (filters[at] ?? outOfRange(at)) - filterRate * step * (sample.filters[index] ?? outOfRange(index));
    }
    for (const slot of sample.slots) {
      const at = 2 * slot + side;
      ngrams[at] = (ngrams[at] ?? outOfRange(at)) - ngramRate * step * sample.scale;
    }
  }
};

/** Draws the correction back towards none: what was learned from many texts is not given up for a few. */
const shrink = ({ filters, ngrams }: Correction, factor: number): void => {
  for (const values of [filters, ngrams])
    for (let index = 0; index < values.length; index += 1)
      values[index] = (values[index] ?? outOfRange(index)) * factor;
};

/** The correction that changes nothing. */
export const noCorrection = ({ positions, filters }: Samples): Correction => ({
  bias: [0, 0],
  filters: new Float64Array(2 * filters),
  ngrams: new Float64Array(2 * positions.length),
});

/** Texts in a fixed order, steps that fall to none, and after each round a pull back to the base model. */
const fitCorrection = (all: Samples, samples: readonly Sample[], pull: number): Correction => {
  const correction = noCorrection(all);
  for (let round = 0; round < rounds; round += 1) {
    for (const sample of samples) learn(sample, correction, 1 - round / rounds);
    shrink(correction, 1 - pull);
  }
  return correction;
};

/** How unlikely the sample's label is to the corrected model: 0 or more. */
const lossOf = (sample: Sample, correction: Correction): number => {
  const [negative, neutral, positive] = correctedProbabilities(sample, correction);
  return -Math.log({ negative, neutral, positive }[sample.label]);
};

export const foldCount = 5;
/** Every fifth sample from `fold` on is left out, the others are kept. */
export const splitOff = (samples: readonly Sample[], fold: number): { kept: Sample[]; left: Sample[] } => ({
  kept: samples.filter((_, index) => index % foldCount !== fold),
  left: samples.filter((_, index) => index % foldCount === fold),
});

const pulls = [0.02, 0.05, 0.15, 0.4, 1];

/** The pull under which labels left out of the fit are likeliest; 1 lets nothing but the bias change. */
const choosePull = (all: Samples, samples: readonly Sample[]): number => {
  const losses = pulls.map((pull) =>
    Array.from({ length: foldCount }, (_, fold) => {
      const { kept, left } = splitOff(samples, fold);
      const correction = fitCorrection(all, kept, pull);
      return left.reduce((sum, sample) => sum + lossOf(sample, correction), 0);
    }).reduce((sum, loss) => sum + loss, 0),
  );
  return pulls[losses.indexOf(Math.min(...losses))] ?? 1;
};

/** The correction that some of the samples ask for, held back as far as cross-validation among them says. */
export const fitSamples = (all: Samples, samples: readonly Sample[] = all.samples): Correction =>
  fitCorrection(all, samples, choosePull(all, samples));
